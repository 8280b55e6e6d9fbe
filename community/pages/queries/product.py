"""The page of one product: all that is said about it, in four tabs."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import defer

from community.articles.models import Article
from community.articles.queries import Sort as ArticleSort
from community.articles.queries import articles_in
from community.core.database import db
from community.core.errors import NotFoundError
from community.core.locale import _l
from community.core.paging import Page
from community.ideas.models import Idea, Status
from community.ideas.queries import Sort as IdeaSort
from community.ideas.queries import ideas_in
from community.members.models import Member, Viewer
from community.pages.queries.counting import counts_of
from community.posts import queries as posts
from community.posts.models import Kind, Post
from community.problems.models import Problem
from community.problems.queries import Listing, problems_in
from community.products.models import Product
from community.products.queries import product_by_slug
from community.reviews.models import Review
from community.reviews.queries import Distribution, ReviewList, distribution, review_by, reviews_of
from community.reviews.queries import Sort as ReviewSort

MOST_MOVING = 4


class Tab(StrEnum):
    """What the page shows of the product, as its address names it."""

    REVIEWS = "reviews"
    PROBLEMS = "problems"
    IDEAS = "ideas"
    ARTICLES = "articles"


KINDS = {Tab.REVIEWS: Kind.REVIEW, Tab.PROBLEMS: Kind.PROBLEM, Tab.IDEAS: Kind.IDEA, Tab.ARTICLES: Kind.ARTICLE}


@dataclass(frozen=True)
class Wanted:
    """What the reader chose; without a tab the first one that holds something is shown."""

    tab: Tab | None = None
    stars: int | None = None
    sort: ReviewSort = ReviewSort.HELPFUL
    cursor: str | None = None


@dataclass(frozen=True)
class ProductPage:
    """A product, how many posts each tab holds, and a page of the chosen one; `reviews` only on their own tab."""

    product: Product
    tab: Tab
    counts: dict[str, int]
    stars: Distribution
    rows: Page[Post]
    reviews: ReviewList | None
    moving: list[Idea]
    own_review: Review | None


def get_product(slug: str) -> Product:
    """Return the product of this address, archived or not, or raise `NotFoundError`."""
    product = product_by_slug(slug)
    if product is None:
        raise NotFoundError(_l("There is no such product."))
    return product


def product_page(product: Product, viewer: Viewer, wanted: Wanted) -> ProductPage:
    """Return what the page shows; at most eight statements for any number of posts."""
    counts = counts_of({tab: _ids_about(product, viewer, kind) for tab, kind in KINDS.items()})
    tab = wanted.tab or next((one for one in Tab if counts[one]), Tab.REVIEWS)
    reviews = None
    if tab is Tab.REVIEWS:
        reviews = reviews_of(product, viewer, sort=wanted.sort, stars=wanted.stars, cursor=wanted.cursor)
    return ProductPage(
        product=product,
        tab=tab,
        counts=counts,
        stars=distribution(product, viewer),
        rows=reviews.page if reviews else _rows_of(tab, product, viewer, wanted.cursor),  # type: ignore[arg-type]
        reviews=reviews,
        moving=_moving(product, viewer),
        own_review=review_by(viewer, product) if isinstance(viewer, Member) else None,
    )


def _rows_of(
    tab: Tab, product: Product, viewer: Viewer, cursor: str | None
) -> Page[Problem] | Page[Idea] | Page[Article]:
    if tab is Tab.PROBLEMS:
        return problems_in(Listing.NEWEST, viewer, product=product, cursor=cursor)
    if tab is Tab.IDEAS:
        return ideas_in(IdeaSort.WANTED, viewer, product=product, cursor=cursor)
    return articles_in(ArticleSort.NEWEST, viewer, product=product, cursor=cursor)


def _ids_about(product: Product, viewer: Viewer, kind: Kind) -> Select[Any]:
    rows = posts.shown_to(Post, viewer).where(Post.product_id == product.id, Post.kind == kind)
    return rows.with_only_columns(Post.id)


def _moving(product: Product, viewer: Viewer) -> list[Idea]:
    rows = posts.shown_to(Idea, viewer).where(
        Idea.product_id == product.id, Idea.status.in_((Status.IN_PROGRESS, Status.PLANNED))
    )
    rows = rows.options(defer(Idea.source), defer(Idea.rendered)).order_by(Idea.status_at.desc(), Idea.id.desc())
    return list(db.session.scalars(rows.limit(MOST_MOVING)))
