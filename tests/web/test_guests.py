"""Guests' pages: rendered once, until the thread changes."""

from dataclasses import dataclass, field

import pytest
from flask import Flask, abort
from flask.typing import ResponseReturnValue

from community.core import locale
from community.web.guests import GuestPages, guest_page
from tests.client import Client, client_of
from tests.factories import make_member


@dataclass
class Thread:
    """A page that counts how often it is rendered."""

    version: int | None = 1
    status: int = 200
    renderings: list[int] = field(default_factory=list)

    def show(self, thread_id: int) -> ResponseReturnValue:
        """Render the thread."""
        self.renderings.append(thread_id)
        if self.status != 200:
            abort(self.status)
        return f"thread {thread_id} in {locale.language()}, rendering {len(self.renderings)}"


@pytest.fixture
def thread() -> Thread:
    """The thread that guests read."""
    return Thread()


@pytest.fixture
def guest(own_app: Flask, thread: Thread) -> Client:
    """A stranger's browser on a site with the thread."""
    view = guest_page(lambda thread_id: thread.version)(thread.show)
    own_app.add_url_rule("/thread/<int:thread_id>", "thread", view)
    return client_of(own_app)


def test_the_second_guest_gets_the_first_ones_page(guest: Client, thread: Thread) -> None:
    pages = {guest.get("/thread/7").text for _ in range(3)}

    assert pages == {"thread 7 in en, rendering 1"}


def test_a_change_of_the_thread_is_seen_at_once(guest: Client, thread: Thread) -> None:
    guest.get("/thread/7")
    thread.version = 2

    assert guest.get("/thread/7").text == "thread 7 in en, rendering 2"


def test_each_address_and_language_has_its_own_page(guest: Client, thread: Thread) -> None:
    for path in ("/thread/7", "/thread/8", "/thread/7?page=2"):
        guest.get(path)
    guest.get("/language/fa")

    assert guest.get("/thread/7").text == "thread 7 in fa, rendering 4"


def test_guests_never_get_a_members_page(guest: Client, thread: Thread) -> None:
    member = client_of(guest.application, make_member())
    member.get("/thread/7")

    assert guest.get("/thread/7").text == "thread 7 in en, rendering 2"


def test_what_guests_may_not_see_is_asked_for_each_time(guest: Client, thread: Thread) -> None:
    guest.get("/thread/7")
    thread.version, thread.status = None, 404

    assert guest.get("/thread/7").status_code == 404


def test_an_error_is_not_kept(guest: Client, thread: Thread) -> None:
    thread.status = 404
    guest.get("/thread/7")
    thread.status = 200

    assert guest.get("/thread/7").status_code == 200


def test_a_kept_page_is_sent_packed_or_plain_as_the_browser_likes(guest: Client) -> None:
    guest.get("/thread/7")

    packed = guest.get("/thread/7", headers={"Accept-Encoding": "br, gzip"})
    plain = guest.get("/thread/7")

    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Vary"] != plain.headers["Vary"]


def test_the_least_recently_read_page_goes_first_when_there_is_no_room() -> None:
    pages = GuestPages(most_bytes=len(b"page") * 2)
    for path in ("/a", "/b"):
        pages.keep((path, "en"), 1, b"page")
    pages.read(("/a", "en"), 1)

    pages.keep(("/c", "en"), 1, b"page")

    assert [path for path in ("/a", "/b", "/c") if pages.read((path, "en"), 1)] == ["/a", "/c"]
