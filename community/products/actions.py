"""Writes of products and categories."""

import re
from collections.abc import Sequence
from datetime import date

from community.core import clock
from community.core.database import db
from community.core.errors import ConflictError
from community.core.events import announce
from community.core.locale import _l
from community.core.text import clean, clean_line
from community.members.models import OPERATOR, Viewer
from community.products import queries
from community.products.events import (
    CategoryAdded,
    CategoryEdited,
    ProductAdded,
    ProductArchived,
    ProductEdited,
    ProductRestored,
)
from community.products.models import Category, Product, Release

LONGEST_NAME = 80
LONGEST_DESCRIPTION = 1000
LONGEST_SLUG = 80
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def add_product(
    *,
    slug: str,
    name: str,
    name_fa: str = "",
    category: Category | None = None,
    description: str = "",
    description_fa: str = "",
    by: Viewer = OPERATOR,
) -> Product:
    """Add a product; `ConflictError` for a slug that is taken or cannot be an address."""
    queries.administered(by)
    check_product_slug(slug)
    product = Product(slug=slug)
    _describe(product, name, name_fa, description, description_fa)
    product.category = category
    db.session.add(product)
    announce(ProductAdded(product, by=by))
    return product


def edit_product(
    product: Product,
    *,
    name: str,
    name_fa: str,
    category: Category | None,
    description: str,
    description_fa: str,
    by: Viewer,
) -> None:
    """Give a product other words or another category; its slug stays."""
    queries.administered(by)
    _describe(product, name, name_fa, description, description_fa)
    product.category = category
    announce(ProductEdited(product, by=by))


def archive_product(product: Product, *, by: Viewer) -> None:
    """Stop offering a product; what was written about it stays."""
    queries.administered(by)
    if product.archived_at is None:
        product.archived_at = clock.now()
        announce(ProductArchived(product, by=by))


def restore_product(product: Product, *, by: Viewer) -> None:
    """Offer an archived product again."""
    queries.administered(by)
    if product.archived_at is not None:
        product.archived_at = None
        announce(ProductRestored(product, by=by))


def add_category(*, slug: str, name: str, name_fa: str = "", by: Viewer = OPERATOR) -> Category:
    """Add a category behind the others; `ConflictError` for a slug that is taken or cannot be an address."""
    queries.administered(by)
    check_category_slug(slug)
    last = max((category.position for category in queries.categories()), default=0)
    category = Category(slug=slug, name=clean_line(name), name_fa=clean_line(name_fa), position=last + 1)
    db.session.add(category)
    announce(CategoryAdded(category, by=by))
    return category


def edit_category(category: Category, *, name: str, name_fa: str, by: Viewer) -> None:
    """Give a category another name; its slug stays."""
    queries.administered(by)
    category.name, category.name_fa = clean_line(name), clean_line(name_fa)
    announce(CategoryEdited(category, by=by))


def move_category(category: Category, *, places: int, by: Viewer) -> None:
    """Move a category by so many places, up where negative; the ends of the list stop it."""
    queries.administered(by)
    others: Sequence[Category] = queries.categories(for_update=True)
    ordered = [one for one in others if one is not category]
    ordered.insert(max(0, others.index(category) + places), category)
    for position, one in enumerate(ordered, start=1):
        one.position = position
    announce(CategoryEdited(category, by=by))


def note_release(name: str, released_on: date, *, product: Product | None, by: Viewer) -> Release:
    """Note that something new reached customers; timelines show it. Without a product it concerns them all."""
    queries.refuse_release_readers(by)
    release = Release(name=clean_line(name)[:LONGEST_NAME], released_on=released_on, product=product)
    db.session.add(release)
    return release


def drop_release(release: Release, *, by: Viewer) -> None:
    """Forget a release that was noted by mistake."""
    queries.refuse_release_readers(by)
    db.session.delete(release)


def check_product_slug(slug: str) -> None:
    """Raise `ConflictError` for a slug that is taken or cannot be an address."""
    _check_slug(slug, taken=queries.product_by_slug(slug) is not None)


def check_category_slug(slug: str) -> None:
    """Raise `ConflictError` for a slug that is taken or cannot be an address."""
    _check_slug(slug, taken=slug == queries.OTHER or queries.category_by_slug(slug) is not None)


def _describe(product: Product, name: str, name_fa: str, description: str, description_fa: str) -> None:
    product.name, product.name_fa = clean_line(name), clean_line(name_fa)
    product.description, product.description_fa = clean(description), clean(description_fa)


def _check_slug(slug: str, *, taken: bool) -> None:
    if not SLUG.fullmatch(slug) or len(slug) > LONGEST_SLUG:
        raise ConflictError(_l("Use small Latin letters, digits and single hyphens, as in “modem-r3”."))
    if taken:
        raise ConflictError(_l("This address is already taken."))
