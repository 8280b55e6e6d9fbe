"""Reads of products and categories."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from sqlalchemy import ColumnElement, Float, Select, cast, func, literal, or_, select
from sqlalchemy.orm import joinedload

from community.core.database import db
from community.core.errors import NotFoundError
from community.core.language import fold
from community.core.locale import _, _l
from community.core.paging import Page, page_of
from community.members.models import Viewer
from community.products import policies
from community.products.models import Category, Product, Release

OTHER = "other"
"""The word in the address of what stands in no category."""

MOST_SHOWN = 12
CATEGORY_PAGE = 48


@dataclass(frozen=True)
class Shelf:
    """The products of one category (or of none), best first; `count` says how many there are in all."""

    slug: str
    name: str
    products: Sequence[Product]
    count: int
    next_after: int | None = None

    @property
    def has_more(self) -> bool:
        """Whether products of this category are not shown here."""
        return self.count > len(self.products)


@dataclass(frozen=True)
class Prior:
    """What a product is worth before anybody reviewed it: `weight` (C) reviews of `mean` (m) stars."""

    mean: float = 3.0
    weight: int = 1


@dataclass(frozen=True)
class Desk:
    """What administrators see of the catalogue."""

    categories: Sequence[Category]
    products: Page[Product]


def prior() -> Prior:
    """Return m, the mean of all stars, and C, the median number of reviews of a reviewed product; one statement.

    Of an even number of products the lower median is taken.
    """
    ranked = (
        select(
            Product.score_count.label("review_count"),
            func.row_number().over(order_by=Product.score_count).label("place"),
            func.count().over().label("products"),
            func.sum(Product.score_sum).over().label("stars"),
            func.sum(Product.score_count).over().label("reviews"),
        )
        .where(Product.score_count > 0)
        .subquery()
    )
    middle = ranked.c.place == (ranked.c.products + 1) // 2
    row = db.session.execute(
        select(ranked.c.review_count, ranked.c.stars, ranked.c.reviews).where(middle)
    ).one_or_none()
    return Prior(mean=float(row.stars) / float(row.reviews), weight=row.review_count) if row else Prior()


def bayesian_average(before: Prior) -> ColumnElement[float]:
    """Return the column lists are sorted by: `(C·m + Σ stars) / (C + n)`.

    The Bayesian average (shrinkage to the mean of all) with the prior taken from the data; source: E. Miller, "Bayesian
    Average Ratings" (evanmiller.org, 2012), and IMDb's weighted rating, which is the same formula.
    """
    stars = cast(Product.score_sum, Float(53)) + literal(before.weight * before.mean, Float(53))
    return stars / cast(Product.score_count + before.weight, Float(53))


def catalogue() -> list[Shelf]:
    """Return all categories that hold something, each with its best products; three statements for any number."""
    shelves = {category.id: category for category in categories()}
    place = func.row_number().over(partition_by=Product.category_id, order_by=_best_first(prior()))
    count = func.count().over(partition_by=Product.category_id)
    ranked = select(Product.id, place.label("place"), count.label("count")).where(_is_offered()).subquery()
    rows = db.session.execute(
        select(Product, ranked.c.count)
        .join(ranked, ranked.c.id == Product.id)
        .where(ranked.c.place <= MOST_SHOWN)
        .order_by(ranked.c.place)
    ).all()
    found: dict[int | None, list[tuple[Product, int]]] = {}
    for product, number in rows:
        found.setdefault(product.category_id, []).append((product, number))
    order: list[int | None] = [*shelves, None]
    return [_shelf(shelves.get(key) if key else None, found[key]) for key in order if key in found]


def shelf(slug: str, *, after: int | None = None) -> Shelf:
    """Return a page of one category, best first, behind the product `after`; `NotFoundError` where there is none.

    A fixed number of statements. The place behind a product that is gone is the start.
    """
    category = category_by_slug(slug)
    if category is None and slug != OTHER:
        raise NotFoundError(_l("There is no such category."))
    score = bayesian_average(prior())
    offered = _is_offered(), Product.category_id == (category.id if category else None)
    rows = select(Product).where(*offered).order_by(score.desc(), Product.id.desc()).limit(CATEGORY_PAGE + 1)
    last = db.session.execute(select(score, Product.id).where(Product.id == after)).one_or_none() if after else None
    if last is not None:
        rows = rows.where(or_(score < last[0], (score == last[0]) & (Product.id < last[1])))
    products = db.session.scalars(rows).all()
    shown = products[:CATEGORY_PAGE]
    return Shelf(
        slug=slug,
        name=_shelf_name(category),
        products=shown,
        count=db.session.scalar(select(func.count()).select_from(Product).where(*offered)) or 0,
        next_after=shown[-1].id if len(products) > CATEGORY_PAGE else None,
    )


def categories(*, for_update: bool = False) -> Sequence[Category]:
    """Return all categories in their order."""
    rows = select(Category).order_by(Category.position, Category.id)
    if for_update:
        rows = rows.with_for_update().execution_options(populate_existing=True)
    return db.session.scalars(rows).all()


def category_by_slug(slug: str) -> Category | None:
    """Return the category of this address."""
    return db.session.scalar(select(Category).where(Category.slug == slug))


def get_category(category_id: int, *, for_update: bool = False) -> Category:
    """Return the category or raise `NotFoundError`."""
    category = db.session.get(Category, category_id, with_for_update=for_update)
    if category is None:
        raise NotFoundError(_l("There is no such category."))
    return category


def product_by_slug(slug: str) -> Product | None:
    """Return the product of this address, archived or not, with its category."""
    return db.session.scalar(select(Product).where(Product.slug == slug).options(joinedload(Product.category)))


def get_product(product_id: int, *, for_update: bool = False) -> Product:
    """Return the product or raise `NotFoundError`."""
    product = db.session.get(Product, product_id, with_for_update=for_update)
    if product is None:
        raise NotFoundError(_l("There is no such product."))
    return product


def offered_products() -> Sequence[Product]:
    """Return what can be chosen in a form, by category and name."""
    return db.session.scalars(_offered()).all()


@cache
def _offered() -> Select[Product]:
    """Build the statement once: every list asks it."""
    rows = select(Product).outerjoin(Product.category).where(_is_offered())
    return rows.order_by(Category.position, Category.id, Product.name, Product.id)


def desk(viewer: Viewer, *, search: str = "", cursor: str | None = None) -> Desk:
    """Return the administrators' lists, the latest product first; to others they do not exist: `NotFoundError`."""
    administered(viewer)
    rows = _named(select(Product).options(joinedload(Product.category)), search.strip())
    return Desk(categories=categories(), products=page_of(rows, [Product.id], cursor=cursor))


