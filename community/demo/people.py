"""Who and what the sample community has: organizations, members, categories, products, added at their moments."""

from collections.abc import Callable, Mapping
from datetime import datetime

from community.core import clock
from community.demo import texts
from community.members import actions as members
from community.members.models import OPERATOR, Member, Role
from community.products import actions as products
from community.products.models import Category, Product

PASSWORD = "roshana-1404"  # noqa: S105 - printed for everybody who tries the sample community
DAYS_OF_HISTORY = 250
CUSTOMER = "customer"

When = Callable[[float], datetime]


def add_products(when: When) -> dict[str, Product]:
    """Add categories and products; return the products by slug."""
    with clock.at(when(DAYS_OF_HISTORY)):
        categories = {row["slug"]: _category(row) for row in texts.rows("categories")}
        return {row["slug"]: _product(row, categories[row["category"]]) for row in texts.rows("products")}


def add_members(when: When) -> dict[str, Member]:
    """Add everybody on the day they joined, with one password for all; return them by key."""
    organizations = {row["key"]: row["name"] for row in texts.rows("organizations")}
    password_hash = members.hash_password(PASSWORD)
    joined = {}
    for one in texts.members():
        with clock.at(when(one.days_ago)):
            joined[one.key] = _member(one, organizations, password_hash)
    return joined


def _category(row: Mapping[str, str]) -> Category:
    return products.add_category(slug=row["slug"], name=row["name"], name_fa=row["name_fa"])


def _product(row: Mapping[str, str], category: Category) -> Product:
    return products.add_product(
        slug=row["slug"],
        name=row["name"],
        name_fa=row["name_fa"],
        category=category,
        description=row["description"],
        description_fa=row["description_fa"],
    )


def _member(one: texts.MemberText, organizations: Mapping[str, str], password_hash: str) -> Member:
    member = members.sign_up(name=one.name, email=one.email, password_hash=password_hash, language=one.language)
    if member is None:
        raise LookupError(f"{one.email} is in the texts twice")
    members.edit_profile(member, name=one.name, about=one.about, language=one.language)
    if one.organization is not None:
        members.assign_organization(member, organizations[one.organization], by=OPERATOR)
    for role in one.roles:
        if role != CUSTOMER:
            members.grant_role(member, Role(role), by=OPERATOR)
    return member
