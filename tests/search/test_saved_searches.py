"""Searches that members follow: what is new in them is told once, and only to whom it is open."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from community.core import clock
from community.core.database import db
from community.core.errors import ConflictError
from community.core.jobs import later
from community.core.transaction import transaction
from community.members.models import Member
from community.notifications.models import Notification
from community.search import actions
from community.search.events import LookThroughSearches
from community.search.models import Pace, SavedSearch
from community.search.queries import search_of
from tests.client import Client
from tests.factories import make_answer, make_idea, make_member, make_problem, set_state
from tests.page import read_page

DoJobs = Callable[[], int]
SignIn = Callable[[Member], Client]


@pytest.fixture
def look(do_jobs: DoJobs, stop_clock: Callable[..., None]) -> Callable[..., list[str]]:
    """Let time pass, look the searches through, and return what was told since."""

    def looked(hours: float = 1) -> list[str]:
        before = set(db.session.scalars(db.select(Notification.id)))
        do_jobs()
        stop_clock(clock.now() + timedelta(hours=hours))
        with transaction():
            later(LookThroughSearches())
        do_jobs()
        told = db.session.scalars(
            db.select(Notification)
            .where(Notification.id.not_in(before), Notification.kind == "search")
            .order_by(Notification.id)
        )
        return [f"{one.member_id}: {one.post.head.title}" for one in told]

    return looked


def follow(member: Member, **said: str) -> SavedSearch:
    with transaction():
        return actions.follow_search(search_of(said), by=member)


def test_what_is_new_is_told_once(look: Callable[..., list[str]]) -> None:
    reader = make_member()
    make_problem(title="The lamp was there before")
    look()
    follow(reader, q="lamp kind:problem")
    make_problem(title="A lamp flickers")
    make_idea(title="A better lamp")
    make_problem(title="A lamp of my own", by=reader)

    assert look() == [f"{reader.id}: A lamp flickers"]
    assert look() == []


def test_an_answer_that_fits_is_news_of_its_thread(look: Callable[..., list[str]]) -> None:
    reader = make_member()
    problem = make_problem(title="It is dark")
    follow(reader, q="lamp")
    make_answer(problem=problem, source="Change the lamp.")

    assert look() == [f"{reader.id}: It is dark"]


def test_only_what_is_open_to_the_follower_is_told(look: Callable[..., list[str]]) -> None:
    reader, agent = make_member(), make_member(roles=("agent",))
    follow(reader, q="lamp")
    follow(agent, q="lamp")
    make_problem(title="The lamp of staff", audience="staff")
    waiting = make_problem(title="The lamp that waits", state="pending")
    make_problem(title="The lamp that was hidden", state="hidden")

    assert look() == [f"{agent.id}: The lamp of staff"]

    set_state(waiting, "visible")
    assert look() == [f"{one.id}: The lamp that waits" for one in (reader, agent)]


def test_once_a_day_is_once_a_day(look: Callable[..., list[str]]) -> None:
    reader = make_member()
    saved = follow(reader, q="lamp")
    with transaction():
        actions.choose_pace(db.session.merge(saved), Pace.DAILY)
    make_problem(title="Lamp one")
    assert look(hours=20) == []
    make_problem(title="Lamp two")

    assert look(hours=5) == [f"{reader.id}: Lamp two"]
    assert db.session.query(Notification).one().details["count"] == 2


def test_a_filter_that_means_nothing_any_more_finds_nothing(look: Callable[..., list[str]]) -> None:
    gone, reader = make_member(name="Soon Gone"), make_member()
    follow(reader, q="lamp", by="Soon Gone")
    with transaction():
        gone = db.session.merge(gone)
        gone.name_folded = "another name"
    make_problem(title="A lamp of somebody else")

    assert look() == []


def test_what_was_not_understood_cannot_be_followed() -> None:
    with pytest.raises(ConflictError):
        follow(make_member(), q="lamp before:tuesday")


def test_a_member_follows_and_stops_and_nobody_else_sees_it(sign_in: SignIn, do_jobs: DoJobs) -> None:
    make_problem(title="A lamp flickers")
    do_jobs()
    reader = sign_in(make_member())
    form = read_page(reader.get("/search?q=lamp&kind=problem")).one("button", "Follow this search")
    assert form

    assert reader.send("/search/saved", {"address": "q=lamp&kind=problem"}).status_code == 303
    page = read_page(reader.get("/search/saved"))
    saved = db.session.query(SavedSearch).one()

    assert page.one("link", "lamp")["href"] == "/search?q=lamp&kind=problem&sort=newest"
    assert "You follow this search." in read_page(reader.get("/search?q=lamp&kind=problem")).text
    other = sign_in(make_member())
    assert other.send(f"/search/saved/{saved.id}/stop").status_code == 404
    assert "lamp" not in read_page(other.get("/search/saved")).one("main").text
    assert reader.send(f"/search/saved/{saved.id}/stop").status_code == 303
    assert db.session.query(SavedSearch).count() == 0


def test_the_line_in_the_inbox_leads_to_all_that_is_new(sign_in: SignIn, look: Callable[..., list[str]]) -> None:
    reader = make_member()
    follow(reader, q="lamp")
    make_problem(title="Lamp one")
    make_problem(title="Lamp two")
    look()
    browser = sign_in(reader)

    assert "2 new results in a search you follow" in read_page(browser.get("/inbox")).text
    told = db.session.query(Notification).one()
    assert browser.send(f"/inbox/{told.id}/open").headers["Location"] == "/search?q=lamp&sort=newest"