def administered(viewer: Viewer) -> None:
    """Raise `NotFoundError` unless the viewer is an administrator: absent and not yours answer alike."""
    if not policies.may_administer(viewer):
        raise NotFoundError(_l("There is no such page, or it is not open to you."))


def releases(viewer: Viewer, *, cursor: str | None = None) -> Page[Release]:
    """Return what was released, the latest noted first; to those who note none, the page does not exist."""
    refuse_release_readers(viewer)
    return page_of(select(Release).options(joinedload(Release.product)), [Release.id], cursor=cursor)


def get_release(release_id: int, viewer: Viewer) -> Release:
    """Return a release to whoever may note some."""
    refuse_release_readers(viewer)
    release = db.session.get(Release, release_id)
    if release is None:
        raise NotFoundError(_l("There is no such release."))
    return release


def refuse_release_readers(viewer: Viewer) -> None:
    """Raise `NotFoundError` for whoever may not note releases."""
    if not policies.may_note_releases(viewer):
        raise NotFoundError(_l("There is no such page, or it is not open to you."))


def _named(rows: Select[Product], search: str) -> Select[Product]:
    words = {search, fold(search)} - {""}
    names = (Product.name, Product.name_fa, Product.slug)
    hits = [name.icontains(word, autoescape=True) for word in words for name in names]
    return rows.where(or_(*hits)) if hits else rows


def _is_offered() -> ColumnElement[bool]:
    return Product.archived_at.is_(None)


def _best_first(before: Prior) -> tuple[ColumnElement[float], ColumnElement[int]]:
    return bayesian_average(before).desc(), Product.id.desc()


def _shelf(category: Category | None, found: list[tuple[Product, int]]) -> Shelf:
    return Shelf(
        slug=category.slug if category else OTHER,
        name=_shelf_name(category),
        products=[product for product, _count in found],
        count=found[0][1],
    )


def _shelf_name(category: Category | None) -> str:
    return category.shown_name if category else _("Other products")
