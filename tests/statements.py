"""Count what the database is asked."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event

NOT_COUNTED = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")
INDEX = "search_index."
"""The index of search on PostgreSQL; what it asks of itself its own tests count, as they do for the one in a folder."""


@contextmanager
def at_most_queries(most: int) -> Iterator[list[str]]:
    """Fail if the block asks the database more often; gives the list of statements as it grows."""
    statements: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        if not statement.startswith(NOT_COUNTED) and INDEX not in statement:
            statements.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    shown = "\n\n".join(statements)
    assert len(statements) <= most, f"{len(statements)} statements where {most} are allowed:\n\n{shown}"
