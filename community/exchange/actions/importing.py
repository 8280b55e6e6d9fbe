"""Take lines in batches, each in one transaction: good lines are kept, bad ones come back with their reason.

Lines whose parent is not there yet are remembered by place and read again when all others are in. Nothing is announced:
nobody is told of what was imported; the index and the needs engine are, by jobs.
"""

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from sqlalchemy import select

from community.core.database import db
from community.core.transaction import transaction
from community.exchange.actions.people import Directory
from community.exchange.actions.placing import Batch
from community.exchange.lines import BadLineError, ImportLine, read_line
from community.products.models import Product
from community.reviews.actions import recount_score

BATCH = 500


@dataclass
class Outcome:
    """What became of the lines; `bad` holds (line number, reason)."""

    added: int = 0
    unchanged: int = 0
    bad: list[tuple[int, str]] = field(default_factory=list)


class Importer:
    """One run over one file."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._directory = Directory()
        self._seen: set[int] = set()
        self._again: frozenset[int] = frozenset()
        self._waiting = array("q")
        self._products: set[int] = set()
        self.outcome = Outcome()

    def run(self) -> Iterator[int]:
        """Do it all; yields how many bytes of the file are through, for a progress bar."""
        yield from self._take(self._all_lines())
        while self._waiting:
            before, again = self.outcome.added, self._waiting
            self._waiting = array("q")
            yield from self._take(self._lines_at(again))
            if self.outcome.added == before:
                break
        for number, _ in _pairs(self._waiting):
            self.outcome.bad.append((number, "there is no such parent"))
        self._waiting = array("q")
        with transaction():
            for product in db.session.scalars(select(Product).where(Product.id.in_(self._products)).with_for_update()):
                recount_score(product)
        self.outcome.bad.sort()

    def _take(self, lines: Iterable[tuple[int, int, bytes]]) -> Iterator[int]:
        batch: list[tuple[int, int, ImportLine]] = []
        place = 0
        for number, place, raw in lines:
            line = self._read(number, place, raw)
            if line is not None:
                batch.append((number, place, line))
            if len(batch) >= BATCH:
                self._place(batch)
                batch = []
                yield place
        self._place(batch)
        yield place

    def _read(self, number: int, place: int, raw: bytes) -> ImportLine | None:
        if not raw.strip():
            return None
        try:
            line = read_line(raw)
        except BadLineError as error:
            self.outcome.bad.append((number, str(error)))
            return None
        mark = hash(line.id)
        if mark in self._seen and number not in self._again:
            self.outcome.bad.append((number, f"the id {line.id!r} stands in this file already"))
            return None
        self._seen.add(mark)
        return line

    def _place(self, lines: list[tuple[int, int, ImportLine]]) -> None:
        if not lines:
            return
        with transaction():
            batch = Batch([(number, line) for number, _, line in lines], self._directory)
            batch.place()
        self.outcome.added += batch.added
        self.outcome.unchanged += batch.unchanged
        self.outcome.bad += batch.bad
        self._products |= batch.rated_products
        places = {number: place for number, place, _ in lines}
        for number in batch.waiting:
            self._waiting.extend((number, places[number]))

    def _all_lines(self) -> Iterator[tuple[int, int, bytes]]:
        place = self._file.tell()
        for number, raw in enumerate(self._file, start=1):
            yield number, place, raw
            place += len(raw)

    def _lines_at(self, waiting: "array[int]") -> Iterator[tuple[int, int, bytes]]:
        self._again = frozenset(number for number, _ in _pairs(waiting))
        for number, place in _pairs(waiting):
            self._file.seek(place)
            yield number, place, self._file.readline()


def _pairs(waiting: "array[int]") -> Iterator[tuple[int, int]]:
    return zip(waiting[::2], waiting[1::2], strict=True)
