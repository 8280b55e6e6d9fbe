"""Who may do what with an article, beyond what holds for any post."""

from community.members.models import Viewer


def may_write(viewer: Viewer) -> bool:
    """An article is the company's own word, so staff write it."""
    return viewer.is_staff
