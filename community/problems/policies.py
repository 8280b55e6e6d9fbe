"""Who may do what with a problem and its answers, beyond what holds for any post."""

from community.members.models import Viewer
from community.problems.models import Problem


def may_answer(viewer: Viewer, problem: Problem) -> bool:
    """Members may answer what all can see; the asker too, for some find the way out themselves."""
    return viewer.is_signed_in and problem.shown


def may_accept_answer(viewer: Viewer, problem: Problem) -> bool:
    """Only the asker knows what helped; a moderator may speak for an absent one."""
    return viewer.is_author_of(problem) or viewer.is_moderator


def may_close(viewer: Viewer, problem: Problem) -> bool:
    """The asker may say that it is over, moderators may end what leads nowhere."""
    return viewer.is_author_of(problem) or viewer.is_moderator


def may_reopen(viewer: Viewer, problem: Problem) -> bool:
    """The asker may take it back, unless a moderator ended it."""
    return viewer.is_moderator or (viewer.is_author_of(problem) and not problem.closed_by_moderator)
