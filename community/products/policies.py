"""Who may do what with products and categories."""

from community.members.models import Viewer
from community.products.models import Product


def may_administer(viewer: Viewer) -> bool:
    """The list of products is the administrators' business alone."""
    return viewer.is_administrator


def may_post_about(product: Product) -> bool:
    """An archived product takes no new posts."""
    return product.archived_at is None


def may_note_releases(viewer: Viewer) -> bool:
    """The product team and administrators say when something new reached customers."""
    return viewer.is_analyst or viewer.is_administrator
