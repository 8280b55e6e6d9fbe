"""Changing the password."""

from collections.abc import Callable
from typing import Any

import pytest

from community.core.errors import ConflictError
from community.core.transaction import transaction
from community.members import actions
from community.members.models import Member
from tests.client import Client
from tests.factories import make_member
from tests.page import read_page

Browser = Callable[[Member], Client]
PASSWORD = "four unrelated words"
NEW = "another good sentence"


def test_the_new_password_counts_and_other_browsers_are_signed_out(sign_in: Browser) -> None:
    member = make_member(password=PASSWORD)
    here, there = sign_in(member), sign_in(member)

    response = here.send("/account/password", {"password": PASSWORD, "new_password": NEW})

    assert response.status_code == 303
    assert here.get("/account").status_code == 200
    assert there.get("/account").status_code == 303
    assert actions.check_password(member, NEW)
    assert not actions.check_password(member, PASSWORD)


def test_a_wrong_old_password_changes_nothing(sign_in: Browser) -> None:
    member = make_member(password=PASSWORD)
    here, there = sign_in(member), sign_in(member)

    page = read_page(here.send("/account/password", {"password": "guessed it", "new_password": NEW}))

    assert page.by_id("password-error").text.endswith("This is not your password.")
    assert actions.check_password(member, PASSWORD)
    assert there.get("/account").status_code == 200


@pytest.mark.parametrize("new", ["short", "password123", "sara@example.com", "Sara2024"])
def test_a_weak_new_password_is_refused(sign_in: Browser, new: str) -> None:
    member = make_member(name="Sara", email="sara@example.com", password=PASSWORD)

    page = read_page(sign_in(member).send("/account/password", {"password": PASSWORD, "new_password": new}))

    assert page.by_id("new_password-error").text
    assert actions.check_password(member, PASSWORD)


def test_guessing_the_old_password_is_slowed_down(sign_in: Browser, change_settings: Callable[..., Any]) -> None:
    change_settings(rate_limit_scale=0.1)
    browser = sign_in(make_member(password=PASSWORD))
    browser.send("/account/password", {"password": "guess one", "new_password": NEW})

    response = browser.send("/account/password", {"password": "guess two", "new_password": NEW})

    assert response.status_code == 429
    assert int(response.headers["Retry-After"]) > 0


def test_an_imported_member_gets_no_password() -> None:
    with transaction():
        member = actions.add_member(name="Imported")

    with pytest.raises(ConflictError), transaction():
        actions.change_password(member, password_hash="$argon2id$", keep_token=None)

    assert member.password_hash is None
