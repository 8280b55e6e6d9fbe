"""Security headers, caching rules, compression, cookies."""

import gzip
from collections.abc import Callable
from typing import Any

import pytest

from tests.client import Client
from tests.factories import make_member, make_product

PATHS = ("/products", "/nowhere", "/sign-in", "/-/live")


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_carries_the_headers(client: Client, path: str) -> None:
    headers = client.get(path).headers

    policy = headers["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert "style-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert {"Cookie", "Accept-Language"} <= {part.strip() for part in headers["Vary"].split(",")}
    assert "Strict-Transport-Security" not in headers


def test_behind_tls_the_browser_is_told_to_stay_there(client: Client, change_settings: Callable[..., Any]) -> None:
    change_settings(base_url="https://community.example")

    assert int(client.get("/products").headers["Strict-Transport-Security"].split(";")[0].split("=")[1]) >= 31_536_000


def test_only_a_guests_page_may_be_kept_at_all(client: Client) -> None:
    guest = client.get("/products").headers["Cache-Control"]
    error = client.get("/nowhere").headers["Cache-Control"]
    posted = client.send("/sign-in").headers["Cache-Control"]
    member = client.be(make_member()).get("/products").headers["Cache-Control"]

    assert guest == "private, no-cache"
    assert error == posted == member == "private, no-store"


def test_a_large_page_is_compressed_for_those_who_can_read_it(client: Client) -> None:
    make_product()

    packed = client.get("/products", headers={"Accept-Encoding": "gzip"})

    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert gzip.decompress(packed.data).decode() == client.get("/products").text


def test_the_session_cookie_is_for_the_server_alone(client: Client) -> None:
    cookie = client.get("/sign-in").headers["Set-Cookie"]

    assert cookie.startswith("session=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
