"""Who may do what with an idea, beyond what holds for any post."""

from community.ideas.models import Idea
from community.members.models import Viewer


def may_submit(viewer: Viewer) -> bool:
    """Every member may."""
    return viewer.is_signed_in


def may_decide(viewer: Viewer, idea: Idea) -> bool:
    """The product team and administrators answer for the company, where everybody can read it."""
    return (viewer.is_analyst or viewer.is_administrator) and idea.shown
