"""Products and their categories."""

from datetime import datetime

from community.core.transaction import transaction
from community.products import actions
from community.products.models import Category, Product
from tests.factories.numbers import next_number


def make_category(
    *, name: str | None = None, name_fa: str = "", slug: str | None = None, position: int | None = None
) -> Category:
    """Make a category, behind the others unless it is given a place."""
    number = next_number()
    with transaction():
        category = actions.add_category(
            slug=slug or f"category-{number}", name=name or f"Category {number}", name_fa=name_fa
        )
        category.position = category.position if position is None else position
    return category


def make_product(
    *,
    name: str | None = None,
    name_fa: str = "",
    slug: str | None = None,
    category: Category | None = None,
    description: str = "",
    description_fa: str = "",
    archived_at: datetime | None = None,
) -> Product:
    """Make a product, in a category of its own unless one is given."""
    number = next_number()
    category = category or make_category()
    with transaction():
        product = actions.add_product(
            slug=slug or f"product-{number}", name=name or f"Product {number}", name_fa=name_fa, category=category,
            description=description, description_fa=description_fa,
        )  # fmt: skip
        product.archived_at = archived_at
    return product
