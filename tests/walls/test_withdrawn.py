"""What was withdrawn is as if it had never been, for those whom it is hidden from and in what the engine says."""

from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import quote

import pytest
from flask import Flask

from community.core.database import db
from community.insights.models import Need
from community.members.models import Member
from community.posts.models import Post
from tests.client import Client
from tests.factories import set_state
from tests.insights.saying import BILLS, SIGN_IN, found_needs, say
from tests.walls.crawling import all_of, browser_of, crawl, ordinary
from tests.walls.planted import AROUND, Plot, make_plot, plant

OUTSIDERS = ("stranger", "member")


@pytest.mark.parametrize("viewer", OUTSIDERS)
def test_for_outsiders_nothing_changed(
    app: Flask, do_jobs: Callable[[], int], stop_clock: Callable[[datetime], None], viewer: str
) -> None:
    stop_clock(datetime(2026, 5, 1, tzinfo=UTC))
    plot = make_plot()
    do_jobs()
    browser = browser_of(app, plot, viewer)
    author, product = plot.people["author"].id, plot.things["product"].slug
    pages = [
        "/", "/problems", "/problems?list=unanswered", "/ideas", "/roadmap", "/articles", f"/products/{product}",
        f"/products/{product}?show=problems", f"/members/{author}", f"/search?q={quote(AROUND)}",
        f"/search/suggest?q={quote(AROUND)}", f"/search/similar?title={quote(AROUND)}&kind=problem",
    ]  # fmt: skip
    before = {page: ordinary(browser.get(page)) for page in pages}
    make_withdrawn_things(plot)
    do_jobs()

    after = {page: ordinary(browser.get(page)) for page in pages}

    for page in pages:
        assert set(after[page].splitlines()) ^ set(before[page].splitlines()) == set(), page


def make_withdrawn_things(plot: Plot) -> None:
    """Plant, then withdraw what planting left for all to see."""
    plant(plot)
    known = {thing.id for thing in plot.things.values() if isinstance(thing, Post)}
    for post in plot.posts:
        if post.is_head and post.shown and post.audience == "everyone" and post.id not in known:
            set_state(post, "hidden")


def test_needs_forget_the_words_of_what_was_withdrawn(
    app: Flask, sign_in: Callable[[Member], Client], do_jobs: Callable[[], int]
) -> None:
    secret = "zimbelkraut"
    spoken = [f"{sentence} {secret}" if number < 6 else sentence for number, sentence in enumerate(SIGN_IN)]
    withdrawn = say(spoken)[:6]
    say(BILLS)
    needs = [need.id for need in found_needs()]
    for post in withdrawn:
        set_state(post, "hidden")
    do_jobs()
    plot = make_plot()
    browser = sign_in(plot.people["analyst"])
    seeds = ["/desk/needs", "/desk/reports/needs", "/desk/reports/needs.csv", *(f"/desk/needs/{one}" for one in needs)]

    pages = {address: all_of(response) for address, response in crawl(browser, seeds)}

    assert needs
    assert db.session.query(Need).filter(Need.post_count > 0).count()
    assert [address for address, text in pages.items() if secret in text] == []
    for arguments in (["insights", "export"], ["insights", "report"]):
        assert secret not in app.test_cli_runner().invoke(args=arguments).output.lower()
