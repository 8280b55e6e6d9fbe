"""How often one may try to get in."""

from collections.abc import Callable
from typing import Any

import pytest
from argon2 import PasswordHasher
from werkzeug.test import TestResponse

from community.members import actions
from tests.client import Client
from tests.factories import make_member
from tests.page import read_page

PASSWORD = "four unrelated words"


@pytest.fixture(autouse=True)
def _real_rates_and_cheap_hashes(change_settings: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(actions, "HASHER", cheap)
    monkeypatch.setattr(actions, "UNKNOWN_HASH", cheap.hash("nobody has this password"))
    change_settings(rate_limit_scale=1)


def attempt(client: Client, email: str = "sara@example.com", *, network: str = "192.0.2.1") -> TestResponse:
    """Try an address with a wrong password, from a network."""
    data = {"email": email, "password": "something else"}
    return client.send("/sign-in", data, environ_overrides={"REMOTE_ADDR": network})


def test_the_eleventh_try_for_one_address_has_to_wait(client: Client) -> None:
    statuses = [attempt(client).status_code for _ in range(10)]

    response = attempt(client)

    assert statuses == [200] * 10
    assert response.status_code == 429
    assert 0 < int(response.headers["Retry-After"]) <= 15 * 60
    assert "That was a little too often." in read_page(response).text


def test_spelling_the_address_otherwise_does_not_help(client: Client) -> None:
    for email in ("sara@example.com", "SARA@example.com", " sara@Example.com") * 4:
        last = attempt(client, email)

    assert last.status_code == 429


def test_somebody_else_in_another_network_is_not_locked_out(client: Client) -> None:
    make_member(email="sara@example.com", password=PASSWORD)
    for _ in range(11):
        attempt(client)

    response = client.send(
        "/sign-in",
        {"email": "sara@example.com", "password": PASSWORD},
        environ_overrides={"REMOTE_ADDR": "198.51.100.7"},
    )

    assert response.status_code == 303


def test_one_network_may_not_try_a_hundred_addresses(client: Client) -> None:
    network = "2001:db8:1:2:3:4:5:"
    for number in range(100):
        attempt(client, f"m{number}@example.com", network=f"{network}{number + 1:x}")

    assert attempt(client, "one.more@example.com", network=f"{network}ffff").status_code == 429


def test_one_network_makes_ten_accounts_an_hour(client: Client) -> None:
    for number in range(11):
        data = {"name": "Sara", "email": f"sara{number}@example.com", "password": PASSWORD}
        last = client.application.test_client().send("/sign-up", data)

    assert last.status_code == 429
    assert int(last.headers["Retry-After"]) > 15 * 60


def test_forged_headers_do_not_make_another_network(client: Client) -> None:
    data = {"email": "sara@example.com", "password": "something else"}

    for number in range(11):
        last = client.send("/sign-in", data, headers={"X-Forwarded-For": f"203.0.113.{number}"})

    assert last.status_code == 429
