"""Migrations make what the models say, lead both ways, and lose no row."""

import shutil
from pathlib import Path

import flask_migrate
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask, current_app
from sqlalchemy import func, inspect, select

from community.core.database import db
from tests.factories import (
    make_answer,
    make_article,
    make_comment,
    make_draft,
    make_follow,
    make_idea,
    make_member,
    make_organization,
    make_problem,
    make_review,
    make_session,
    make_vote,
)

REBUILDS_MEMBER = '''"""Rebuild the table that most others point to."""

import sqlalchemy as sa
from alembic import op

revision = "rebuild"
down_revision = {after!r}


def upgrade() -> None:
    with op.batch_alter_table("member", recreate="always" if op.get_bind().dialect.name == "sqlite" else "never") as table:
        table.add_column(sa.Column("nickname", sa.String(80), nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("member", recreate="always" if op.get_bind().dialect.name == "sqlite" else "never") as table:
        table.drop_column("nickname")
'''


def test_the_migrations_make_what_the_models_say(bare_app: Flask) -> None:
    flask_migrate.upgrade()

    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, db.metadata) == []


def test_names_of_constraints_are_those_of_the_models(bare_app: Flask) -> None:
    flask_migrate.upgrade()
    migrated = _names()
    db.drop_all()
    db.create_all()

    assert migrated == _names()


def test_all_migrations_lead_back_from_a_filled_database(bare_app: Flask) -> None:
    flask_migrate.upgrade()
    _fill()

    flask_migrate.downgrade(revision="base")

    assert set(inspect(db.engine).get_table_names()) == {"alembic_version"}


def test_a_rebuilt_table_takes_no_row_with_it(bare_app: Flask, tmp_path: Path) -> None:
    flask_migrate.upgrade()
    _fill()
    before = _counts()

    folder = _one_more_migration(tmp_path)
    flask_migrate.upgrade(folder)
    assert "nickname" in {column["name"] for column in inspect(db.engine).get_columns("member")}
    assert _counts() == before
    flask_migrate.downgrade(folder)

    assert _counts() == before
    assert db.session.connection().dialect.name != "sqlite" or _foreign_keys_are_on()


@pytest.mark.sqlite
def test_a_migration_that_would_break_a_reference_changes_nothing(
    bare_app: Flask, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    flask_migrate.upgrade()
    make_problem()
    before = _counts()

    folder = _one_more_migration(tmp_path, body='op.execute("DELETE FROM member")')
    with pytest.raises(SystemExit):
        flask_migrate.upgrade(folder)

    assert "rows that point nowhere" in caplog.text
    assert _counts() == before


def _one_more_migration(folder: Path, body: str = "") -> str:
    """Copy the migrations, add one, and return their folder."""
    copied = folder / "migrations"
    shutil.copytree(current_app.extensions["migrate"].directory, copied)
    text = REBUILDS_MEMBER.format(after=_head())
    if body:
        text = text.replace(text[text.index("    with op") : text.index("\n\n\ndef downgrade")], f"    {body}", 1)
    (copied / "versions" / "rebuild.py").write_text(text)
    return str(copied)


def _head() -> str:
    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() or ""


def _names() -> dict[str, set[str | None]]:
    tables = inspect(db.engine)
    return {
        table: {
            *(one["name"] for one in tables.get_foreign_keys(table)),
            *(one["name"] for one in tables.get_unique_constraints(table)),
            *(one["name"] for one in tables.get_check_constraints(table)),
            *(one["name"] for one in tables.get_indexes(table)),
            tables.get_pk_constraint(table)["name"],
        }
        for table in db.metadata.tables
    }


def _fill() -> None:
    member = make_member(organization=make_organization())
    make_session(member=member)
    answer = make_answer(problem=make_problem(by=member), accepted=True)
    make_comment(on=answer, by=member)
    make_comment(on=make_review(by=member), official=True)
    make_vote(on=make_idea(), by=member)
    make_follow(on=make_article(problem=answer.thread), by=member)
    make_draft(by=member)
    db.session.rollback()


def _counts() -> dict[str, int]:
    db.session.rollback()
    counts = {
        name: db.session.scalar(select(func.count()).select_from(table)) or 0
        for name, table in db.metadata.tables.items()
    }
    db.session.rollback()
    return counts


def _foreign_keys_are_on() -> bool:
    return db.session.connection().exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
