"""Who keeps the place fair and safe."""

from community.members.models import Viewer
from community.moderation.models import DecisionAction
from community.posts.models import Kind, Post, State

COMPARED = frozenset({Kind.PROBLEM, Kind.IDEA})
"""The kinds whose threads are put together when they say the same."""
OUTCOMES = {
    DecisionAction.APPROVE: State.VISIBLE,
    DecisionAction.RESTORE: State.VISIBLE,
    DecisionAction.HIDE: State.HIDDEN,
    DecisionAction.REMOVE: State.REMOVED,
}
POSSIBLE = {
    State.PENDING: (DecisionAction.APPROVE, DecisionAction.HIDE, DecisionAction.REMOVE),
    State.VISIBLE: (DecisionAction.APPROVE, DecisionAction.HIDE, DecisionAction.REMOVE),
    State.HIDDEN: (DecisionAction.RESTORE, DecisionAction.REMOVE),
    State.REMOVED: (DecisionAction.RESTORE,),
}


def may_moderate(viewer: Viewer) -> bool:
    """Moderators only; other staff read the community as members do."""
    return viewer.is_moderator


def may_read_audit_log(viewer: Viewer) -> bool:
    """Moderators and administrators."""
    return viewer.is_moderator or viewer.is_administrator


def may_report(viewer: Viewer, post: Post) -> bool:
    """Members may, what others wrote and all can see."""
    return viewer.is_signed_in and post.shown and not viewer.is_author_of(post)


def may_read_decision(viewer: Viewer, post: Post) -> bool:
    """The author is owed the reason; moderators know it."""
    return viewer.is_moderator or viewer.is_author_of(post)


def possible_actions(post: Post) -> tuple[DecisionAction, ...]:
    """Return what can be decided about the post as it stands."""
    return POSSIBLE[State(post.state)]
