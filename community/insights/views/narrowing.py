"""The filters of the board as addresses carry them."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from flask import url_for
from werkzeug.datastructures import MultiDict

from community.core import locale
from community.core.text import clean_line
from community.insights.models import NeedState
from community.insights.queries.filters import NOBODY, SORTS, Filters
from community.web.incoming import row_id

LONGEST_WORDS = 100
LONGEST_NAME = 80
MOST_FIELDS = 20
MOODS = ("negative", "neutral", "positive")


def filters_of(args: MultiDict[str, str]) -> Filters:
    """Read the filters of an address; what makes no sense is left out."""
    return Filters(
        state=_one_of(args.get("state", ""), set(NeedState)),
        product=args.get("product", "")[:LONGEST_NAME],
        language=_one_of(args.get("language", ""), {"fa", "en"}),
        words=clean_line(args.get("q", ""))[:LONGEST_WORDS],
        dismissed=args.get("dismissed") == "1",
        theme=args.get("theme", type=row_id) or 0,
        mood=_one_of(args.get("mood", ""), set(MOODS)),
        owner=NOBODY if args.get("owner") == "nobody" else args.get("owner", type=row_id) or 0,
        organization=clean_line(args.get("organization", ""))[:LONGEST_NAME],
        fields=_fields(args),
        start=locale.read_day(args.get("from", "")),
        end=locale.read_day(args.get("to", "")),
        sort=_one_of(args.get("sort", ""), set(SORTS)) or "weight",
    )


def view_of(args: Mapping[str, str]) -> str:
    """Read whether needs stand in a list or in columns."""
    return "columns" if args.get("view") == "columns" else "list"


def query_of(filters: Filters, view: str) -> dict[str, Any]:
    """Return what an address carries of the filters; empty ones are left out."""
    query = {
        "view": view if view == "columns" else None,
        "state": filters.state,
        "product": filters.product,
        "language": filters.language,
        "q": filters.words,
        "theme": filters.theme,
        "mood": filters.mood,
        "owner": "nobody" if filters.owner == NOBODY else filters.owner,
        "organization": filters.organization,
        "from": filters.start.isoformat() if filters.start else None,
        "to": filters.end.isoformat() if filters.end else None,
        "sort": filters.sort if filters.sort != "weight" else None,
        "dismissed": 1 if filters.dismissed else None,
        **{f"f{field_id}": value for field_id, value in filters.fields},
    }
    return {name: value for name, value in query.items() if value}


def addresses_of(filters: Filters, view: str) -> Callable[..., str]:
    """Return a function that makes the board's address with some of it changed: `address(state="new", after=…)`."""

    def address(**changes: Any) -> str:
        after = changes.pop("after", None)
        shown = changes.pop("view", view)
        return url_for("insights.board", **query_of(replace(filters, **changes), shown), after=after)

    return address


def _one_of(value: str, known: set[Any]) -> str:
    return value if value in known else ""


def _fields(args: MultiDict[str, str]) -> tuple[tuple[int, str], ...]:
    asked = [(name[1:], clean_line(value)[:LONGEST_NAME]) for name, value in args.items() if name[:1] == "f"]
    named = [(name, value) for name, value in asked if name.isascii() and name.isdigit() and len(name) < 9 and value]
    return tuple(sorted((int(name), value) for name, value in named[:MOST_FIELDS]))
