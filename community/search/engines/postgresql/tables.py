"""The tables of the index: made, filled and removed here, known to no migration, for they can be made anew at any time."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import text

from community.core import language
from community.core.database import db

VERSION = 2
MAINTENANCE_MEMORY = "256MB"
WRITERS, MAKERS = 7_103_001, 7_103_002
"""Numbers of the advisory locks of whoever writes the index in use, and of whoever makes tables."""

_MAKE = """
CREATE SCHEMA IF NOT EXISTS search_index;
CREATE TABLE IF NOT EXISTS search_index.build (
    number integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    generation text NOT NULL,
    is_current boolean NOT NULL DEFAULT false,
    worked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    posts bigint NOT NULL DEFAULT 0,
    words bigint NOT NULL DEFAULT 0,
    pieces bigint NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX IF NOT EXISTS one_is_current ON search_index.build (is_current) WHERE is_current;
"""
# Rows are kept narrow, all long values aside: of most posts that match nothing but the number is read.
_MAKE_BUILD = """
CREATE TABLE search_index.document_{number} (
    post_id integer PRIMARY KEY,
    stamp text NOT NULL,
    facts text[] NOT NULL,
    word_count integer NOT NULL,
    piece_count integer NOT NULL,
    title text NOT NULL,
    words text NOT NULL,
    kept_pieces bytea NOT NULL,
    terms tsvector NOT NULL,
    pieces text[] NOT NULL
) WITH (toast_tuple_target = 128);
CREATE TABLE search_index.term_{number} (lexeme text PRIMARY KEY, posts bigint NOT NULL);
"""
_FINISH = """
CREATE INDEX ON search_index.document_{number} USING gin (terms);
CREATE INDEX ON search_index.document_{number} USING gin (pieces);
INSERT INTO search_index.term_{number}
    SELECT word, ndoc FROM ts_stat('SELECT terms FROM search_index.document_{number}') WHERE left(word, 1) NOT IN ('e', 'n')
    UNION ALL
    SELECT piece, count(*) FROM search_index.document_{number}, unnest(pieces) AS piece GROUP BY piece;
UPDATE search_index.build
    SET (posts, words, pieces) = (
        SELECT count(*), coalesce(sum(word_count), 0), coalesce(sum(piece_count), 0) FROM search_index.document_{number}
    )
    WHERE number = {number};
ANALYZE search_index.document_{number};
ANALYZE search_index.term_{number};
"""
_REMOVE = """
DROP TABLE IF EXISTS search_index.document_{number};
DROP TABLE IF EXISTS search_index.term_{number};
"""


def generation() -> str:
    """Return the versions that an index must have been built with to be read."""
    return f"{language.VERSION}.{VERSION}"


def run(statement: str, build: int | None = None, **values: Any) -> Any:
    """Execute a statement; `{number}` in it is the build's."""
    written = statement if build is None else statement.replace("{number}", str(build))
    return db.session.execute(text(written), values)


def run_for_each(statement: str, number: int, rows: Sequence[Mapping[str, Any]]) -> None:
    """Execute a statement for each row of values."""
    if rows:
        db.session.execute(text(statement.replace("{number}", str(number))), rows)


def _run_all(statements: str, number: int | None = None) -> None:
    for statement in filter(str.strip, statements.split(";\n")):
        run(statement, number)


def make() -> None:
    """Make the schema and the list of builds, if they are missing."""
    if run("SELECT to_regclass('search_index.build')").scalar() is None:
        run("SELECT pg_advisory_xact_lock(:lock)", lock=MAKERS)
        _run_all(_MAKE)


def make_build() -> int:
    """Make the tables of a new build, without indexes; return its number."""
    number = run("INSERT INTO search_index.build (generation) VALUES (:made) RETURNING number", made=generation())
    built = int(number.scalar_one())
    _run_all(_MAKE_BUILD, built)
    return built


def finish_build(number: int) -> None:
    """Index and count what was filled in."""
    run(f"SET LOCAL maintenance_work_mem = '{MAINTENANCE_MEMORY}'")
    _run_all(_FINISH, number)


def use(number: int) -> None:
    """Make this build the one in use and remove the others."""
    run("UPDATE search_index.build SET is_current = false WHERE is_current")
    run("UPDATE search_index.build SET is_current = true WHERE number = :number", number=number)
    remove_others(number)


def remove_others(number: int) -> None:
    """Remove all builds but one."""
    others = run("SELECT number FROM search_index.build WHERE number <> :number", number=number).scalars().all()
    for other in others:
        remove(other)


def remove(number: int) -> None:
    """Remove a build."""
    _run_all(_REMOVE, number)
    run("DELETE FROM search_index.build WHERE number = :number", number=number)


def current() -> tuple[int, int, int, int] | None:
    """Return number and sums of the build in use if it is of this version, or None.

    Compiling a query (jit) costs some hundred times what any of ours does.
    """
    row = run(
        "SELECT number, posts, words, pieces, set_config('jit', 'off', true)"
        " FROM search_index.build WHERE is_current AND generation = :made",
        made=generation(),
    ).one_or_none()
    return tuple(row[:4]) if row else None
