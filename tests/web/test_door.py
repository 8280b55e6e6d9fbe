"""What guests are handed at the door: the kept page, while it is the page they would get inside."""

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from community.core import locale
from community.web.guests import guest_page
from tests.client import Client, client_of
from tests.factories import make_member

GZIP = {"Accept-Encoding": "gzip"}


class Place:
    """A thread whose version the test sets, and how often somebody came inside."""

    def __init__(self) -> None:
        self.version: int | None = 1
        self.came_inside = 0
        self.is_away = False

    def version_of(self, thread_id: int) -> int | None:
        """Tell the version, or that the database is away."""
        if self.is_away:
            raise OperationalError("select", {}, Exception("away"))
        return self.version


@pytest.fixture
def place() -> Place:
    """The thread that guests read."""
    return Place()


@pytest.fixture
def guest(own_app: Flask, place: Place) -> Client:
    """A stranger's browser, after two guests have read the thread."""

    def count() -> None:
        place.came_inside += 1

    def show(thread_id: int) -> str:
        return f"thread {thread_id} in {locale.language()}, version {place.version}"

    own_app.before_request(count)
    own_app.add_url_rule("/thread/<int:thread_id>", "thread", guest_page(place.version_of)(show))
    guest = client_of(own_app)
    for _ in range(2):
        guest.get("/thread/7", headers=GZIP)
    place.came_inside = 0
    return guest


def test_the_third_guest_does_not_come_inside_and_gets_the_same(guest: Client, place: Place) -> None:
    at_the_door = guest.get("/thread/7", headers=GZIP)
    inside = place.came_inside
    place.version = None
    guest.get("/thread/7", headers=GZIP)
    place.version = 1
    head = guest.head("/thread/7", headers=GZIP)

    assert (inside, place.came_inside) == (0, 2)
    assert at_the_door.headers == head.headers
    assert "Content-Security-Policy" in at_the_door.headers


def test_a_change_is_seen_at_once(guest: Client, place: Place) -> None:
    place.version = 2

    response = guest.get("/thread/7", headers=GZIP)

    assert place.came_inside == 1
    assert response.content_length != 0


@pytest.mark.parametrize(
    "headers",
    [
        GZIP | {"Accept-Language": "fa"},
        GZIP | {"Cookie": "language=fa"},
        GZIP | {"Host": "127.0.0.1"},
        {"Accept-Encoding": "identity"},
    ],
)
def test_whoever_asks_for_anything_else_comes_inside(guest: Client, place: Place, headers: dict[str, str]) -> None:
    Client(guest.application, guest.application.response_class, use_cookies=False).get("/thread/7", headers=headers)

    assert place.came_inside == 1


def test_whoever_has_a_session_comes_inside(guest: Client, place: Place) -> None:
    client_of(guest.application, make_member()).get("/thread/7", headers=GZIP)

    assert place.came_inside == 1


def test_that_the_database_is_away_is_said_inside(guest: Client, place: Place) -> None:
    place.is_away = True

    assert guest.get("/thread/7", headers=GZIP).status_code == 503


def test_what_is_hidden_is_gone(guest: Client, place: Place) -> None:
    place.version = None

    guest.get("/thread/7", headers=GZIP)

    assert place.came_inside == 1
