"""Granting and taking roles."""

from collections.abc import Callable

import pytest

from community.core.errors import ConflictError, NotFoundError
from community.core.transaction import transaction
from community.members import actions
from community.members.events import RoleGranted, RoleTaken
from community.members.models import OPERATOR, Member, Role, Visitor
from tests.client import Client
from tests.factories import make_member
from tests.page import read_page
from tests.problems.heard import heard

Browser = Callable[[Member], Client]


def administrator() -> Member:
    """Make somebody who may give roles."""
    return make_member(roles=("administrator",))


@pytest.mark.parametrize("role", list(Role))
def test_an_administrator_grants_any_role(role: Role) -> None:
    member, by = make_member(), administrator()

    with heard(RoleGranted) as told, transaction():
        actions.grant_role(member, role, by=by)
        actions.grant_role(member, role, by=by)

    assert member.roles == [role]
    assert told == [RoleGranted(member, role, by=by)]


@pytest.mark.parametrize("role", list(Role))
def test_an_administrator_takes_any_role_from_another(role: Role) -> None:
    member, by = make_member(roles=(role,)), administrator()

    with heard(RoleTaken) as told, transaction():
        actions.take_role(member, role, by=by)
        actions.take_role(member, role, by=by)

    assert member.roles == []
    assert told == [RoleTaken(member, role, by=by)]


@pytest.mark.parametrize("roles", [(), ("moderator",), ("agent",), ("analyst",)])
def test_nobody_else_grants_or_takes_roles(roles: tuple[str, ...]) -> None:
    member, by = make_member(roles=("agent",)), make_member(roles=roles)

    with pytest.raises(NotFoundError), transaction():
        actions.grant_role(member, Role.ADMINISTRATOR, by=by)
    with pytest.raises(NotFoundError), transaction():
        actions.take_role(member, Role.AGENT, by=by)

    assert member.roles == [Role.AGENT]


def test_a_stranger_grants_nothing() -> None:
    member = make_member()

    with pytest.raises(NotFoundError), transaction():
        actions.grant_role(member, Role.MODERATOR, by=Visitor())


def test_one_cannot_take_the_administrator_role_from_oneself() -> None:
    by = administrator()
    administrator()

    with pytest.raises(ConflictError, match="from yourself"), transaction():
        actions.take_role(by, Role.ADMINISTRATOR, by=by)

    assert by.is_administrator


def test_even_the_operator_leaves_one_administrator() -> None:
    first, second = administrator(), administrator()
    with transaction():
        actions.take_role(first, Role.ADMINISTRATOR, by=OPERATOR)

    with pytest.raises(ConflictError, match="only administrator"), transaction():
        actions.take_role(second, Role.ADMINISTRATOR, by=OPERATOR)

    assert second.is_administrator


def test_a_suspended_administrator_does_not_count() -> None:
    by = administrator()
    shut_out = administrator()
    with transaction():
        actions.suspend_member(shut_out, by=by)

    with pytest.raises(ConflictError, match="only administrator"), transaction():
        actions.take_role(by, Role.ADMINISTRATOR, by=OPERATOR)


def test_the_page_saves_what_is_ticked(sign_in: Browser) -> None:
    member = make_member(roles=("agent", "analyst"))
    browser = sign_in(administrator())

    response = browser.send(f"/desk/members/{member.id}/roles", {"roles": ["moderator", "analyst"]})

    assert response.status_code == 303
    assert member.roles == [Role.MODERATOR, Role.ANALYST]
    page = read_page(browser.get(f"/desk/members/{member.id}"))
    assert [box["value"] for box in page.all("checkbox") if "checked" in box.attributes] == ["moderator", "analyst"]


def test_an_unknown_role_saves_nothing(sign_in: Browser) -> None:
    member = make_member(roles=("agent",))

    response = sign_in(administrator()).send(f"/desk/members/{member.id}/roles", {"roles": ["king"]})

    assert response.status_code == 200
    assert member.roles == [Role.AGENT]


@pytest.mark.parametrize("roles", [(), ("moderator",), ("agent",), ("analyst",)])
def test_for_others_the_page_does_not_exist(sign_in: Browser, roles: tuple[str, ...]) -> None:
    member = make_member()
    browser = sign_in(make_member(roles=roles))

    response = browser.send(f"/desk/members/{member.id}/roles", {"roles": ["administrator"]})
    absent = browser.send("/desk/members/987654/roles", {"roles": ["administrator"]})

    assert response.status_code == absent.status_code == 404
    assert read_page(response).one("main").text == read_page(absent).one("main").text
    assert member.roles == []
