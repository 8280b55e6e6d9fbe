"""Reviews."""

from datetime import datetime

from community.core.transaction import transaction
from community.members.models import Member
from community.posts.models import Audience, State
from community.products.models import Product
from community.reviews import actions
from community.reviews.models import Review
from tests.factories.members import make_member
from tests.factories.numbers import next_number
from tests.factories.posts import shaped
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
    audience: Audience | str = Audience.EVERYONE,
    at: datetime | None = None,
) -> Review:
    """Review a product, a new one unless it is given; one without stars is as an import leaves it."""
    number = next_number()
    by, product = by or make_member(), product or make_product()
    judgement = actions.Judgement(
        rating or 1, title or f"Review {number}", source or f"What I think, number {number}.", pros, cons
    )
    with transaction():
        review = actions.write_review(product, judgement, by=by)
        review.rating = rating
        shaped(review, state=state, audience=audience, at=at)
        actions.recount_score(product)
    return review
