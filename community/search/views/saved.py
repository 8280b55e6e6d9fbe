"""Searches that a member follows."""

from urllib.parse import parse_qsl

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from community.core.locale import _
from community.core.transaction import transaction
from community.members.session import current_member
from community.search import actions
from community.search.models import LONGEST_ADDRESS, Pace
from community.search.queries import search_of
from community.search.queries.saved import followed_searches, get_saved_search
from community.search.views import blueprint
from community.search.views.leading import filter_words, url_of_search
from community.web import rates

SAVE_RATE = "60 per hour"


@blueprint.get("/saved")
def saved() -> ResponseReturnValue:
    """Show the searches that the member follows."""
    rows = followed_searches(current_member())
    words = {one.saved.id: filter_words(one.search) for one in rows}
    return render_template("search/saved.html", rows=rows, words=words, url_of_search=url_of_search)


@blueprint.post("/saved")
def save() -> ResponseReturnValue:
    """Follow a search."""
    current_member()
    rates.limit("save-search", SAVE_RATE)
    search = search_of(dict(parse_qsl(request.form.get("address", "")[:LONGEST_ADDRESS])))
    with transaction():
        actions.follow_search(search, by=current_member())
    flash(_("You follow this search: what is new in it will be in your inbox."))
    return redirect(url_of_search(search), code=303)


@blueprint.post("/saved/<int:saved_id>/pace")
def set_pace(saved_id: int) -> ResponseReturnValue:
    """Be told sooner, or once a day."""
    pace = Pace.DAILY if request.form.get("pace") == Pace.DAILY else Pace.SOON
    with transaction():
        actions.choose_pace(get_saved_search(saved_id, current_member()), pace)
    flash(_("Your choice is saved."))
    return redirect(url_for(".saved"), code=303)


@blueprint.post("/saved/<int:saved_id>/stop")
def stop(saved_id: int) -> ResponseReturnValue:
    """Follow it no more."""
    with transaction():
        actions.stop_following_search(get_saved_search(saved_id, current_member()))
    flash(_("You do not follow this search any more."))
    return redirect(url_for(".saved"), code=303)
