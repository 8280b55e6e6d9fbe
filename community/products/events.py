"""What happens to products and categories. `by` is the operator where a command did it (`by.id` is then None)."""

from dataclasses import dataclass

from community.members.models import Viewer
from community.products.models import Category, Product


@dataclass(frozen=True)
class ProductAdded:
    """The company sells something more; the audit log listens."""

    product: Product
    by: Viewer


@dataclass(frozen=True)
class ProductEdited:
    """A product got other words or another category; the audit log listens, and whoever keeps pages that name it."""

    product: Product
    by: Viewer


@dataclass(frozen=True)
class ProductArchived:
    """A product is no longer offered; the audit log listens."""

    product: Product
    by: Viewer


@dataclass(frozen=True)
class ProductRestored:
    """An archived product is offered again; the audit log listens."""

    product: Product
    by: Viewer


@dataclass(frozen=True)
class CategoryAdded:
    """There is one more family of products; the audit log listens."""

    category: Category
    by: Viewer


@dataclass(frozen=True)
class CategoryEdited:
    """A category got another name or another place; the audit log listens."""

    category: Category
    by: Viewer
