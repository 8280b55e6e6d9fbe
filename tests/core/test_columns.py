"""Column types refuse what cannot be meant."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import inspect, select
from sqlalchemy.exc import IntegrityError, StatementError

from community.core.database import Base, db
from community.core.transaction import transaction
from community.members.models import Member, Organization

TEHRAN = timezone(timedelta(hours=3, minutes=30))


def test_a_moment_comes_back_aware_and_in_utc() -> None:
    with transaction():
        db.session.add(Organization(name="A", created_at=datetime(2026, 5, 1, 3, 30, tzinfo=TEHRAN)))

    at = db.session.scalar(select(Organization.created_at))
    assert at == datetime(2026, 5, 1, tzinfo=UTC)
    assert at is not None
    assert at.utcoffset() == timedelta()


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(StatementError, match="without a time zone"), transaction():
        db.session.add(Organization(name="A", created_at=datetime(2026, 5, 1)))  # noqa: DTZ001 - that is the point
        db.session.flush()


def test_the_database_keeps_a_login_whole() -> None:
    with pytest.raises(IntegrityError), transaction():
        db.session.add(Member(name="A", name_folded="a", email="a@example.org", language="en"))
        db.session.flush()


def test_every_foreign_key_says_what_becomes_of_its_rows() -> None:
    silent = [
        f"{table.name}.{key.parent.name}" for table in Base.metadata.tables.values() for key in table.foreign_keys
        if key.ondelete is None
    ]  # fmt: skip

    assert silent == []


def test_every_constraint_has_a_name() -> None:
    tables = inspect(db.engine)
    names = [
        one["name"]
        for table in Base.metadata.tables
        for found in (tables.get_foreign_keys(table), tables.get_unique_constraints(table), tables.get_indexes(table))
        for one in found
    ]

    assert all(names)
