"""Who reads needs, and who decides about them."""

from community.insights.models import NeedState, needs
from community.members.models import Viewer
from community.posts.models import Audience, Kind, Post

VOICED = frozenset({Kind.PROBLEM, Kind.REVIEW, Kind.IDEA})
FEWEST_NAMED = needs.FEWEST_NAMED
UNHAPPY_STARS, UNHAPPY_SENTIMENT = 2, -0.15
"""From these on down a review, or anything without stars, counts as unhappy."""
TOLD_STATES = frozenset({NeedState.PLANNED, NeedState.DELIVERED, NeedState.DECLINED})


def may_read_needs(viewer: Viewer) -> bool:
    """The product team and administrators."""
    return viewer.is_analyst or viewer.is_administrator


def may_decide(viewer: Viewer) -> bool:
    """Whoever reads needs decides about them."""
    return may_read_needs(viewer)


def is_voice(post: Post) -> bool:
    """Whether the post speaks of what a customer wants, and is shown to more than staff."""
    return post.kind in VOICED and post.shown and post.audience != Audience.STAFF


def may_name_people(customer_count: int) -> bool:
    """Groups of fewer than five customers are shown without anything that identifies."""
    return customer_count >= FEWEST_NAMED


def may_be_asked(state: str) -> bool:
    """Only what was delivered can have solved it."""
    return state == NeedState.DELIVERED
