"""For whom a member speaks."""

from collections.abc import Callable

import pytest

from community.core.errors import NotFoundError
from community.core.transaction import transaction
from community.members import actions
from community.members.events import OrganizationAssigned
from community.members.models import Member
from tests.client import Client
from tests.factories import make_member, make_organization
from tests.page import read_page
from tests.problems.heard import heard

Browser = Callable[[Member], Client]


def test_a_known_name_means_the_known_organization() -> None:
    organization = make_organization(name="Parsbaft")
    member, by = make_member(), make_member(roles=("administrator",))

    with heard(OrganizationAssigned) as told, transaction():
        actions.assign_organization(member, " Parsbaft ", by=by)
        actions.assign_organization(member, "Parsbaft", by=by)

    assert member.organization is organization
    assert told == [OrganizationAssigned(member, before=None, by=by)]


def test_no_name_means_no_organization() -> None:
    member = make_member(organization=make_organization())

    with transaction():
        actions.assign_organization(member, "  ", by=make_administrator_row())

    assert member.organization is None


def make_administrator_row() -> Member:
    """Give an administrator from within a transaction."""
    return actions.add_member(name="Administrator", roles=(actions.Role.ADMINISTRATOR,))


def test_nobody_else_assigns() -> None:
    member, by = make_member(), make_member(roles=("agent",))

    with pytest.raises(NotFoundError), transaction():
        actions.assign_organization(member, "Parsbaft", by=by)

    assert member.organization is None


def test_the_page_saves_a_new_name(sign_in: Browser) -> None:
    member = make_member()
    browser = sign_in(make_member(roles=("administrator",)))

    browser.send(f"/desk/members/{member.id}/organization", {"organization": "پارس‌بافت"})

    assert member.organization is not None
    assert member.organization.name == "پارس‌بافت"
    page = read_page(browser.get(f"/desk/members/{member.id}"))
    assert page.one("textbox", "Organization (optional)").value == "پارس‌بافت"


def test_a_name_that_is_too_long_is_shown_with_its_trouble(sign_in: Browser) -> None:
    member = make_member(roles=("agent",))
    browser = sign_in(make_member(roles=("administrator",)))

    page = read_page(browser.send(f"/desk/members/{member.id}/organization", {"organization": "x" * 81}))

    assert page.by_id("organization-error").text.endswith("This is 1 character too long.")
    assert page.one("textbox", "Organization (optional)").value == "x" * 81
    assert [box["value"] for box in page.all("checkbox") if "checked" in box.attributes] == ["agent"]
