"""A typed text survives an ended session, a wrong password and a rate limit."""

from collections.abc import Callable
from typing import Any

import pytest

from community.core.transaction import transaction
from community.members import actions
from community.members.models import Member
from tests.client import Client
from tests.factories import make_member
from tests.page import Element, read_page

PASSWORD = "four unrelated words"
ABOUT = "من دو سال است که مودم شما را دارم.\nIt <b>works</b>."


@pytest.fixture
def member() -> Member:
    """Somebody whose session ends while they type."""
    return make_member(name="Sara", email="sara@example.com", password=PASSWORD)


@pytest.fixture
def signed_out_page(client: Client, member: Member) -> Element:
    """What the member sees on sending a form after the session has ended."""
    client.be(member)
    with transaction():
        actions.end_other_sessions(member, keep_token=None)
    response = client.send("/account", {"name": "Sara A.", "about": ABOUT, "language": "en"})
    assert response.status_code == 401
    return read_page(response)


def sign_in_form(page: Element, **typed: str) -> dict[str, str]:
    """Fill the form that carries the text."""
    return {**page.one("form").fields, "email": "sara@example.com", "password": PASSWORD, **typed}


def test_the_text_is_shown_while_signing_in(signed_out_page: Element) -> None:
    assert signed_out_page.one("form")["action"] == "/sign-in"
    assert "It <b>works</b>." in signed_out_page.one("main").text


def test_after_signing_in_one_press_sends_the_text(client: Client, member: Member, signed_out_page: Element) -> None:
    kept = read_page(client.post("/sign-in", data=sign_in_form(signed_out_page)))
    form = kept.one("form")

    response = client.post(form["action"], data=form.fields)

    assert kept.has("button", "Send it now")
    assert "You are signed in, and your text is still here." in kept.text
    assert (form["action"], response.status_code) == ("/account", 303)
    assert (member.name, member.about) == ("Sara A.", ABOUT)


def test_the_text_survives_a_wrong_password(client: Client, member: Member, signed_out_page: Element) -> None:
    again = read_page(client.post("/sign-in", data=sign_in_form(signed_out_page, password="something else")))
    kept = read_page(client.post("/sign-in", data=sign_in_form(again)))
    form = kept.one("form")

    client.post(form["action"], data=form.fields)

    assert "do not belong together" in again.text
    assert member.about == ABOUT


def test_the_text_survives_a_rate_limit(
    client: Client, signed_out_page: Element, change_settings: Callable[..., Any]
) -> None:
    change_settings(rate_limit_scale=0.1)
    data = sign_in_form(signed_out_page, password="something else")
    client.post("/sign-in", data=data)

    response = client.post("/sign-in", data=data)

    assert response.status_code == 429
    assert read_page(response).one("form").fields["kept"] == data["kept"]


def test_the_text_survives_a_lost_cookie(client: Client, signed_out_page: Element) -> None:
    data = sign_in_form(signed_out_page)
    client.delete_cookie("session")

    response = client.post("/sign-in", data=data)

    assert response.status_code == 400
    assert read_page(response).one("form").fields["kept"] == data["kept"]


def test_signing_in_meanwhile_in_another_tab_keeps_the_text(
    client: Client, member: Member, signed_out_page: Element
) -> None:
    data = sign_in_form(signed_out_page)
    client.send("/sign-in", {"email": "sara@example.com", "password": PASSWORD})

    stale = read_page(client.post("/sign-in", data=data))
    fresh = read_page(client.send("/sign-in", {key: data[key] for key in ("kept", "kept_to")}))

    for page in (stale, fresh):
        assert page.one("form")["action"] == "/account"
        assert page.one("form").fields["about"] == ABOUT


def test_passwords_and_tokens_are_never_kept(client: Client, member: Member) -> None:
    client.be(member)
    with transaction():
        actions.end_other_sessions(member, keep_token=None)

    response = client.send("/account/password", {"password": PASSWORD, "new_password": "another good one"})

    assert (response.status_code, response.location) == (303, "/sign-in")
    assert PASSWORD not in response.text


@pytest.mark.parametrize("kept", ["", "nonsense", "{}", "[1]", '[["a"]]', '[["a","b","c"]]', "[[[], {}]]", "null"])
def test_a_broken_kept_text_is_none(client: Client, member: Member, kept: str) -> None:
    data = {"email": "sara@example.com", "password": PASSWORD, "kept_to": "/account", "kept": kept}

    assert client.send("/sign-in", data).status_code in (200, 303)


def test_a_kept_text_goes_to_our_own_pages_only(client: Client, member: Member) -> None:
    data = {"kept_to": "https://evil.example/", "kept": '[["about", "hello there"]]'}

    page = read_page(client.send("/sign-in", {"email": "sara@example.com", "password": PASSWORD, **data}))

    assert page.one("form")["action"] == "/"


def test_a_press_without_text_leads_back_to_its_page(client: Client) -> None:
    response = client.send("/account/sessions/end-others", headers={"Referer": "http://localhost/account/sessions"})

    assert (response.status_code, response.location) == (303, "/sign-in?next=/account/sessions")


def test_a_page_for_members_leads_to_signing_in_and_back(client: Client) -> None:
    response = client.get("/account/sessions?x=1")

    assert (response.status_code, response.location) == (303, "/sign-in?next=/account/sessions?x%3D1")
