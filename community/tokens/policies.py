"""Who may hand keys to programs, and what the keys may open."""

from enum import StrEnum

from community.members.models import Viewer


class Scope(StrEnum):
    """What a program may read."""

    NEEDS = "needs:read"
    EVIDENCE = "evidence:read"


def may_make_tokens(viewer: Viewer) -> bool:
    """The product team and administrators: only they see what the API tells."""
    return viewer.is_analyst or viewer.is_administrator
