"""Pages by key: nothing missed, nothing twice, in both directions, and no cursor makes a fault."""

import base64
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from community.core.database import db
from community.core.paging import Page, page_of
from community.core.transaction import transaction
from community.members.models import Organization
from tests.statements import at_most_queries

KEYS = (Organization.created_at, Organization.id)
START = datetime(2026, 5, 1, tzinfo=UTC)


def _make(count: int, *, together: int = 1) -> list[int]:
    """Make organizations, so many at each moment; returns their ids, the newest first."""
    with transaction():
        rows = [Organization(name=str(n), created_at=START + timedelta(minutes=n // together)) for n in range(count)]
        db.session.add_all(rows)
    return [row.id for row in sorted(rows, key=lambda row: (row.created_at, row.id), reverse=True)]


def _page(cursor: str | None = None, *, newest_first: bool = True) -> Page[Organization]:
    return page_of(select(Organization), KEYS, cursor=cursor, size=3, newest_first=newest_first)


def _ids(page: Page[Organization]) -> list[int]:
    return [row.id for row in page.rows]


def _walk(step: Callable[[Page[Organization]], str | None], page: Page[Organization]) -> list[list[int]]:
    seen = [_ids(page)]
    while (cursor := step(page)) is not None:
        assert len(seen) < 10, "it never ends"
        page = _page(cursor)
        seen.append(_ids(page))
    return seen


@pytest.mark.parametrize("together", [1, 4])
def test_forwards_and_back_every_row_is_seen_once(together: int) -> None:
    ids = _make(8, together=together)

    forwards = _walk(lambda page: page.next_cursor, _page())
    last = _page(_page(_page().next_cursor).next_cursor)
    backwards = _walk(lambda page: page.previous_cursor, last)

    assert forwards == [ids[0:3], ids[3:6], ids[6:8]]
    assert backwards == [ids[6:8], ids[3:6], ids[0:3]]


def test_the_oldest_can_come_first() -> None:
    ids = _make(4)

    page = _page(newest_first=False)

    assert _ids(page) == ids[::-1][:3]
    assert _ids(_page(page.next_cursor, newest_first=False)) == ids[:1]


def test_ends_have_no_neighbour() -> None:
    _make(3)

    page = _page()

    assert (page.next_cursor, page.previous_cursor) == (None, None)
    assert _page("").rows == page.rows


def test_a_page_is_one_statement() -> None:
    _make(5)

    with at_most_queries(1):
        _page()


def test_nothing_is_a_page_too() -> None:
    assert _page() == Page(())


def _written(*values: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode()


NONSENSE = [
    "x", "ä", "=", "%%%", "A" * 600, _written(), _written("n"), _written("n", 1, 1), _written("n", "2026", 1),
    _written("n", START.isoformat(), "1"), _written("n", START.isoformat(), None), _written("n", START.isoformat(), True),
    _written("n", START.isoformat(), 10**30), _written("n", START.isoformat(), 1.5), _written("n", START.isoformat(), {}),
    _written("z", START.isoformat(), 1), _written("n", "2026-05-01T00:00:00", 1),
    _written("n", "9999-12-31T23:59:59-14:00", 1), _written("n", "0001-01-01T00:00:00+14:00", 1),
    base64.urlsafe_b64encode(b'["n", NaN, 1]').decode(), base64.urlsafe_b64encode(b'{"n": 1}').decode(),
    base64.urlsafe_b64encode(b"\xff\xff").decode(), base64.urlsafe_b64encode(b"[" * 300).decode(),
]  # fmt: skip


@pytest.mark.parametrize("cursor", NONSENSE)
def test_a_cursor_that_makes_no_sense_means_the_first_page(cursor: str) -> None:
    ids = _make(4)

    assert _ids(_page(cursor)) == ids[:3]
