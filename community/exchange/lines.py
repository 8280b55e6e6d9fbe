"""One line of an import file: what it must hold, and why it is refused."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from community.core import clock, text
from community.posts.models import Kind

HEADS = frozenset({Kind.PROBLEM, Kind.REVIEW, Kind.IDEA, Kind.ARTICLE})
LONGEST_ID = 200
LONGEST_NAME = 80
DERIVED_TITLE = 80
_SLUG = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*", re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-z]{2,3}")


class BadLineError(ValueError):
    """A line that cannot be taken; the message says why."""


@dataclass(frozen=True, slots=True)
class ImportLine:
    """One contribution, checked by itself; what it refers to is looked up later."""

    id: str
    kind: Kind
    text: str
    title: str
    at: datetime
    author: str | None
    author_name: str | None
    organization: str | None
    product: str | None
    rating: int | None
    parent: str | None
    accepted: bool
    language: str | None
    pros: str
    cons: str
    state: str

    @property
    def language_of_author(self) -> str:
        """The language to speak to a new author in."""
        return "en" if self.language == "en" else "fa"


def read_line(raw: bytes) -> ImportLine:
    """Check one line and return what it says, or raise `BadLineError`."""
    fields = _object(raw)
    kind = _kind(fields)
    body = _text(fields, "text", most=text.LONGEST_SOURCE, required=True) or ""
    line = ImportLine(
        id=_identifier(fields, "id", required=True) or "",
        kind=kind,
        text=body,
        title=_title(fields, kind, body),
        at=_moment(fields),
        author=_identifier(fields, "author"),
        author_name=_text(fields, "author_name", most=LONGEST_NAME),
        organization=_text(fields, "organization", most=LONGEST_NAME),
        product=_matching(fields, "product", _SLUG, "a slug such as modem-r3"),
        rating=_rating(fields, kind),
        parent=_identifier(fields, "parent"),
        accepted=_flag(fields, "accepted"),
        language=_matching(fields, "lang", _LANGUAGE, "a language code such as fa"),
        pros=_text(fields, "pros", most=text.LONGEST_SOURCE) or "",
        cons=_text(fields, "cons", most=text.LONGEST_SOURCE) or "",
        state=_state(fields),
    )
    _check_together(line)
    return line


def _check_together(line: ImportLine) -> None:
    if line.kind in HEADS and line.parent is not None:
        raise BadLineError(f"a {line.kind} has no parent")
    if line.kind not in HEADS and line.parent is None:
        raise BadLineError(f"{line.kind} without parent")
    if line.kind == Kind.REVIEW and line.product is None:
        raise BadLineError("review without product")
    if line.accepted and line.kind != Kind.ANSWER:
        raise BadLineError("only an answer can be accepted")


def _object(raw: bytes) -> dict[str, Any]:
    try:
        fields = json.loads(raw)
    except UnicodeDecodeError as error:
        raise BadLineError("not UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise BadLineError("not JSON") from error
    if not isinstance(fields, dict):
        raise BadLineError("not a JSON object")
    return fields


def _kind(fields: dict[str, Any]) -> Kind:
    try:
        return Kind(str(fields.get("kind")))
    except ValueError as error:
        raise BadLineError(f"unknown kind {_shortly(fields.get('kind'))}") from error


def _identifier(fields: dict[str, Any], name: str, *, required: bool = False) -> str | None:
    value = fields.get(name)
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    return _string(name, value, LONGEST_ID, text.clean_line, required=required)


def _text(fields: dict[str, Any], name: str, *, most: int, required: bool = False) -> str | None:
    cleaner = text.clean_line if most == LONGEST_NAME else text.clean
    return _string(name, fields.get(name), most, cleaner, required=required)


def _string(name: str, value: Any, most: int, cleaner: Callable[[str], str], *, required: bool) -> str | None:
    if value is not None and not isinstance(value, str):
        raise BadLineError(f"{name} must be a string")
    value = cleaner(value) if value else None
    if required and not value:
        raise BadLineError(f"{name} is missing or empty")
    if value and len(value) > most:
        raise BadLineError(f"{name} is longer than {most} characters")
    return value or None


def _title(fields: dict[str, Any], kind: Kind, body: str) -> str:
    """Return the title; a head without one gets the first words of its text."""
    title = _string("title", fields.get("title"), text.LONGEST_TITLE, text.clean_line, required=False)
    if title or kind not in HEADS:
        return title or ""
    return text.excerpt(text.render(body).plain, DERIVED_TITLE) or text.excerpt(body, DERIVED_TITLE)


def _moment(fields: dict[str, Any]) -> datetime:
    value = fields.get("at")
    if value is None:
        return clock.now()
    try:
        at = datetime.fromisoformat(value)
        at = (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (TypeError, ValueError, OverflowError) as error:
        raise BadLineError(f"at must be an ISO 8601 moment, not {_shortly(value)}") from error
    if at > clock.now() + timedelta(days=1) or at.year < 1970:
        raise BadLineError(f"at lies outside of time: {_shortly(value)}")
    return at


def _rating(fields: dict[str, Any], kind: Kind) -> int | None:
    value = fields.get("rating")
    if value is None:
        return None
    if kind != Kind.REVIEW:
        raise BadLineError("only a review has a rating")
    if isinstance(value, bool) or not isinstance(value, int | float) or value not in (1, 2, 3, 4, 5):
        raise BadLineError(f"rating must be a whole number from 1 to 5, not {_shortly(value)}")
    return int(value)


def _flag(fields: dict[str, Any], name: str) -> bool:
    value = fields.get(name)
    if value is not None and not isinstance(value, bool):
        raise BadLineError(f"{name} must be true or false")
    return bool(value)


def _state(fields: dict[str, Any]) -> str:
    value = fields.get("state", "visible")
    if value not in ("visible", "pending", "hidden", "removed"):
        raise BadLineError(f"unknown state {_shortly(value)}")
    return str(value)


def _matching(fields: dict[str, Any], name: str, pattern: re.Pattern[str], meant: str) -> str | None:
    value = _string(name, fields.get(name), LONGEST_NAME, text.clean_line, required=False)
    if value is not None and not pattern.fullmatch(value):
        raise BadLineError(f"{name} must be {meant}, not {_shortly(value)}")
    return value.lower() if value else None


def _shortly(value: object) -> str:
    return repr(value)[:60]
