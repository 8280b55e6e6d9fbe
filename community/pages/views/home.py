"""The first page."""

from collections.abc import Sequence

from flask import render_template
from flask.typing import ResponseReturnValue

from community.core.locale import _, _n
from community.members.models import Member
from community.members.session import visitor
from community.pages.queries.home import members_home, strangers_home
from community.pages.queries.words import News, Outcome
from community.pages.views import blueprint
from community.posts import addresses

ISOLATE, END_ISOLATE = "\u2068", "\u2069"
"""A name may be written in the other direction than the sentence around it."""


@blueprint.get("/")
def home() -> ResponseReturnValue:
    """Show a stranger what this place is, and a member what is new about him."""
    viewer = visitor()
    if not isinstance(viewer, Member):
        return render_template("pages/welcome.html", page=strangers_home(viewer), url_of=addresses.url_of)
    page = members_home(viewer)
    return render_template(
        "pages/home.html",
        page=page,
        greeting=_greeting(viewer, len(page.recent)),
        lead=_lead(page.recent),
        url_of=addresses.url_of,
    )


def _greeting(member: Member, count: int) -> str:
    name = f"{ISOLATE}{member.name.split()[0]}{END_ISOLATE}"
    if not count:
        return _("Hello %(name)s.", name=name)
    return _n(
        "Hello %(name)s. Since last week, %(count)s of your words got somewhere.",
        "Hello %(name)s. Since last week, %(count)s of your words got somewhere.",
        count,
        name=name,
    )


def _lead(recent: Sequence[News]) -> str:
    """Say in one line what it was, each kind once."""
    said = {
        Outcome.ACCEPTED: _("An answer of yours was accepted."),
        Outcome.OFFICIAL: _("The company answered you."),
        Outcome.STATUS: _("The company has said where your idea stands."),
        Outcome.ARTICLE: _("What you asked became an article that helps others."),
        Outcome.DECISION: _("A moderator decided on a post of yours."),
    }
    kinds = {news.outcome for news in recent}
    return " ".join(sentence for outcome, sentence in said.items() if outcome in kinds)
