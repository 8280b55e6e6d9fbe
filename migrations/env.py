"""How migrations run: in one transaction, on SQLite with foreign keys off around it and checked before the commit.

On SQLite a changed table is rebuilt; with foreign keys on, dropping the old one would delete every row that points to
it by cascade. The pragma works outside a transaction only, hence on the driver's own connection.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import Connection
from sqlalchemy.types import TypeDecorator

database = current_app.extensions["migrate"].db


def run() -> None:
    """Run the migrations on the application's database."""
    engine = database.engine
    with engine.connect().execution_options(writes=True) as connection, _unchecked_keys(connection):
        context.configure(
            connection=connection,
            target_metadata=database.metadata,
            transactional_ddl=True,
            render_item=_render_item,
            process_revision_directives=_make_no_empty_revision,
            **current_app.extensions["migrate"].configure_args,
        )
        with context.begin_transaction():
            context.run_migrations()
            _check_keys(connection)


@contextmanager
def _unchecked_keys(connection: Connection) -> Iterator[None]:
    if connection.dialect.name != "sqlite":
        yield
        return
    driver: Any = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        connection.rollback()
        driver.execute("PRAGMA foreign_keys=ON")


def _check_keys(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise RuntimeError(f"The migration would leave rows that point nowhere; nothing was changed: {broken[:10]}")


def _render_item(kind: str, item: object, autogen_context: object) -> str | bool:
    """Write our own column types as what they are in the database: migrations never import the product."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl_instance!r}"
    return False


def _make_no_empty_revision(migration_context: object, revision: object, directives: list[Any]) -> None:
    if getattr(context.config.cmd_opts, "autogenerate", False) and directives[0].upgrade_ops.is_empty():
        directives[:] = []


if context.is_offline_mode():
    raise SystemExit("Migrations need the database: what they do depends on what is there.")
run()
