"""Keep the index equal to what the database shows."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass

from community.search.documents import IndexedPost
from community.search.engines import Holding, IndexBusyError, IndexUnavailableError, engine
from community.search.queries import indexing

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Drift:
    """How the index differs from the database: ids that it lacks, has too many of, or holds in an old state."""

    missing: tuple[int, ...]
    extra: tuple[int, ...]
    stale: tuple[int, ...]

    def __bool__(self) -> bool:
        """Whether there is any difference."""
        return bool(self.missing or self.extra or self.stale)


def index_posts(ids: tuple[int, ...]) -> None:
    """Bring these posts, and all below them, up to date in the index; without an index, build it."""
    try:
        with engine().writing() as index:
            for chunk in indexing.chunks(ids):
                for part in indexing.chunks(indexing.with_those_below(chunk)):
                    _bring_up_to_date(index, part)
    except IndexUnavailableError:
        rebuild()


def rebuild() -> int | None:
    """Build the index anew beside the old one and swap it in whole; return how many posts it holds.

    None if another process is building already. What changes meanwhile goes into the old index; before the swap, with
    all writers waiting, the new one is compared with the database and brought up to date.
    """
    try:
        with engine().building() as build:
            written = build.fill(indexing.posts_to_index())
            with engine().replacing(build):
                _repair(build, drift_of(build))
    except IndexBusyError:
        return None
    logger.info("the index was built anew with %s posts", written)
    return written


def keep_whole() -> None:
    """Build the index anew if there is none that can be read.

    One that a reader found broken is read through first: a fault of ours must not make us build for ever.
    """
    if not engine().is_usable() and not engine().heal():
        rebuild()


def check() -> Drift:
    """Compare the index with the database and repair it; raise `IndexUnavailableError` if there is none."""
    with engine().writing() as index:
        drift = drift_of(index)
        _repair(index, drift)
    return drift


def drift_of(index: Holding) -> Drift:
    """Compare an index with the database."""
    there, wanted = dict(index.stamps()), indexing.stamps()
    return Drift(
        missing=tuple(sorted(wanted.keys() - there.keys())),
        extra=tuple(sorted(there.keys() - wanted.keys())),
        stale=tuple(sorted(one for one, stamp in wanted.items() if one in there and there[one] != stamp)),
    )


def _repair(index: Holding, drift: Drift) -> None:
    if drift:
        index.change(_posts((*drift.missing, *drift.stale)), gone=(*drift.extra, *drift.stale))


def _bring_up_to_date(index: Holding, ids: list[int]) -> None:
    wanted, there = indexing.stamps(ids), index.stamps_of(ids)
    changed = [one for one, stamp in wanted.items() if there.get(one) != stamp]
    gone = [one for one, stamp in there.items() if wanted.get(one) != stamp]
    if changed or gone:
        index.change(_posts(tuple(changed)), gone=gone)


def _posts(ids: tuple[int, ...]) -> Iterator[IndexedPost]:
    for chunk in indexing.chunks(ids):
        yield from indexing.posts_of(chunk)
