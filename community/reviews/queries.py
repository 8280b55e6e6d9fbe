"""Reads of reviews."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload

from community.core.database import db
from community.core.locale import _l
from community.core.paging import PAGE_SIZE, Page, page_of
from community.members.models import Member, Viewer
from community.posts import queries as posts
from community.posts.models import Attachment, Comment, Draft, Kind, State
from community.products.models import Product
from community.reviews.models import STARS, Review

NO_REVIEW = _l("There is no such review, or it is not open to you.")


class Sort(StrEnum):
    """The orders of reviews, as their addresses name them."""

    HELPFUL = "helpful"
    NEWEST = "newest"
    LOWEST = "lowest"


KEYS: dict[Sort, list[InstrumentedAttribute[Any]]] = {
    Sort.HELPFUL: [Review.helpfulness, Review.id],
    Sort.NEWEST: [Review.created_at, Review.id],
    Sort.LOWEST: [Review.rating, Review.id],
}


@dataclass(frozen=True)
class StarRow:
    """How many reviews gave so many stars; `share` is in hundredths of the commonest rating, for the bar."""

    stars: int
    count: int
    share: float


@dataclass(frozen=True)
class Distribution:
    """The stars of a product as the viewer may count them; `unrated` reviews came without stars."""

    rows: Sequence[StarRow]
    count: int
    mean: float | None
    unrated: int


@dataclass(frozen=True)
class ReviewList:
    """A page of a product's reviews with what stands around each of them, by review id."""

    page: Page[Review]
    replies: dict[int, Comment]
    images: dict[int, list[Attachment]]
    votes: dict[int, int]


@dataclass(frozen=True)
class ReviewPage:
    """All that the page of one review shows."""

    review: Review
    reply: Comment | None
    comments: Page[Comment]
    images: list[Attachment]
    votes: dict[int, int]
    is_following: bool
    draft: Draft | None


def review_page(review: Review, viewer: Viewer, *, cursor: str | None = None) -> ReviewPage:
    """Return the review with the company's reply on top of the comments, by a fixed number of statements."""
    comments = posts.comments_of(review, viewer, cursor=cursor)
    reply = posts.replies_of([review], viewer).get(review.id)
    others = [comment for comment in comments.rows if comment is not reply]
    return ReviewPage(
        review=review,
        reply=reply,
        comments=Page(others, comments.next_cursor, comments.previous_cursor),
        images=posts.attachments_of([review])[review.id],
        votes=posts.votes_of(viewer, [review]),
        is_following=posts.is_following(viewer, review),
        draft=posts.draft_of(viewer, f"comment-{review.id}") if isinstance(viewer, Member) else None,
    )


def get_review(review_id: int, viewer: Viewer, *, for_update: bool = False) -> Review:
    """Return the review with its author and product, or raise `NotFoundError`."""
    options = () if for_update else (joinedload(Review.author), joinedload(Review.product))
    return posts.get_post(Review, review_id, viewer, for_update=for_update, sentence=NO_REVIEW, options=options)


def review_by(member: Member, product: Product) -> Review | None:
    """Return the member's own review of the product, whatever its state, unless it was removed."""
    return db.session.scalar(
        select(Review).where(
            Review.author_id == member.id, Review.product_id == product.id, Review.state != State.REMOVED
        )
    )


def reviews_of(
    product: Product,
    viewer: Viewer,
    *,
    sort: Sort = Sort.HELPFUL,
    stars: int | None = None,
    cursor: str | None = None,
    size: int = PAGE_SIZE,
) -> ReviewList:
    """Return a page of a product's reviews, of so many stars if given, by four statements for any number of them.

    "Lowest" is about stars, so those without any are left out of it.
    """
    rows = _of(product, viewer).options(joinedload(Review.author))
    if stars in STARS:
        rows = rows.where(Review.rating == stars)
    elif sort is Sort.LOWEST:
        rows = rows.where(Review.rating.is_not(None))
    page = page_of(rows, KEYS[sort], cursor=cursor, size=size, newest_first=sort is not Sort.LOWEST)
    return ReviewList(
        page=page,
        replies=posts.replies_of(page.rows, viewer),
        images=posts.attachments_of(page.rows),
        votes=posts.votes_of(viewer, page.rows),
    )


def distribution(product: Product, viewer: Viewer) -> Distribution:
    """Return how many reviews gave each number of stars, of those the viewer may see; one statement."""
    ratings = _of(product, viewer).with_only_columns(Review.rating).subquery()
    rows = select(ratings.c.rating, func.count()).group_by(ratings.c.rating)
    return _distribution({row[0]: row[1] for row in db.session.execute(rows)})


def _of(product: Product, viewer: Viewer) -> Select[Review]:
    return posts.shown_to(Review, viewer).where(Review.product_id == product.id, Review.kind == Kind.REVIEW)


def _distribution(counts: Mapping[int | None, int]) -> Distribution:
    rated = {stars: counts.get(stars, 0) for stars in STARS}
    count, most = sum(rated.values()), max(rated.values())
    mean = sum(stars * number for stars, number in rated.items()) / count if count else None
    rows = [StarRow(stars, number, round(100 * number / most, 1) if most else 0.0) for stars, number in rated.items()]
    return Distribution(rows, count, mean, unrated=counts.get(None, 0))
