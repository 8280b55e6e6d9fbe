"""The administrators' list of members."""

from collections.abc import Callable

import pytest

from community.core import clock
from community.members import queries
from community.members.models import Member
from community.members.queries import Circle
from tests.client import Client
from tests.factories import make_member, make_organization
from tests.page import read_page
from tests.statements import at_most_queries

Browser = Callable[[Member], Client]


@pytest.fixture
def administrator() -> Member:
    """Somebody to whom the desk exists."""
    return make_member(name="Administrator", email="boss@example.com", roles=("administrator",))


@pytest.mark.parametrize("search", ["کریمي", "كریم", "علی‌رضا", "ali.k@", "ALI.K"])
def test_a_member_is_found_by_any_part_of_name_or_address(administrator: Member, search: str) -> None:
    member = make_member(name="علیرضا کریمی", email="ali.k@example.com")
    make_member(name="Somebody else")

    assert queries.members_page(administrator, search=search).rows == [member]


@pytest.mark.parametrize("search", ["%", "_", "\\"])
def test_signs_of_patterns_are_plain_letters(administrator: Member, search: str) -> None:
    assert not queries.members_page(administrator, search=search).rows


def test_circles_narrow_the_list(administrator: Member) -> None:
    agent = make_member(roles=("agent",))
    shut_out = make_member(suspended_at=clock.now())

    assert queries.members_page(administrator, circle=Circle.STAFF).rows == [agent, administrator]
    assert queries.members_page(administrator, circle=Circle.SUSPENDED).rows == [shut_out]
    assert len(queries.members_page(administrator).rows) == 3


def test_the_list_pages_both_ways(sign_in: Browser, administrator: Member) -> None:
    for number in range(25):
        make_member(name=f"Someone {number:02}")
    browser = sign_in(administrator)

    first = read_page(browser.get("/desk/members?q=someone"))
    second = read_page(browser.get(first.one("link", "Older")["href"]))
    back = read_page(browser.get(second.one("link", "Newer")["href"]))

    assert [len(page.one("table").all("link")) for page in (first, second)] == [20, 5]
    assert back.one("table").text == first.one("table").text


def test_the_list_takes_a_fixed_number_of_statements(sign_in: Browser, administrator: Member) -> None:
    for _ in range(5):
        make_member(organization=make_organization(), roles=("agent",))
    browser = sign_in(administrator)

    with at_most_queries(3):
        assert browser.get("/desk/members").status_code == 200


def test_a_members_page_takes_a_fixed_number_of_statements(sign_in: Browser, administrator: Member) -> None:
    member = make_member(organization=make_organization())
    browser, path = sign_in(administrator), f"/desk/members/{member.id}"

    with at_most_queries(4):
        assert browser.get(path).status_code == 200


def test_a_cursor_and_a_circle_of_nonsense_mean_the_start(sign_in: Browser, administrator: Member) -> None:
    assert sign_in(administrator).get("/desk/members?cursor=%FFx&circle=king").status_code == 200


def test_nobody_is_found_and_the_next_step_is_offered(sign_in: Browser, administrator: Member) -> None:
    page = read_page(sign_in(administrator).get("/desk/members?q=nobody+of+this+name"))

    assert page.one("link", "Show everyone")["href"] == "/desk/members"


@pytest.mark.parametrize("roles", [(), ("moderator",), ("agent",), ("analyst",)])
def test_for_others_the_desk_does_not_exist(sign_in: Browser, administrator: Member, roles: tuple[str, ...]) -> None:
    browser = sign_in(make_member(roles=roles))

    answers = [browser.get(path) for path in ("/desk/members", f"/desk/members/{administrator.id}", "/desk/none")]

    assert [answer.status_code for answer in answers] == [404] * 3
    assert len({read_page(answer).one("main").text for answer in answers}) == 1


def test_a_stranger_signs_in_first(client: Client) -> None:
    assert client.get("/desk/members").location == "/sign-in?next=/desk/members"


def test_an_absent_member_is_not_found(sign_in: Browser, administrator: Member) -> None:
    assert sign_in(administrator).get("/desk/members/987654").status_code == 404


def test_one_cannot_suspend_oneself_from_the_page(sign_in: Browser, administrator: Member) -> None:
    page = read_page(sign_in(administrator).get(f"/desk/members/{administrator.id}"))

    assert not any("suspend" in form.attributes.get("action", "") for form in page.all("form"))
