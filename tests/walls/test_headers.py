"""What every answer carries, and which hosts, targets and paces are refused."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

import pytest
from flask import Flask

from community.app import create_app
from community.core import settings
from community.core.database import db
from community.members.models import Member
from community.members.views import signing
from config import ConfigurationError, from_environment
from tests.client import Client, client_of
from tests.conftest import configuration
from tests.factories import make_member, make_problem
from tests.walls.table import ROUTES
from tests.walls.test_routes import Visit
from tests.walls.world import make_world

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'; manifest-src 'self'"
)
FOREIGN = (
    "https://evil.example/", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example",
    "/\n/evil.example", " //evil.example", "javascript:alert(1)", "https:evil.example", "/\\/evil.example", "//evil.example/%2f..",
    "http://localhost@evil.example/", "／／evil.example", "/\r\nLocation: https://evil.example",
)  # fmt: skip
STRONG = "k3Jx9_bQ7mW2pT5vL8nR4yC6hZ1dF0gSaEuIoXwY"


def test_every_address_answers_with_the_strict_policy(app: Flask) -> None:
    visit = Visit(app, make_world())

    for endpoint, methods in ROUTES.items():
        for method in methods:
            headers = visit.send("administrator", endpoint, method).headers
            expected = "default-src 'none'; sandbox" if endpoint == "posts.attachment" else POLICY
            assert headers["Content-Security-Policy"] == expected, endpoint
            assert headers["X-Content-Type-Options"] == "nosniff"
            assert headers["Referrer-Policy"] == "same-origin"
            assert headers["X-Frame-Options"] == "DENY"
            assert "Access-Control-Allow-Origin" not in headers
            is_text = headers.get("Content-Type", "").startswith("text/")
            assert not is_text or "charset=utf-8" in headers["Content-Type"].lower(), endpoint


@pytest.fixture
def served_behind_tls(tmp_path: Path) -> Any:
    before = list(settings._current)
    url = f"sqlite:///{tmp_path / 'tls.sqlite3'}"
    secure = replace(
        configuration(tmp_path, url), base_url="https://community.example", trusted_hosts=("community.example",)
    )
    application = create_app(secure)
    application.test_client_class = Client
    with application.app_context():
        db.create_all()
        yield application
        db.session.remove()
        db.engine.dispose()
    settings._current[:] = before


def test_behind_tls_the_cookie_is_bound_to_the_host(served_behind_tls: Flask) -> None:
    response = served_behind_tls.test_client().get("/sign-in", base_url="https://community.example")

    cookie = response.headers["Set-Cookie"]
    assert cookie.startswith("__Host-session=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= {part.strip() for part in cookie.split(";")}
    assert "Domain" not in cookie
    assert "max-age=63072000" in response.headers["Strict-Transport-Security"]


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "evil.example:80"]
)
def test_a_host_that_is_not_ours_gets_no_page(client: Client, host: str) -> None:
    response = client.get("/", headers={"Host": host})

    assert response.status_code == 400
    assert "evil" not in response.text


@pytest.mark.parametrize("target", FOREIGN)
@pytest.mark.parametrize(
    "encode", [lambda text: quote(text, safe=""), lambda text: quote(quote(text, safe=""), safe="")]
)
def test_after_signing_in_one_stays_here(app: Flask, target: str, encode: Callable[[str], str]) -> None:
    browser = client_of(app, make_member())

    response = browser.get(f"/sign-in?next={encode(target)}")

    assert response.status_code == 303
    assert urlsplit(urljoin("http://localhost/sign-in", response.headers["Location"])).netloc == "localhost"


def ask(browser: Client, number: int) -> Any:
    words = {"title": f"Title number {number}", "source": f"Words number {number}", "confirmed": "1"}
    return browser.send("/problems/ask", {**words, "resend_key": f"key-{number}"})


PACES: dict[str, Callable[[Client, int], Any]] = {
    "sign-in": lambda browser, number: browser.send("/sign-in", {"email": "a@example.org", "password": "not it"}),
    "sign-up": lambda browser, number: browser.send(
        "/sign-up", {"name": "New", "email": f"new{number}@example.org", "password": "a long enough word"}
    ),
    "search": lambda browser, number: browser.get(f"/search?q=word{number}"),
}


@pytest.mark.parametrize("name", PACES)
def test_too_often_is_told_with_a_time(
    app: Flask, change_settings: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    change_settings(rate_limit_scale=0.1)
    monkeypatch.setattr(signing.actions, "hash_password", lambda password: "hash")
    monkeypatch.setattr(signing.actions, "check_password", lambda member, password: False)

    for number in range(30):
        response = PACES[name](client_of(app), number)
        if response.status_code == 429:
            break

    assert response.status_code == 429
    assert 0 < int(response.headers["Retry-After"]) <= 3600


def test_who_posts_too_often_keeps_the_text(
    sign_in: Callable[[Member], Client], change_settings: Callable[..., Any]
) -> None:
    change_settings(rate_limit_scale=0.1)
    browser = sign_in(make_member())

    answers = [ask(browser, number) for number in range(3)]

    assert [answer.status_code for answer in answers] == [303, 303, 429]
    assert "Words number 2" in answers[2].text
    assert int(answers[2].headers["Retry-After"]) > 0


def test_other_forms_have_a_pace_of_their_own(
    sign_in: Callable[[Member], Client], change_settings: Callable[..., Any]
) -> None:
    change_settings(rate_limit_scale=0.03)
    problem, browser = make_problem(), sign_in(make_member())
    forms = {
        f"/problems/{problem.id}/answers": {"source": "Some words."},
        f"/posts/{problem.id}/comments": {"source": "Some words."},
        f"/posts/{problem.id}/vote": {"value": "1"},
        "/drafts/problem": {"title": "Half a title"},
        "/preview": {"source": "words"},
    }

    for path, fields in forms.items():
        statuses = [browser.send(path, {**fields, "resend_key": f"key{n}"}).status_code for n in range(30)]
        assert 429 in statuses, path
        assert statuses[0] in (200, 303), path


@pytest.mark.parametrize("secret", ["", "short", "changeme", "a" * 40, "x" * 31])
def test_a_production_start_wants_a_good_secret(tmp_path: Path, secret: str) -> None:
    environment = {"VAR": str(tmp_path), "BASE_URL": "https://community.example", "SECRET_KEY": secret}

    with pytest.raises(ConfigurationError, match="SECRET_KEY is missing or weak: set it to at least 32"):
        from_environment(environment)

    assert from_environment({**environment, "SECRET_KEY": STRONG}).secret_key == STRONG


def test_a_setting_that_nobody_reads_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="Unknown setting ANJOMAN_SECRET_KEY"):
        from_environment({"VAR": str(tmp_path), "ANJOMAN_SECRET_KEY": STRONG})


def test_the_secret_is_in_no_printed_configuration(tmp_path: Path) -> None:
    assert STRONG not in repr(from_environment({"VAR": str(tmp_path), "SECRET_KEY": STRONG}))
