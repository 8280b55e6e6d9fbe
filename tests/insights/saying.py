"""Voices for tests of the insight module: posts of several customers that speak of two things."""

from collections.abc import Sequence

from community.core.database import db
from community.insights import jobs
from community.insights.models import Need
from community.members.models import Organization
from community.posts.models import Post
from tests.factories import make_member, make_problem

WHEN = ("every morning", "after each update", "at night", "twice a day", "since version four", "on my phone")
ASKS = (
    "The app signs me out {when} and asks me to sign in with a code",
    "I have to sign in again {when}, the app never keeps me signed in",
    "Sign in code {when}, why does the app forget my sign in",
)
LACKS = ("Our accountant says that", "For bookkeeping it matters that", "Each month", "Again", "As before", "Sadly")
MISSES = (
    "{says} the bill does not carry the company tax number",
    "{says} the tax number of our company is missing on the bill",
    "{says} no bill shows company name and tax number",
)
SIGN_IN = tuple(ask.format(when=when) for when in WHEN for ask in ASKS)
BILLS = tuple(miss.format(says=says) for says in LACKS for miss in MISSES)
NOISE = (
    "The courier came late with my parcel",
    "Which paint fits the garden fence",
    "My lamp flickers when the fan runs",
    "A darker theme would be kind to my eyes",
)


def say(sentences: Sequence[str], *, organization: Organization | None = None) -> list[Post]:
    """Let a different customer say each sentence."""
    return [
        make_problem(by=make_member(organization=organization), title=sentence[:60], source=f"{sentence}.")
        for sentence in sentences
    ]


def found_needs() -> list[Need]:
    """Run the engine over everything and return what it found, the most pressing first."""
    jobs.refresh()
    return list(
        db.session.query(Need).filter(Need.post_count > 0, Need.dismissed_at.is_(None)).order_by(Need.rank.desc())
    )
