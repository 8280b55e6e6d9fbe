"""Who may teach search, and follow searches."""

from community.members.models import Viewer


def may_edit_synonyms(viewer: Viewer) -> bool:
    """Those who know how customers speak: moderators, the product team, administrators."""
    return viewer.is_moderator or viewer.is_analyst or viewer.is_administrator


def may_follow_searches(viewer: Viewer) -> bool:
    """Members, for themselves."""
    return viewer.is_signed_in
