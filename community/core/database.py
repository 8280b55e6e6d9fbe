"""Session, base class and column types: SQLAlchemy, wrapped once.

SQLite runs in WAL with `synchronous=FULL`, so an acknowledged commit survives a power loss, and its driver's own
transaction handling is off: `transaction()` begins writing ones with BEGIN IMMEDIATE, reads begin deferred.
"""

from datetime import UTC, datetime
from typing import Annotated, Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Dialect, Engine, MetaData, String, Text, event
from sqlalchemy.engine import Connection
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import DeclarativeBase, mapped_column, registry
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import JSON, TypeDecorator

from community.core import clock

BUSY_TIMEOUT_MS = 5000
CACHE_KIB = 8000  # for each connection; with SQLite's 2,000 home takes half as long again over a million posts
NAMING_CONVENTION = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, stored in UTC; a naive one is refused with `ValueError`."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @property
    def python_type(self) -> type[datetime]:
        """Tell what its values are."""
        return datetime

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive moments, store the others in UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A moment without a time zone cannot be stored.")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give back an aware moment; SQLite forgets the zone."""
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=UTC)


Json = dict[str, Any]
Id = Annotated[int, mapped_column(primary_key=True)]
Name = Annotated[str, mapped_column(String(80))]
Title = Annotated[str, mapped_column(String(160))]
Slug = Annotated[str, mapped_column(String(80))]
Body = Annotated[str, mapped_column(Text)]
CreatedAt = Annotated[datetime, mapped_column(default=clock.now)]


class Base(DeclarativeBase):
    """What every table inherits: names of constraints and the meaning of Python types."""

    registry = registry(
        metadata=MetaData(naming_convention=NAMING_CONVENTION),
        type_annotation_map={datetime: UtcDateTime, Json: JSON, list[str]: JSON, list[Any]: JSON},
    )


db = SQLAlchemy(model_class=Base, session_options={"join_transaction_mode": "create_savepoint"})


def is_sqlite() -> bool:
    """Whether the session talks to SQLite."""
    return db.engine.dialect.name == "sqlite"


def read_alone() -> None:
    """Let the session, before it has asked anything, read without a transaction around it: for one statement only."""
    db.session.connection(execution_options={"alone": True})


@event.listens_for(Engine, "connect")
def _prepare_connection(connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
    """Set SQLite's pragmas and take the transactions into our own hands."""
    if not type(connection).__module__.startswith("sqlite3"):
        return
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute(f"PRAGMA cache_size=-{CACHE_KIB}")
    cursor.close()


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    """Begin in SQLite with the lock the block needs: a read that turns into a write would fail at once."""
    options = connection.get_execution_options()
    if connection.dialect.name == "sqlite" and not options.get("alone", False):
        writes = options.get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
