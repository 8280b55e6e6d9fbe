"""Filters, operators, orders and words of the page of results: who reads it decides what they let through."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from community.members.models import Visitor
from community.search.queries import meant, page_of, search_of
from tests.client import Client
from tests.factories import (
    make_answer,
    make_article,
    make_idea,
    make_member,
    make_problem,
    make_product,
    make_vote,
)
from tests.page import read_page

DoJobs = Callable[[], int]


def titles(text: str, **said: str) -> list[str]:
    page = page_of(search_of({"q": text, **said}), Visitor())
    return [result.head.title for result in page.results]


def test_each_filter_lets_through_what_it_names(do_jobs: DoJobs) -> None:
    sara, product = make_member(name="Sara Ahmadi"), make_product(name="Ava S2", name_fa="آوا اس۲")
    make_problem(title="Lamp one", source="It is dark.", by=sara, at=datetime(2024, 3, 19, 12, tzinfo=UTC))
    make_problem(
        title="Lamp two", source="It is dark.", product=product, solved=True, at=datetime(2025, 6, 1, tzinfo=UTC)
    )
    make_idea(title="لامپ روشن‌تر", source="Lamp: لامپ‌ها باید روشن‌تر باشند.", at=datetime(2025, 7, 1, tzinfo=UTC))
    answer = make_answer(
        problem=make_problem(title="Lamp four", source="Dark."), source="The lamp needs power.", official=True
    )
    do_jobs()

    assert titles("lamp by:“sara ahmadi”") == titles("lamp", by="SARA  AHMADI") == ["Lamp one"]
    assert titles("lamp product:ava-s2 solved:yes") == titles("lamp", product=product.slug) == ["Lamp two"]
    assert titles("lamp محصول:«آوا اس۲»") == ["Lamp two"]
    assert titles("lamp kind:idea") == titles("lamp", lang="fa") == ["لامپ روشن‌تر"]
    assert titles("lamp before:1403/01/01") == titles("lamp", until="۱۴۰۲") == ["Lamp one"]
    assert titles("lamp after:1403/01/01 before:2025-06-15") == ["Lamp two"]
    assert titles("lamp official:yes") == ["Lamp four"]
    assert titles("", by=str(answer.author_id)) == ["Lamp four"]


def test_excluded_words_and_phrases_decide(do_jobs: DoJobs) -> None:
    make_problem(title="Slow charging cable", source="The charging cable is slow.")
    make_problem(title="Charging is slow", source="With any cable. Wireless too.")
    do_jobs()

    assert titles('slow "charging cable"') == ["Slow charging cable"]
    assert titles("slow charging -wireless") == ["Slow charging cable"]


def test_what_was_understood_becomes_filters_and_what_was_not_is_said(do_jobs: DoJobs, client: Client) -> None:
    make_problem(title="Lamp one")
    do_jobs()

    page = read_page(client.get("/search?q=lamp kind:problem before:tuesday&by=Nobody Known&since=1404/13/01"))

    box = page.one("main").one("searchbox", "What are you looking for?")
    assert box.value == "lamp before:tuesday"
    assert "“tuesday” is no date" in page.text
    assert "Nobody here is called “Nobody Known”." in page.text
    assert "“1404/13/01” is no date." in page.text
    assert page.one("textbox", "From").value == "1404/13/01"
    assert page.has("link", "Lamp one")
    assert page.one("link", "Newest")["href"] == "/search?q=lamp+before%3Atuesday&kind=problem&sort=newest"


def test_a_name_that_several_bear_is_not_guessed(do_jobs: DoJobs) -> None:
    first, _ = make_member(name="علي رضا"), make_member(name="علی‌رضا")
    make_problem(title="Lamp", by=first)
    do_jobs()

    assert search_of({"q": "lamp by:علیرضا"}).complaints["q"]
    assert titles("lamp", by=str(first.id)) == ["Lamp"]


def test_the_newest_and_the_most_helpful_come_first_when_asked(do_jobs: DoJobs) -> None:
    old = make_idea(title="Lamp", source="Brighter lamp.", at=datetime(2020, 1, 1, tzinfo=UTC))
    make_idea(title="Something else", source="About a lamp.", at=datetime(2026, 1, 1, tzinfo=UTC))
    make_vote(on=old)
    do_jobs()

    assert titles("lamp", sort="newest") == ["Something else", "Lamp"]
    assert titles("lamp", sort="helpful") == ["Lamp", "Something else"]
    assert titles("kind:idea") == ["Something else", "Lamp"]


def test_the_accepted_answer_lifts_and_a_closed_thread_sinks(do_jobs: DoJobs) -> None:
    make_problem(title="Pump hums (a)", source="All day.")
    closed = make_problem(title="Pump hums (b)", source="All day.")
    closed.closed_at = closed.created_at
    make_answer(problem=make_problem(title="Noise"), source="Oil the valve.", accepted=False)
    helped = make_problem(title="Clatter")
    make_answer(problem=helped, source="Oil the valve.", accepted=True)
    do_jobs()

    assert titles("pump hums") == ["Pump hums (a)", "Pump hums (b)"]
    assert titles("oil valve") == ["Clatter", "Noise"]


def test_staff_see_why_and_others_do_not(do_jobs: DoJobs, client: Client, sign_in: Callable[..., Client]) -> None:
    make_problem(title="Lamp", solved=True)
    do_jobs()

    for_staff = read_page(sign_in(make_member(roles=("agent",))).get("/search?q=lamp&explain=1")).text

    assert "Why here:" in for_staff
    assert "1.150 solved" in for_staff
    assert "Why here:" not in read_page(client.get("/search?q=lamp&explain=1")).text


@pytest.mark.parametrize(("typed", "offered"), [("ketle", "kettle"), ("fhjvd", "باتری"), ("batri", "باتری")])
def test_another_wording_is_offered_where_it_finds_something(do_jobs: DoJobs, typed: str, offered: str) -> None:
    make_problem(title="The kettle leaks")
    make_problem(title="باتری خالی می‌شود")
    do_jobs()

    other = meant(page_of(search_of({"q": typed}), Visitor()), Visitor())

    assert other is not None
    assert (other.text, other.count) == (offered, 1)


def test_no_wording_is_offered_that_only_others_may_read(do_jobs: DoJobs) -> None:
    make_article(title="The zeppelin secret", audience="staff")
    make_article(title="The airship", source="The zeppelin", state="hidden")
    do_jobs()

    assert meant(page_of(search_of({"q": "zepelin"}), Visitor()), Visitor()) is None
