"""Who may do what with a review, beyond what holds for any post."""

from community.members.models import Viewer
from community.products import policies as products
from community.products.models import Product


def may_review(viewer: Viewer, product: Product) -> bool:
    """Every member may, while the product is offered; the star beside the name tells who works for the company."""
    return viewer.is_signed_in and products.may_post_about(product)
