"""What was seen is written behind the reader's back, and never tells who it was."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from community.core import observations
from community.core.database import db
from community.core.observations import Observation, observe, write_waiting


def _visitors() -> list[str]:
    return list(db.session.scalars(select(Observation.visitor).order_by(Observation.id)))


def test_observations_wait_in_memory_and_are_written_together() -> None:
    observe("search", visitor="member 1", query="battery", results=0)
    observe("search", visitor="member 2", query="screen", results=3)
    assert _visitors() == []

    assert write_waiting() == 2
    assert write_waiting() == 0

    rows = db.session.scalars(select(Observation).order_by(Observation.id)).all()
    assert [row.details for row in rows] == [{"query": "battery", "results": 0}, {"query": "screen", "results": 3}]


def test_a_visitor_is_one_onlooker_today_and_another_tomorrow(stop_clock: Callable[[datetime], None]) -> None:
    for day in (1, 1, 2):
        stop_clock(datetime(2026, 5, day, 12, tzinfo=UTC))
        observe("seen", visitor="member 1")
    write_waiting()

    first, second, tomorrow = _visitors()
    assert first == second
    assert first != tomorrow
    assert "member" not in first


def test_observations_wait_while_the_database_is_busy(monkeypatch: pytest.MonkeyPatch) -> None:
    def is_busy() -> None:
        raise OperationalError("BEGIN IMMEDIATE", {}, Exception("database is locked"))

    for name in ("first", "second"):
        observe("search", visitor="member 1", query=name)
    with monkeypatch.context() as patch:
        patch.setattr(observations, "transaction", is_busy)
        observations._try_to_write()
    observe("search", visitor="member 1", query="third")

    assert write_waiting() == 3
    rows = db.session.scalars(select(Observation).order_by(Observation.id)).all()
    assert [row.details["query"] for row in rows] == ["first", "second", "third"]
