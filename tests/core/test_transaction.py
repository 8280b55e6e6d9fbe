"""`transaction()` commits all or nothing, is never nested, and begins anew."""

import threading

import pytest
from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.exc import OperationalError

from community.core.database import db, is_sqlite
from community.core.transaction import transaction
from community.members.models import Organization


def _names() -> list[str]:
    return list(db.session.scalars(select(Organization.name).order_by(Organization.name)))


def test_what_the_block_did_is_kept() -> None:
    with transaction():
        db.session.add(Organization(name="A"))

    db.session.rollback()
    assert _names() == ["A"]


def test_a_block_that_raises_leaves_nothing() -> None:
    with pytest.raises(KeyboardInterrupt), transaction():
        db.session.add(Organization(name="A"))
        db.session.flush()
        raise KeyboardInterrupt

    assert _names() == []


def test_it_is_never_nested() -> None:
    with pytest.raises(RuntimeError, match="never nested"), transaction(), transaction():
        pass


def test_it_can_be_opened_again_after_a_failure() -> None:
    with pytest.raises(ValueError, match="no"), transaction():
        raise ValueError("no")

    with transaction():
        db.session.add(Organization(name="A"))

    assert _names() == ["A"]


def test_rows_read_before_are_read_again_inside(own_app: Flask) -> None:
    with transaction():
        db.session.add(Organization(name="A"))
    stale = db.session.scalars(select(Organization)).one()
    assert stale.name == "A"

    _elsewhere(own_app, "UPDATE organization SET name = 'B'")

    with transaction():
        assert stale.name == "B"


def test_counters_raised_by_many_at_once_lose_nothing(own_app: Flask) -> None:
    with transaction():
        db.session.add(Organization(name="0"))
    db.session.remove()

    def raise_it() -> None:
        with own_app.app_context():
            for _ in range(10):
                with transaction():
                    row = db.session.scalars(select(Organization).with_for_update()).one()
                    row.name = str(int(row.name) + 1)

    threads = [threading.Thread(target=raise_it) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert _names() == ["40"]


@pytest.mark.sqlite
def test_sqlite_keeps_what_was_acknowledged_and_checks_keys(own_app: Flask) -> None:
    assert is_sqlite()
    pragmas = {
        name: db.session.connection().exec_driver_sql(f"PRAGMA {name}").scalar()
        for name in ("journal_mode", "synchronous", "foreign_keys")
    }

    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


@pytest.mark.sqlite
def test_a_reader_never_waits_for_a_writer(own_app: Flask) -> None:
    with transaction():
        db.session.add(Organization(name="A"))
        db.session.flush()
        counted: list[int | None] = []

        def read() -> None:
            with own_app.app_context():
                counted.append(db.session.scalar(select(func.count()).select_from(Organization)))

        thread = threading.Thread(target=read)
        thread.start()
        thread.join(timeout=2)

    assert counted == [0]


@pytest.mark.sqlite
def test_a_second_writer_waits_and_then_is_told(own_app: Flask) -> None:
    errors: list[Exception] = []

    def write() -> None:
        with own_app.app_context():
            db.session.execute(text("PRAGMA busy_timeout=50"))
            try:
                with transaction():
                    db.session.add(Organization(name="B"))
            except OperationalError as error:
                errors.append(error)

    with transaction():
        db.session.add(Organization(name="A"))
        db.session.flush()
        thread = threading.Thread(target=write)
        thread.start()
        thread.join(timeout=30)

    assert "locked" in str(errors[0])
    assert _names() == ["A"]


def _elsewhere(app: Flask, statement: str) -> None:
    """Change a row as another process would."""

    def change() -> None:
        with app.app_context(), transaction():
            db.session.execute(text(statement))

    db.session.rollback()
    thread = threading.Thread(target=change)
    thread.start()
    thread.join(timeout=30)
