"""Shutting a member out, and letting them in again."""

from collections.abc import Callable

import pytest

from community.core.errors import ConflictError, NotFoundError
from community.core.transaction import transaction
from community.members import actions, queries
from community.members.events import MemberSuspended, SuspensionLifted
from community.members.models import OPERATOR, Member
from tests.client import Client
from tests.factories import make_member, make_session
from tests.page import read_page
from tests.problems.heard import heard

Browser = Callable[[Member], Client]


def test_suspending_ends_all_sessions() -> None:
    member, by = make_member(), make_member(roles=("administrator",))
    _session, token = make_session(member=member)

    with heard(MemberSuspended) as told, transaction():
        actions.suspend_member(member, by=by)
        actions.suspend_member(member, by=by)

    assert member.suspended_at is not None
    assert queries.sessions_of(member) == []
    assert queries.member_of_session(token) is None
    assert told == [MemberSuspended(member, by=by)]


def test_lifting_lets_the_member_sign_in_anew_but_revives_no_session() -> None:
    member, by = make_member(password="four unrelated words"), make_member(roles=("administrator",))
    _session, token = make_session(member=member)
    with transaction():
        actions.suspend_member(member, by=by)

    with heard(SuspensionLifted) as told, transaction():
        actions.lift_suspension(member, by=by)
        actions.lift_suspension(member, by=by)

    assert actions.check_password(member, "four unrelated words")
    assert queries.member_of_session(token) is None
    assert told == [SuspensionLifted(member, by=by)]


@pytest.mark.parametrize("roles", [(), ("moderator",), ("agent",), ("analyst",)])
def test_nobody_else_suspends(roles: tuple[str, ...]) -> None:
    member, by = make_member(), make_member(roles=roles)

    with pytest.raises(NotFoundError), transaction():
        actions.suspend_member(member, by=by)

    assert member.suspended_at is None


def test_one_cannot_suspend_oneself() -> None:
    by = make_member(roles=("administrator",))
    make_member(roles=("administrator",))

    with pytest.raises(ConflictError, match="yourself"), transaction():
        actions.suspend_member(by, by=by)


def test_the_only_administrator_cannot_be_suspended() -> None:
    member = make_member(roles=("administrator",))

    with pytest.raises(ConflictError, match="only administrator"), transaction():
        actions.suspend_member(member, by=OPERATOR)


def test_the_page_suspends_and_offers_to_undo(sign_in: Browser) -> None:
    member = make_member(name="Sara")
    browser = sign_in(make_member(roles=("administrator",)))

    browser.send(f"/desk/members/{member.id}/suspend")
    page = read_page(browser.get(f"/desk/members/{member.id}"))
    undo = next(form for form in page.all("form") if form.has("button", "Undo"))
    is_suspended = member.suspended_at is not None
    browser.post(undo["action"], data=undo.fields)

    assert is_suspended
    assert "Sara is suspended and signed out everywhere." in page.one("main").text
    assert member.suspended_at is None


@pytest.mark.parametrize("what", ["suspend", "unsuspend"])
def test_for_others_the_page_does_not_exist(sign_in: Browser, what: str) -> None:
    member = make_member()

    response = sign_in(make_member(roles=("moderator",))).send(f"/desk/members/{member.id}/{what}")

    assert response.status_code == 404
    assert member.suspended_at is None
