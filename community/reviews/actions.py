"""Writes of reviews, and the score they give a product."""

from dataclasses import dataclass

from sqlalchemy import func, select

from community.core import text
from community.core.database import db
from community.core.errors import ConflictError, NotAllowedError
from community.core.locale import _l
from community.members.models import Member
from community.posts import actions as posts
from community.posts.models import Audience
from community.products import queries as products
from community.products.models import Product
from community.reviews import helpfulness, policies, queries
from community.reviews.models import LONGEST_SIDE, STARS, Review


@dataclass(frozen=True)
class Judgement:
    """What a member says of a product: stars, a title, a text, what is good and what is not."""

    rating: int
    title: str
    source: str
    pros: str = ""
    cons: str = ""

    @property
    def sides(self) -> tuple[str, str]:
        """What is good and what is not, cleaned and within their limits."""
        return text.clean(self.pros)[:LONGEST_SIDE], text.clean(self.cons)[:LONGEST_SIDE]


def write_review(product: Product, judgement: Judgement, *, by: Member) -> Review:
    """Review a product; of one member it takes one, so a second one is `ConflictError`.

    The product's row is locked first: two sendings at once wait for each other.
    """
    if not policies.may_review(by, product):
        raise NotAllowedError(_l("This product takes no new reviews."))
    _check(judgement)
    products.get_product(product.id, for_update=True)
    if queries.review_by(by, product) is not None:
        raise ConflictError(_l("You have reviewed this product already. You can change your review."))
    review = Review(product=product)
    _fill(review, judgement)
    posts.write(review, title=judgement.title, source=judgement.source, also=judgement.sides)
    return posts.publish(review, by=by)


def edit_review(review: Review, judgement: Judgement, *, by: Member, version: int) -> None:
    """Change one's judgement, stars included, keeping what it was; saving it unchanged changes nothing."""
    _check(judgement)
    before = Judgement(review.rating or 0, review.title, review.source, review.pros, review.cons)
    if version == review.version and before == judgement:
        return
    fields = {"rating": review.rating, "pros": review.pros, "cons": review.cons}
    _fill(review, judgement)
    posts.edit(
        review, by=by, version=version, title=judgement.title, source=judgement.source, fields=fields,
        also=judgement.sides,
    )  # fmt: skip


def recount_score(product: Product) -> None:
    """Sum the stars of the product's shown reviews anew; those without stars, or not for everyone, stay outside.

    The row is locked before the reviews are read, so that of two counts at once the later one sees both reviews.
    """
    db.session.flush()
    products.get_product(product.id, for_update=True)
    rows = select(func.count(Review.rating), func.sum(Review.rating)).where(
        Review.product_id == product.id, Review.shown, Review.audience == Audience.EVERYONE
    )
    count, stars = db.session.execute(rows).one()
    product.score_count, product.score_sum = count, int(stars or 0)


def recount_helpfulness(review: Review) -> None:
    """Work out anew how sure it is that the review helps."""
    review.helpfulness = helpfulness.helpfulness(review.vote_count, review.against_count)


def _fill(review: Review, judgement: Judgement) -> None:
    review.rating = judgement.rating
    review.pros, review.cons = judgement.sides


def _check(judgement: Judgement) -> None:
    if judgement.rating not in STARS:
        raise ConflictError(_l("Please give one to five stars."))
