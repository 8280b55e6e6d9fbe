"""The only module that commits."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine

from community.core.database import db

_OPEN = "transaction is open"


@contextmanager
def transaction() -> Iterator[None]:
    """Commit what the block did, or undo it all if it raised.

    Opened by entry points only (views, commands, jobs), never nested. It ends any read that went before, so rows
    that the block changes are loaded inside it, with `for_update=True`.
    """
    session = db.session()
    if session.info.get(_OPEN):
        raise RuntimeError("transaction() is opened by entry points only, and is never nested")
    session.rollback()
    session.info[_OPEN] = True
    try:
        session.connection(execution_options={"writes": True})
        yield
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info[_OPEN] = False


@contextmanager
def transaction_aside(engine: Engine) -> Iterator[Connection]:
    """Commit what the block does on a connection of its own: for a thread that stands beside the session's."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        yield connection
