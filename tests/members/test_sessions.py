"""Where one is signed in."""

from collections.abc import Callable

from community.core import clock
from community.members import queries
from community.members.models import Member
from tests.client import Client
from tests.factories import make_member, make_session
from tests.page import read_page
from tests.statements import at_most_queries

Browser = Callable[[Member], Client]
FIREFOX = "Mozilla/5.0 (Android 14; Mobile; rv:128.0) Gecko/128.0 Firefox/128.0"


def test_the_list_names_browsers_and_marks_this_one(sign_in: Browser) -> None:
    member = make_member()
    make_session(member=member, browser=FIREFOX)

    page = read_page(sign_in(member).get("/account/sessions"))

    ours = [item for item in page.all("listitem") if "Signed in" in item.text]
    assert ["This browser" in item.text for item in ours] == [True, False]
    assert "Firefox, Android" in ours[1].text


def test_signing_out_the_others_leaves_this_one(sign_in: Browser) -> None:
    member = make_member()
    here, there = sign_in(member), sign_in(member)

    response = here.send("/account/sessions/end-others")

    assert response.status_code == 303
    assert here.get("/account").status_code == 200
    assert there.get("/account").status_code == 303


def test_one_browser_is_signed_out(sign_in: Browser) -> None:
    member = make_member()
    there, another = sign_in(member), sign_in(member)
    here = sign_in(member)
    first = queries.sessions_of(member)[-1]

    here.send(f"/account/sessions/{first.id}/end")

    assert there.get("/account").status_code == 303
    assert another.get("/account").status_code == 200


def test_another_members_session_does_not_exist(sign_in: Browser) -> None:
    theirs, _token = make_session()

    response = sign_in(make_member()).send(f"/account/sessions/{theirs.id}/end")
    absent = sign_in(make_member()).send("/account/sessions/987654/end")

    assert response.status_code == absent.status_code == 404
    assert read_page(response).one("main").text == read_page(absent).one("main").text
    assert theirs.ended_at is None


def test_other_members_sessions_are_neither_listed_nor_ended(sign_in: Browser) -> None:
    other = make_member()
    theirs, _token = make_session(member=other, browser=FIREFOX)
    browser = sign_in(make_member())

    browser.send("/account/sessions/end-others")

    assert "Firefox" not in browser.get("/account/sessions").text
    assert theirs.ended_at is None


def test_ended_sessions_are_not_listed() -> None:
    member = make_member()
    session, _token = make_session(member=member)
    session.ended_at = clock.now()

    assert queries.sessions_of(member) == []


def test_the_list_takes_a_fixed_number_of_statements(sign_in: Browser) -> None:
    member = make_member()
    browser = sign_in(member)
    for _ in range(5):
        make_session(member=member)

    with at_most_queries(3):
        browser.get("/account/sessions")
