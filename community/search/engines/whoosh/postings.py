"""Reading the index: one opened state of it, held by the process and refreshed when the worker has written.

Only posting lists, frequencies and kept fields are read; scoring is ours. Whoosh's own costs some twenty times as much
for questions of ten words, and one of its shortcuts can loop for ever.
"""

import logging
import threading
import time
from array import array
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from traceback import format_exc
from typing import Any, TypeVar

from community.search.engines.protocol import IndexUnavailableError
from community.search.engines.whoosh import folder, schema
from community.search.postings import Kept

logger = logging.getLogger(__name__)

Result = TypeVar("Result")
SECONDS_BETWEEN_LOOKS = 1.0
MOST_FILTERS = 64
MOST_REMEMBERED = 2_000_000


class Postings:
    """One opened state of the index; its numbers stand for posts and mean nothing outside it.

    `size` counts also posts taken out since the last merge, as the frequencies do; `ids` gives the post of a number.
    """

    def __init__(self, reader: Any) -> None:
        self.reader = reader
        self._leaves = reader.leaf_readers()
        self._remembered: dict[tuple[str, str], array[int]] = {}
        self._left = MOST_REMEMBERED
        self._fits = lru_cache(maxsize=MOST_FILTERS)(self._fitting)
        self.size = int(reader.doc_count_all())
        self.ids = self._ids()

    def _ids(self) -> "array[int]":
        """Return the post that each number stands for."""
        ids = array("I")
        for leaf, _ in self._leaves:
            if leaf.doc_count_all():
                ids.extend(leaf.column_reader("post_id").load())
        return ids

    def mean_length(self, field: str) -> float:
        """Return how many terms a post has in the field, on average."""
        return max(1.0, float(self.reader.field_length(field)) / max(1, self.size))

    def frequency(self, field: str, term: str) -> int:
        """Return in how many posts the term occurs."""
        return sum(leaf.doc_frequency(field, term) for leaf, _ in self._leaves)

    def numbers(self, field: str, term: str) -> Sequence[int]:
        """Return the posts in which the term occurs; lists read lately are remembered, up to MOST_REMEMBERED numbers."""
        key = (field, term)
        known = self._remembered.pop(key, None)
        if known is None:
            known = array("I")
            for leaf, first in self._leaves:
                if leaf.doc_frequency(field, term):
                    known.extend(first + number for number in leaf.postings(field, term).all_ids())
            self._left -= len(known)
        self._remembered[key] = known
        while self._left < 0:
            self._left += len(self._remembered.pop(next(iter(self._remembered))))
        return known

    def kept(self, number: int) -> Kept:
        """Return what is kept of a post: id, stamp, title's terms, all terms, pieces."""
        kept: Kept = self.reader.stored_fields(number)["kept"]
        return kept

    def stamps(self) -> Iterator[tuple[int, str]]:
        """Go over all posts: id and stamp."""
        for number in self.reader.all_doc_ids():
            post_id, stamp, *_ = self.kept(number)
            yield post_id, stamp

    def is_there(self, number: int) -> bool:
        """Whether the post has not been taken out or replaced meanwhile."""
        return not self.reader.is_deleted(number)

    def fits(self, facts: list[list[str]]) -> bytearray:
        """Return for each number whether the post is still there and has, of each list, at least one fact."""
        return self._fits(tuple(tuple(either) for either in facts))

    def _fitting(self, facts: tuple[tuple[str, ...], ...]) -> bytearray:
        fits = bytearray(self.size)
        for number in self.reader.all_doc_ids():
            fits[number] = 1
        for either in facts:
            having = {number for fact in either for number in self.numbers("facts", fact)}
            fits = bytearray(fit and number in having for number, fit in enumerate(fits))
        return fits


class _Held:
    """The state that this process has open."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.build: Path | None = None
        self.postings: Postings | None = None
        self.generation = -1
        self.looked_at = 0.0

    def fresh(self) -> Postings:
        """Return the newest state, opened anew only when something was written."""
        build = folder.current()
        if self.postings is None or build != self.build:
            return self._open(build)
        if time.monotonic() - self.looked_at >= SECONDS_BETWEEN_LOOKS:
            self._refresh(build)
        return self.postings

    def forget(self) -> None:
        self.build = self.postings = None

    def _open(self, build: Path) -> Postings:
        index = schema.open_build(build)
        self.generation = index.latest_generation()
        self.build, self.looked_at = build, time.monotonic()
        self.postings = Postings(index.reader())
        return self.postings

    def _refresh(self, build: Path) -> None:
        """Open the newest state, if there is a newer one; Whoosh's reuse of the old reader would keep deleted posts."""
        if schema.open_build(build).latest_generation() != self.generation:
            self._open(build)
        self.looked_at = time.monotonic()


_held = _Held()


def read(reading: Callable[[Postings], Result]) -> Result:
    """Return what the function reads from the newest state; `IndexUnavailableError` where none can be read.

    One reader serves the process, and its files have one position each: readings take turns. A build that fails to
    read, though it is still the one in use, is marked for the worker.
    """
    with _held.lock:
        try:
            return reading(_held.fresh())
        except IndexUnavailableError:
            _held.forget()
            raise
        except Exception:  # noqa: BLE001 - a damaged folder fails in any way: pickle, struct, zlib, operating system, Whoosh
            return _once_more(reading)


def _once_more(reading: Callable[[Postings], Result]) -> Result:
    """Read again with everything opened anew: the build may have been swapped under the reader."""
    _held.forget()
    build = folder.current()
    try:
        return reading(_held.fresh())
    except IndexUnavailableError:
        raise
    except Exception as error:
        logger.error("the index in %s cannot be read:\n%s", build, format_exc())  # noqa: TRY400 - a kept traceback keeps files open
        folder.mark_broken(build)
        _held.forget()
        raise IndexUnavailableError("the index is broken") from error


def look_again() -> None:
    """Look for what was written, at the next reading (after the worker's own writing, and in tests)."""
    _held.looked_at = 0.0
