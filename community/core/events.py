"""What happened, told upwards: typed events over blinker.

An event is a frozen dataclass in a package's `events.py`. Listeners run inside the teller's transaction.
"""

from collections.abc import Callable
from typing import TypeVar

from blinker import NamedSignal, Namespace

from community.core.database import db

Event = TypeVar("Event")
_signals = Namespace()


def announce(event: object) -> None:
    """Tell the listeners of the event's class; the session is flushed first, so rows carry their ids."""
    db.session.flush()
    _signal_of(type(event)).send(event)


def listen(event_type: type[Event]) -> Callable[[Callable[[Event], None]], Callable[[Event], None]]:
    """Call the decorated function for every announced event of this class."""

    def connect(listener: Callable[[Event], None]) -> Callable[[Event], None]:
        _signal_of(event_type).connect(listener, weak=False)
        return listener

    return connect


def _signal_of(event_type: type) -> NamedSignal:
    return _signals.signal(f"{event_type.__module__}.{event_type.__qualname__}")
