"""Find or add the people, organizations and products that lines speak of; each is asked for once in a run."""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from sqlalchemy import select

from community.core.database import db
from community.core.text import clean_line
from community.exchange.lines import ImportLine
from community.members.actions import add_member, add_organization
from community.members.models import Member
from community.products.models import Product

Key = TypeVar("Key", bound=Hashable)
MOST_REMEMBERED = 200_000


class Directory:
    """Ids of members, organizations and products by what a line calls them."""

    def __init__(self) -> None:
        self._members: dict[str, tuple[int, int | None]] = {}
        self._organizations: dict[str, int] = {}
        self._products: dict[str, int] = {}

    def member_of(self, line: ImportLine) -> tuple[int | None, int | None]:
        """Return the ids of the author and of his organization as of now."""
        organization_id = self._organization_id(line.organization) if line.organization else None
        if line.author is None:
            return None, organization_id
        if line.author not in self._members:
            _make_room(self._members)
            self._members[line.author] = _found_or_added(line, organization_id)
        member_id, own_organization = self._members[line.author]
        return member_id, organization_id or own_organization

    def product_id(self, slug: str | None) -> int | None:
        """Return the product's id; an unknown one is added under its slug."""
        if slug is None:
            return None
        return _remembered(self._products, slug, lambda: _product_id(slug))

    def _organization_id(self, name: str) -> int:
        return _remembered(self._organizations, name, lambda: add_organization(name).id)


def _remembered(known: dict[Key, int], key: Key, find: Callable[[], int]) -> int:
    if key not in known:
        _make_room(known)
        known[key] = find()
    return known[key]


def _make_room(known: dict[Any, Any]) -> None:
    if len(known) >= MOST_REMEMBERED:
        known.clear()


def _found_or_added(line: ImportLine, organization_id: int | None) -> tuple[int, int | None]:
    """Find the author by external id, else by a name that only one member has; else add one who cannot sign in."""
    author = line.author or ""
    member = db.session.scalar(select(Member).where(Member.external_id == author)) or _only_one_named(author)
    if member is None:
        member = add_member(name=line.author_name or author, external_id=author, language=line.language_of_author)
        member.organization_id = organization_id
        member.created_at = line.at
        db.session.flush()
    return member.id, member.organization_id


def _only_one_named(name: str) -> Member | None:
    rows = db.session.scalars(select(Member).where(Member.name == clean_line(name)[:80]).limit(2)).all()
    return rows[0] if len(rows) == 1 else None


def _product_id(slug: str) -> int:
    product = db.session.scalar(select(Product).where(Product.slug == slug))
    if product is None:
        product = Product(slug=slug, name=slug.replace("-", " ").replace("_", " ").title()[:80])
        db.session.add(product)
        db.session.flush()
    return product.id
