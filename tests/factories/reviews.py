"""Reviews."""

from datetime import datetime

from community.core.transaction import transaction
from community.members.models import Member
from community.posts.models import State
from community.products.models import Product
from community.reviews.models import Review
from tests.factories.numbers import next_number
from tests.factories.posts import published
from tests.factories.products import make_product


def make_review(
    *,
    by: Member | None = None,
    product: Product | None = None,
    rating: int | None = 4,
    title: str | None = None,
    source: str | None = None,
    pros: str = "",
    cons: str = "",
    state: State | str = State.VISIBLE,
    at: datetime | None = None,
) -> Review:
    """Review a product, a new one unless it is given."""
    number = next_number()
    product = product or make_product()
    with transaction():
        review = Review(product_id=product.id, rating=rating, pros=pros, cons=cons)
        return published(
            review, by=by, title=title or f"Review {number}", source=source or f"What I think, number {number}.",
            state=state, at=at,
        )  # fmt: skip
