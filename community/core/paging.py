"""Pages by key: the next page starts after the last row, so page one thousand costs what page one costs."""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from math import isfinite
from typing import Any, Generic, TypeVar

from sqlalchemy import Select, literal, tuple_
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
) -> Page[Row]:
    """Return the page at the cursor; the last key must be unique. A cursor that makes no sense means the first page.

    `keys` are columns of the selected entity and all run in one direction. One statement, `size + 1` rows.
    """
    backwards, values = _read_cursor(cursor, keys)
    descending = newest_first != backwards
    if values is not None:
        bound = tuple_(*(literal(value, key.type) for key, value in zip(keys, values, strict=True)))
        rows = rows.where(tuple_(*keys) < bound if descending else tuple_(*keys) > bound)
    rows = rows.order_by(None).order_by(*(key.desc() if descending else key.asc() for key in keys))
    found = list(db.session.scalars(rows.limit(size + 1)).unique())
    has_more = len(found) > size
    found = found[:size]
    if backwards:
        found.reverse()
    return _with_cursors(found, keys, is_later=values is not None, backwards=backwards, has_more=has_more)


def cursor_after(row: object, keys: Sequence[InstrumentedAttribute[Any]]) -> str:
    """Return the cursor of the page that begins behind this row."""
    return _write_cursor("n", row, keys)


def _with_cursors(
    found: list[Row], keys: Sequence[InstrumentedAttribute[Any]], *, is_later: bool, backwards: bool, has_more: bool
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
