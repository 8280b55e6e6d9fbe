"""Signing up."""

import pytest
from sqlalchemy import func, select

from community.core.database import db
from community.core.transaction import transaction
from community.members import actions, queries
from community.members.models import Member
from tests.client import Client
from tests.factories import make_member
from tests.page import read_page

PASSWORD = "four unrelated words"


def details(**changes: str) -> dict[str, str]:
    """What a newcomer types."""
    return {"name": "سارا احمدی", "email": "Sara@Example.com ", "password": PASSWORD, **changes}


def test_a_newcomer_gets_an_account_and_is_signed_in(client: Client) -> None:
    response = client.send("/sign-up", details())

    member = queries.member_by_email("sara@example.com")
    assert response.status_code == 303
    assert member is not None
    assert member.name == "سارا احمدی"
    assert read_page(client.get("/account")).one("textbox", "Name").value == "سارا احمدی"


def test_the_account_keeps_the_language_in_which_it_was_made(client: Client) -> None:
    client.get("/language/fa")

    client.send("/sign-up", details())

    member = queries.member_by_email("sara@example.com")
    assert member is not None
    assert member.language == "fa"


def test_the_password_is_kept_as_an_argon2id_hash_only(client: Client) -> None:
    client.send("/sign-up", details())

    member = queries.member_by_email("sara@example.com")
    assert member is not None
    assert (member.password_hash or "").startswith("$argon2id$")
    assert actions.check_password(member, PASSWORD)


def test_a_newcomer_goes_where_he_was_going(client: Client) -> None:
    response = client.send("/sign-up?next=/problems/7", details())

    assert response.location == "/problems/7"


def test_posted_columns_that_are_no_fields_change_nothing(client: Client) -> None:
    client.send("/sign-up", details(is_administrator="1", reputation="900", external_id="x", roles="administrator"))

    member = queries.member_by_email("sara@example.com")
    assert member is not None
    assert (member.is_staff, member.reputation, member.external_id) == (False, 0, None)


def test_a_taken_address_is_not_told_from_other_trouble(client: Client) -> None:
    make_member(email="sara@example.com")

    page = read_page(client.send("/sign-up", details(email="SARA@example.com")))

    assert "We could not create the account with these details. If you already have one, sign in." in page.text
    assert page.one("textbox", "E-mail address").value == "SARA@example.com"
    assert db.session.scalar(select(func.count()).select_from(Member)) == 1
    assert client.get("/account").status_code == 303


def test_a_twin_that_was_faster_leaves_no_second_account() -> None:
    make_member(email="sara@example.com")

    with transaction():
        member = actions.sign_up(name="Sara", email="sara@example.com", password_hash="$argon2id$", language="en")

    assert member is None


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "Please write your name."),
        ("name", "!!!", "Please write a few words."),
        ("name", "x" * 81, "This is 1 character too long."),
        ("email", "", "Please write your e-mail address."),
        ("email", "sara@localhost", "Please write a whole e-mail address, as in name@example.com."),
        ("email", "a" * 250 + "@example.com", "This is 8 characters too long."),
        ("password", "", "Please choose a password."),
        ("password", "seven77", "Use at least 8 characters."),
        ("password", "x y" * 67, "Use at most 200 characters."),
        ("password", "password123", "This password is among the first that somebody would try."),
        ("password", "Sara@example.com", "This password is among the first that somebody would try."),
    ],
)
def test_trouble_stands_beside_its_field_and_nothing_typed_is_lost(
    client: Client, field: str, value: str, sentence: str
) -> None:
    page = read_page(client.send("/sign-up", details(**{field: value})))

    form = page.one("form")
    assert sentence in page.by_id(f"{field}-error").text
    assert page.title.startswith("Error:")
    assert {**details(password=""), field: "" if field == "password" else value}.items() <= form.fields.items()
    assert db.session.scalar(select(func.count()).select_from(Member)) == 0


def test_control_characters_and_turns_of_direction_leave_the_name(client: Client) -> None:
    client.send("/sign-up", details(name="Sa\x00ra\u202e\n Ahmadi"))

    member = queries.member_by_email("sara@example.com")
    assert member is not None
    assert member.name == "Sara Ahmadi"


def test_a_member_who_is_signed_in_is_led_home(client: Client) -> None:
    client.be(make_member())

    assert client.get("/sign-up").location == "/"
    assert client.send("/sign-up", details()).location == "/"


def test_the_form_needs_its_token(client: Client) -> None:
    response = client.post("/sign-up", data=details())

    assert response.status_code == 400
    assert "Allow cookies for this site" in read_page(response).text
    assert db.session.scalar(select(func.count()).select_from(Member)) == 0
