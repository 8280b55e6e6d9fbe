"""Listen to what is announced while a test runs."""

from collections.abc import Iterator
from contextlib import contextmanager

from community.core import events


@contextmanager
def heard(event_type: type) -> Iterator[list[object]]:
    """Give the list of announced events of this class, as it grows."""
    told: list[object] = []

    def listen(event: object) -> None:
        told.append(event)

    with events._signal_of(event_type).connected_to(listen):
        yield told
