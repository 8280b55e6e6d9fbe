"""The page of results."""

from datetime import date

from flask import render_template, request
from flask.typing import ResponseReturnValue

from community.core.locale import _, entry_of
from community.members.session import visitor
from community.posts import addresses
from community.search.forms import NarrowForm
from community.search.queries import ResultsPage, meant, page_of, search_of, wider
from community.search.queries.asking import FILTERS
from community.search.queries.saved import following
from community.search.views import blueprint
from community.search.views.leading import chips, sorts, tabs, url_of_search, urls
from community.search.views.looking import remember_search
from community.search.views.onlooker import kind_words
from community.web import rates

SEARCH_RATE = "60 per minute"


@blueprint.get("")
def results() -> ResponseReturnValue:
    """Show what was found, with filters that keep the words and words that keep the filters."""
    viewer, cursor = visitor(), request.args.get("after")
    search = search_of(request.args)
    if search.sought or search.is_narrowed:
        rates.limit("search", SEARCH_RATE)
    page = page_of(search, viewer, cursor=cursor)
    if page.sought and not cursor:
        remember_search(page)
    return render_template(
        "search/results.html",
        page=page,
        search=search,
        search_text=search.text,
        narrow=_narrow_form(page),
        tabs=tabs(page),
        sorts=sorts(page),
        chips=chips(page),
        urls=urls(page),
        saved=following(viewer, search) if page.is_asked else None,
        meant=meant(page, viewer),
        wider=wider(page, viewer),
        url_of_search=url_of_search,
        kind_words=kind_words(),
        url_of=addresses.url_of,
        factor_words=_factor_words() if viewer.is_staff and request.args.get("explain") == "1" else {},
    )


def _narrow_form(page: ResultsPage) -> NarrowForm:
    """Return the form with what was understood in the reader's words, and with what was not as typed."""
    search = page.search
    typed = {name: request.args.get(name, "")[:80] for name in FILTERS if name in search.complaints}
    days = {
        name: entry_of(date.fromisoformat(search.filters[name]))
        for name in ("since", "until")
        if name in search.filters
    }
    form = NarrowForm(formdata=None, data={**search.filters, **days, **typed})
    form.offer(search, page.offered)
    return form


def _factor_words() -> dict[str, str]:
    return {
        "words": _("words"),
        "accepted": _("accepted answer"),
        "solved": _("solved"),
        "official": _("the company says it"),
        "about": _("about a product named"),
        "outdated": _("outdated"),
        "closed": _("closed"),
        "helpful": _("helpful"),
        "fresh": _("recent"),
        "further": _("further posts that match"),
    }
