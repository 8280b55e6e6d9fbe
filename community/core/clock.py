"""The one source of the present moment."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_told: ContextVar[datetime | None] = ContextVar("told", default=None)


def now() -> datetime:
    """Return the present moment, aware, in UTC."""
    return _told.get() or datetime.now(UTC)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Make it that moment within the block: for a history that is lived again, with every rule and listener."""
    token = _told.set(moment)
    try:
        yield
    finally:
        _told.reset(token)


def read(text: str) -> datetime | None:
    """Return the aware moment that an ISO 8601 text names, in UTC, or nothing."""
    try:
        moment = datetime.fromisoformat(text)
        return moment.astimezone(UTC) if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None
