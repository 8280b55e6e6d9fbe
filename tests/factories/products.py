"""Products and their categories."""

from datetime import datetime

from community.core.database import db
from community.core.transaction import transaction
from community.products.models import Category, Product
from tests.factories.numbers import next_number


def make_category(
    *, name: str | None = None, name_fa: str = "", slug: str | None = None, position: int = 0
) -> Category:
    """Make a category."""
    number = next_number()
    category = Category(
        slug=slug or f"category-{number}", name=name or f"Category {number}", name_fa=name_fa, position=position
    )
    with transaction():
        db.session.add(category)
    return category


def make_product(
    *,
    name: str | None = None,
    name_fa: str = "",
    slug: str | None = None,
    category: Category | None = None,
    description: str = "",
    archived_at: datetime | None = None,
) -> Product:
    """Make a product, in a category of its own unless one is given."""
    number = next_number()
    category = category or make_category()
    with transaction():
        product = Product(
            slug=slug or f"product-{number}",
            name=name or f"Product {number}",
            name_fa=name_fa,
            category_id=category.id,
            description=description,
            archived_at=archived_at,
        )
        db.session.add(product)
    return product
