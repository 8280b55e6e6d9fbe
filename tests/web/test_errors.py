"""From errors to calm pages."""

import logging
import sqlite3
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from community.core.errors import ConflictError, NotAllowedError, TooOftenError
from community.core.locale import _l
from tests.client import Client, client_of
from tests.factories import make_member
from tests.page import read_page


@pytest.fixture
def faulty(own_app: Flask) -> Client:
    """A stranger's browser on a site where some addresses only make trouble."""
    for name, error in TROUBLE.items():
        own_app.add_url_rule(f"/trouble/{name}", name, _raise(error), methods=["GET", "POST"])
    return client_of(own_app)


TROUBLE: dict[str, Exception] = {
    "fault": RuntimeError("secret inner words"),
    "conflict": ConflictError(_l("This problem is closed.")),
    "forbidden": NotAllowedError(_l("Only the person who asked can accept an answer.")),
    "often": TooOftenError(_l("That was a little too often."), retry_after=42),
    "busy": OperationalError("SELECT secret", {}, Exception("database is locked")),
}


def _raise(error: Exception) -> object:
    def view() -> str:
        raise error

    return view


@pytest.mark.parametrize(
    ("name", "status", "sentence"),
    [
        ("conflict", 409, "This problem is closed."),
        ("forbidden", 403, "Only the person who asked can accept an answer."),
        ("often", 429, "That was a little too often."),
        ("busy", 503, "We cannot open this page just now."),
        ("fault", 500, "Something went wrong on our side."),
    ],
)
def test_trouble_is_a_sentence_with_a_way_home(faulty: Client, name: str, status: int, sentence: str) -> None:
    response = faulty.get(f"/trouble/{name}")

    page = read_page(response)
    assert response.status_code == status
    assert page.one("heading").text.startswith(sentence)
    assert page.one("link", "Home")["href"] == "/"
    assert response.headers["Cache-Control"] == "private, no-store"


def test_a_fault_shows_its_number_and_nothing_else_and_the_log_has_it(
    faulty: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        response = faulty.get("/trouble/fault")

    number = read_page(response).text.partition("give us this number:")[2].split()[0]
    assert len(number) == 8
    assert f"incident {number}" in caplog.text
    assert "secret inner words" in caplog.text
    assert "secret inner words" not in response.text
    assert "Traceback" not in response.text


@pytest.mark.parametrize(("name", "header"), [("often", "42"), ("busy", "5")])
def test_whoever_has_to_wait_is_told_how_long(faulty: Client, name: str, header: str) -> None:
    assert faulty.get(f"/trouble/{name}").headers["Retry-After"] == header


@pytest.mark.parametrize("name", ["conflict", "often", "busy", "fault"])
def test_a_members_typed_text_is_kept_and_can_be_sent_again(faulty: Client, name: str) -> None:
    faulty.be(make_member())

    page = read_page(faulty.send(f"/trouble/{name}", {"title": "Wi-Fi drops", "text": "Every night at ten."}))

    form = page.one("form")
    assert form["action"] == f"/trouble/{name}"
    assert form.fields["text"] == "Every night at ten."
    assert "Every night at ten." in page.one("main").text
    assert faulty.post(form["action"], data=form.fields).status_code != 400


def test_a_strangers_typed_text_is_kept_until_he_is_signed_in(faulty: Client) -> None:
    page = read_page(faulty.send("/trouble/often", {"text": "Every night at ten."}))

    assert page.one("form")["action"] == "/sign-in"
    assert "Every night at ten." in page.one("form").fields["kept"]


def test_a_form_from_an_old_session_is_shown_to_be_sent_once_more(client: Client) -> None:
    client.be(make_member())
    typed = {"name": "Sara", "about": "New words", "language": "en", "csrf_token": "an old one"}

    response = client.post("/account", data=typed)
    form = read_page(response).one("form")

    assert response.status_code == 400
    assert client.post(form["action"], data=form.fields).status_code == 303


def test_the_page_before_is_a_way_back(client: Client) -> None:
    page = read_page(client.get("/nowhere", headers={"Referer": "http://localhost/products?x=1"}))

    assert page.one("link", "Back to the page before")["href"] == "/products?x=1"


@pytest.mark.parametrize("referrer", ["https://evil.example/x", "", "http://localhost.evil.example/", "nonsense"])
def test_a_foreign_page_before_is_no_way_back(client: Client, referrer: str) -> None:
    page = read_page(client.get("/nowhere", headers={"Referer": referrer}))

    assert not page.has("link", "Back to the page before")


def test_both_languages_have_their_own_page(client: Client) -> None:
    client.get("/language/fa")

    response = client.get("/nowhere")

    assert response.status_code == 404
    assert '<html lang="fa" dir="rtl">' in response.text


def test_a_wrong_method_names_the_right_ones(client: Client) -> None:
    response = client.get("/sign-out")

    assert response.status_code == 405
    assert "POST" in response.headers["Allow"]


@pytest.mark.parametrize("name", ["conflict", "busy", "fault"])
def test_a_program_gets_json(faulty: Client, name: str) -> None:
    response = faulty.get(f"/trouble/{name}", headers={"Accept": "application/json"})

    assert response.is_json
    assert response.json is not None
    assert response.json["error"]
    assert "secret" not in response.text


def test_an_unknown_host_is_refused(client: Client) -> None:
    response = client.get("/products", headers={"Host": "evil.example"})

    assert response.status_code == 400
    assert "evil.example" not in response.text


@pytest.mark.parametrize(
    ("kind", "size"),
    [
        ("application/x-www-form-urlencoded", 2 * 1024 * 1024 + 1),
        ("multipart/form-data; boundary=x", 26 * 1024 * 1024 + 1),
    ],
)
def test_a_request_that_is_too_large_is_a_sentence(client: Client, kind: str, size: int) -> None:
    response = client.post("/sign-in", content_type=kind, environ_overrides={"CONTENT_LENGTH": str(size)})

    assert response.status_code == 413
    assert "This is larger than we can take." in read_page(response).text


def test_without_a_database_there_is_still_a_page(bare_app: Flask) -> None:
    browser = client_of(bare_app)
    with browser.session_transaction() as session:
        session["_user_id"] = "somebody"

    response = browser.get("/products")

    assert response.status_code in (500, 503)
    assert read_page(response).has("link", "Home")


@pytest.fixture
def locked(own_app: Flask) -> Iterator[Client]:
    """A member's browser while another process holds SQLite's write lock."""
    browser = client_of(own_app, make_member())
    other = sqlite3.connect(own_app.config["SQLALCHEMY_DATABASE_URI"].removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield browser
    other.close()


@pytest.mark.pure
def test_a_locked_database_keeps_the_text_and_still_reads(locked: Client) -> None:
    page = locked.get("/account")
    response = locked.send("/account", {"name": "Sara", "about": "New words", "language": "en"})

    assert page.status_code == 200
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "5"
    assert read_page(response).one("form").fields["about"] == "New words"
