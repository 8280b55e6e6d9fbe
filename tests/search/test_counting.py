"""The worker counts what was observed into figures of a day, as often as it likes."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select

from community.core import clock
from community.core.database import db
from community.core.jobs import later
from community.core.observations import Observation, _waiting, observe, write_waiting
from community.core.transaction import transaction
from community.search.actions.counting import REMEMBERED
from community.search.events import CountObservations
from community.search.models import SearchedFor, SuggestionTally, WritingTally
from community.search.queries.learned import search_sums, sought_texts
from tests.client import Client
from tests.factories import make_problem, make_product

NOON = datetime(2026, 5, 2, 12, tzinfo=UTC)
DAY = date(2026, 5, 2)


def _count(do_jobs: Callable[[], int]) -> None:
    write_waiting()
    with transaction():
        later(CountObservations())
    do_jobs()


def _search(text: str, by: str, results: int = 0) -> None:
    observe("search", visitor=by, query=text.lower(), typed=text, results=results, language="en")


def test_counting_twice_is_counting_once(do_jobs: Callable[[], int], stop_clock: Callable[[datetime], None]) -> None:
    stop_clock(NOON)
    for by in ("ann", "ben", "ann"):
        _search("Red Lamp", by)
    for _ in range(2):
        _count(do_jobs)

    [row] = db.session.scalars(select(SearchedFor))
    assert (row.day, row.folded, row.typed) == (DAY, "red lamp", "Red Lamp")
    assert (row.searches, row.people, row.without_result, row.without_click) == (2, 2, 2, 0)

    stop_clock(NOON + timedelta(hours=1))
    _search("red lamp", "cem")
    _count(do_jobs)
    assert db.session.scalars(select(SearchedFor.people)).all() == [3]


def test_what_one_person_looked_for_is_not_shown(
    do_jobs: Callable[[], int], stop_clock: Callable[[datetime], None]
) -> None:
    for day in range(5):
        stop_clock(NOON + timedelta(days=day))
        _search("red lamp", "ann")
        _search("blinks", f"helper {day}")
        if day < 3:
            _search("my neighbour maryam", "ann")
        if day == 0:
            _search("blinks", "ben")
        _count(do_jobs)

    whole = (DAY, DAY + timedelta(days=9))
    assert [(one.typed, one.people) for one in sought_texts(*whole)] == [("blinks", 6), ("red lamp", 5)]
    assert [one.typed for one in sought_texts(DAY, DAY, by="without_result")] == ["blinks", "red lamp"]
    assert search_sums(*whole)["searches"] == 14
    assert sought_texts(*whole, by="refined", language="fa") == []


def test_what_became_of_suggestions_survives_what_was_deleted_since(
    do_jobs: Callable[[], int], stop_clock: Callable[[datetime], None]
) -> None:
    stop_clock(NOON)
    problem, product = make_problem(), make_product()
    shown = {"composer": "problem", "language": "en"}
    observe("similar.shown", visitor="ann", post_ids=[problem.id, 9**9], product_id=product.id, **shown)
    observe("similar.solved", visitor="ann", post_id=problem.id, composer="problem")
    observe("similar.shown", visitor="ben", post_ids=[problem.id], product_id=9**9, **shown)
    observe("similar.posted", visitor="ben", composer="problem")
    _count(do_jobs)

    tallies = {one.product_id: one for one in db.session.scalars(select(SuggestionTally))}
    assert tallies.keys() == {product.id, None}
    assert (tallies[product.id].solved, tallies[product.id].posted) == (1, 0)
    assert (tallies[None].solved, tallies[None].posted) == (0, 1)
    assert len(db.session.scalars(select(WritingTally)).all()) == 2


def test_the_log_forgets_what_was_counted_long_ago(
    do_jobs: Callable[[], int], stop_clock: Callable[[datetime], None]
) -> None:
    stop_clock(NOON)
    _search("red lamp", "ann")
    _count(do_jobs)
    stop_clock(NOON + REMEMBERED + timedelta(days=1))
    _count(do_jobs)

    assert db.session.scalars(select(Observation.id)).all() == []
    assert db.session.scalars(select(SearchedFor.folded)).all() == ["red lamp"]


def test_opening_a_result_is_seen_from_where_the_reader_comes(client: Client, do_jobs: Callable[[], int]) -> None:
    problem = make_problem(title="Red lamp blinks")
    do_jobs()
    client.get("/search?q=red+lamp+0912+123+4567")
    here = f"/problems/{problem.id}/red-lamp-blinks"
    client.get(here, headers={"Referer": "http://localhost/search?q=red+lamp+0912+123+4567"})
    client.get(here, headers={"Referer": "http://localhost/search?q=other"})
    client.get(here, headers={"Referer": "http://elsewhere.example/search?q=red+lamp"})
    client.get("/", headers={"Referer": "http://localhost/search?q=red+lamp"})

    opened = [one["details"]["typed"] for one in _waiting if one["kind"] == "search.opened"]
    assert opened == ["red lamp …", "other"]
    _count(do_jobs)
    assert search_sums(clock.now().date(), clock.now().date()) == {
        "searches": 1, "people": 1, "without_result": 0, "without_click": 0, "refined": 0,
    }  # fmt: skip
