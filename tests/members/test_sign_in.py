"""Signing in."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from community.core import clock
from community.core.database import db
from community.core.transaction import transaction
from community.members import actions
from community.members.models import SignInSession
from tests.client import Client, client_of
from tests.factories import make_member
from tests.page import read_page

PASSWORD = "four unrelated words"


def typed(email: str = "sara@example.com", password: str = PASSWORD) -> dict[str, str]:
    """What somebody types to get in."""
    return {"email": email, "password": password}


def test_a_member_signs_in_and_goes_where_he_was_going(client: Client) -> None:
    make_member(email="sara@example.com", password=PASSWORD)

    response = client.send("/sign-in?next=/problems/7%3Fpage%3D2", typed())

    assert (response.status_code, response.location) == (303, "/problems/7?page=2")
    assert client.get("/account").status_code == 200


def test_a_persian_address_is_a_way_to_go_on(client: Client) -> None:
    make_member(email="sara@example.com", password=PASSWORD)

    response = client.send("/sign-in?next=/problems/7/سلام", typed())

    assert response.location == "/problems/7/%D8%B3%D9%84%D8%A7%D9%85"


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "/\\evil.example", "/\t/evil.example"])
def test_a_foreign_address_is_no_way_to_go_on(client: Client, target: str) -> None:
    make_member(email="sara@example.com", password=PASSWORD)

    response = client.post(
        "/sign-in", query_string={"next": target}, data={"csrf_token": client.csrf_token(), **typed()}
    )

    assert response.location == "/"


@pytest.mark.parametrize("email", ["SARA@Example.com", " sara@example.com\n"])
def test_case_and_spaces_of_the_address_do_not_matter(client: Client, email: str) -> None:
    make_member(email="sara@example.com", password=PASSWORD)

    assert client.send("/sign-in", typed(email)).status_code == 303


def test_persian_digits_in_the_address_are_digits(client: Client) -> None:
    make_member(email="sara1371@example.com", password=PASSWORD)

    assert client.send("/sign-in", typed("sara۱۳۷۱@example.com")).status_code == 303


def test_wrong_password_unknown_address_and_suspension_answer_alike(client: Client) -> None:
    make_member(email="known@example.com", password=PASSWORD)
    make_member(email="shut@example.com", password=PASSWORD, suspended_at=clock.now())

    answers = [
        read_page(client.send("/sign-in", typed("known@example.com", "something else"))),
        read_page(client.send("/sign-in", typed("nobody@example.com"))),
        read_page(client.send("/sign-in", typed("shut@example.com"))),
    ]

    texts = {answer.one("main").text for answer in answers}
    assert len(texts) == 1
    assert "This e-mail address and password do not belong together." in texts.pop()


def test_an_imported_member_has_no_way_in(client: Client) -> None:
    with transaction():
        actions.add_member(name="Imported")

    assert client.send("/sign-in", typed("", "")).status_code == 200
    assert client.get("/account").status_code == 303


def test_the_address_stays_and_the_password_goes(client: Client) -> None:
    page = read_page(client.send("/sign-in", typed("sara@example.com", "something else")))

    assert page.one("textbox", "E-mail address").value == "sara@example.com"
    assert page.one("textbox", "Password").value == ""


def test_the_cookie_carries_a_fresh_secret_that_the_database_does_not_know(client: Client) -> None:
    make_member(email="sara@example.com", password=PASSWORD)
    with client.session_transaction() as session:
        session["left_by"] = "an attacker"

    client.send("/sign-in", typed())

    with client.session_transaction() as session:
        token = session["_user_id"]
        assert "left_by" not in session
    row = db.session.query(SignInSession).one()
    assert token not in (row.token_hash, str(row.id), str(row.member_id))


def test_the_browser_learns_the_members_language_unless_it_has_one(client: Client) -> None:
    make_member(email="sara@example.com", password=PASSWORD, language="fa")
    other = client_of(client.application)
    other.get("/language/en")

    client.send("/sign-in", typed())
    other.send("/sign-in", typed())

    assert 'lang="fa"' in client.get("/account").text
    assert 'lang="en"' in other.get("/account").text


def test_a_member_who_is_signed_in_is_led_on(client: Client) -> None:
    client.be(make_member())

    assert client.get("/sign-in?next=/products").location == "/products"


def test_a_session_ends_by_itself_after_thirty_days(client: Client, stop_clock: Callable[[datetime], None]) -> None:
    client.be(make_member())

    stop_clock(clock.now() + timedelta(days=30, minutes=1))

    assert client.get("/account").status_code == 303
