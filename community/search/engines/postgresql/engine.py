"""The PostgreSQL engine: the build in use, its readers and its writer under one name."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy.exc import OperationalError, ProgrammingError

from community.core.database import db
from community.core.transaction import transaction
from community.search.engines.lexical import asking
from community.search.engines.lexical.asking import Shelf
from community.search.engines.postgresql import tables
from community.search.engines.postgresql.shelf import PostgreSQLShelf
from community.search.engines.postgresql.writing import Build
from community.search.engines.protocol import Holding, IndexBusyError, IndexUnavailableError, Spelling
from community.search.resemblance import Resembling
from community.search.sought import Found, Scope, Sought

Result = TypeVar("Result")
LONGEST_WAIT = "120s"
LONGEST_PAUSE = "10 minutes"
"""A builder that wrote nothing for so long has died."""


class PostgreSQLEngine:
    """An index in the database itself."""

    def find(self, sought: Sought, scope: Scope) -> Found:
        """Return the matching posts of the scope, best first."""
        return _read(lambda shelf: asking.find(shelf, sought, scope))

    def closest(self, text: str, *, facts: list[list[str]], limit: int) -> list[Resembling]:
        """Return the posts that resemble the text most, best first."""
        return _read(lambda shelf: asking.closest(shelf, text, facts=facts, limit=limit))

    def beginning(self, sought: Sought, scope: Scope, *, limit: int) -> list[int]:
        """Return the newest posts in whose titles every sought word is, or begins a word."""
        return _read(lambda shelf: asking.beginning(shelf, sought, scope, limit=limit))

    def spellings(self, word: str) -> list[Spelling]:
        """Return the known words within one slip of a word."""
        return _read(lambda shelf: asking.spellings(shelf, word))

    def is_usable(self) -> bool:
        """Whether there is a build of this version."""
        try:
            return _read(lambda shelf: True)
        except IndexUnavailableError:
            return False

    def heal(self) -> bool:
        """There is nothing to heal: a damaged table is the database's matter."""
        return False

    @contextmanager
    def writing(self) -> Iterator[Holding]:
        """Be the only writer of the build in use, in one transaction."""
        with transaction():
            tables.make()
            _wait_for_writers()
            build = tables.current()
            if build is None:
                raise IndexUnavailableError("there is no index of this version")
            yield Build(build[0])

    @contextmanager
    def building(self) -> Iterator[Holding]:
        """Be the only one who builds anew; what an earlier builder left behind is removed."""
        with transaction():
            tables.make()
            if _is_being_built():
                raise IndexBusyError("another process is building")
            build = Build(tables.make_build())
        try:
            yield build
        except BaseException:
            with transaction():
                tables.remove(build.number)
            raise

    @contextmanager
    def replacing(self, build: Holding) -> Iterator[None]:
        """Put what was built into the place of the build in use."""
        if not isinstance(build, Build):
            raise TypeError(build)
        with transaction():
            _wait_for_writers()
            yield
            tables.use(build.number)


def _read(reading: Callable[[Shelf], Result]) -> Result:
    """Return what is read from the build in use; without one the transaction goes on as before."""
    try:
        with db.session.begin_nested():
            build = tables.current()
            if build is None:
                raise IndexUnavailableError("there is no index of this version")
            return reading(PostgreSQLShelf(*build))
    except ProgrammingError as error:  # a table is not there, or not any more
        raise IndexUnavailableError("there is no index") from error


def _wait_for_writers() -> None:
    try:
        tables.run(f"SET LOCAL lock_timeout = '{LONGEST_WAIT}'")
        tables.run("SELECT pg_advisory_xact_lock(:lock)", lock=tables.WRITERS)
    except OperationalError as error:
        raise IndexBusyError("another process is writing") from error


def _is_being_built() -> bool:
    tables.run("LOCK TABLE search_index.build IN SHARE ROW EXCLUSIVE MODE")
    return bool(
        tables.run(
            "SELECT EXISTS (SELECT FROM search_index.build WHERE NOT is_current"
            " AND worked_at > clock_timestamp() - CAST(:pause AS interval))",
            pause=LONGEST_PAUSE,
        ).scalar()
    )
