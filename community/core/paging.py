"""Pages by key: the next page starts after the last row, so page one thousand costs what page one costs."""

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from math import isfinite
from typing import Any, Generic, TypeVar

from sqlalchemy import ScalarResult, Select, literal, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from community.core.database import db

Row = TypeVar("Row")
PAGE_SIZE = 20
LARGEST_NUMBER = 2**31 - 1


@dataclass(frozen=True)
class Page(Generic[Row]):
    """One page of rows, with the cursors of its neighbours where there are any."""

    rows: Sequence[Row]
    next_cursor: str | None = None
    previous_cursor: str | None = None


def page_of(
    rows: Select[Row],
    keys: Sequence[InstrumentedAttribute[Any]],
    *,
    cursor: str | None = None,
    size: int = PAGE_SIZE,
    newest_first: bool = True,
    numbers: Mapping[str, Any] | None = None,
) -> Page[Row]:
    """Return the page at the cursor; the last key must be unique. A cursor that makes no sense means the first page.

    `keys` are columns of the selected entity and all run in one direction. One statement, `size + 1` rows. `numbers`
    are given with rows that were built once and left places open: their first page is built once too.
    """
    backwards, values = _read_cursor(cursor, keys)
    descending = newest_first != backwards
    if numbers is not None and values is None:
        first = _first_page(rows, tuple(keys), size, descending=descending)
        return _with_cursors(*_cut(db.session.scalars(first, numbers), size), keys, is_later=False, backwards=False)
    if values is not None:
        bound = tuple_(*(literal(value, key.type) for key, value in zip(keys, values, strict=True)))
        rows = rows.where(tuple_(*keys) < bound if descending else tuple_(*keys) > bound)
    found, has_more = _cut(db.session.scalars(_ordered(rows, keys, size, descending=descending), numbers), size)
    if backwards:
        found.reverse()
    return _with_cursors(found, has_more, keys, is_later=values is not None, backwards=backwards)


def cursor_after(row: object, keys: Sequence[InstrumentedAttribute[Any]]) -> str:
    """Return the cursor of the page that begins behind this row."""
    return _write_cursor("n", row, keys)


@lru_cache(maxsize=256)
def _first_page(
    rows: Select[Row], keys: tuple[InstrumentedAttribute[Any], ...], size: int, *, descending: bool
) -> Select[Row]:
    return _ordered(rows, keys, size, descending=descending)


def _ordered(
    rows: Select[Row], keys: Sequence[InstrumentedAttribute[Any]], size: int, *, descending: bool
) -> Select[Row]:
    ordered = rows.order_by(None).order_by(*(key.desc() if descending else key.asc() for key in keys))
    return ordered.limit(size + 1)


def _cut(rows: ScalarResult[Row], size: int) -> tuple[list[Row], bool]:
    found = list(rows.unique())
    return found[:size], len(found) > size


def _with_cursors(
    found: list[Row], has_more: bool, keys: Sequence[InstrumentedAttribute[Any]], *, is_later: bool, backwards: bool
) -> Page[Row]:
    if not found:
        return Page(())
    has_next = has_more or backwards
    has_previous = (has_more if backwards else True) if is_later else False
    return Page(
        found,
        next_cursor=_write_cursor("n", found[-1], keys) if has_next else None,
        previous_cursor=_write_cursor("p", found[0], keys) if has_previous else None,
    )


def _write_cursor(direction: str, row: object, keys: Sequence[InstrumentedAttribute[Any]]) -> str:
    values = [getattr(row, key.key) for key in keys]
    plain = [value.isoformat() if isinstance(value, datetime) else value for value in values]
    return base64.urlsafe_b64encode(json.dumps([direction, *plain]).encode()).decode().rstrip("=")


def _read_cursor(cursor: str | None, keys: Sequence[InstrumentedAttribute[Any]]) -> tuple[bool, list[Any] | None]:
    """Return (backwards, key values); values are None for the first page."""
    if not cursor or len(cursor) > 500:
        return False, None
    try:
        direction, *values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if direction not in ("n", "p"):
            return False, None
        return direction == "p", [_value_for(key, value) for key, value in zip(keys, values, strict=True)]
    except (ValueError, TypeError, OverflowError):
        return False, None


def _value_for(key: InstrumentedAttribute[Any], value: object) -> object:
    """Return the value as its column means it; any other raises `ValueError`, for addresses are anybody's to write."""
    wanted = key.type.python_type
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
        is_meant = wanted is datetime and value.tzinfo is not None
        value = value.astimezone(UTC)
    elif isinstance(value, int) and not isinstance(value, bool):
        is_meant = wanted in (int, float) and abs(value) <= LARGEST_NUMBER
    else:
        is_meant = wanted is float and isinstance(value, float) and isfinite(value)
    if not is_meant:
        raise ValueError("A cursor holds what its columns hold.")
    return value
