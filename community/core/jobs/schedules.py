"""Tasks that come back: a row each, so that any number of workers do them once."""

from datetime import datetime, timedelta

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, mapped_column

from community.core import clock
from community.core.database import Base, db
from community.core.jobs.queue import Task, find_handlers, kind_of, later
from community.core.transaction import transaction

_repeated: dict[str, tuple[Task, timedelta]] = {}


class Schedule(Base):
    """When a repeated task is next due."""

    __tablename__ = "schedule"

    kind: Mapped[str] = mapped_column(String(80), primary_key=True)
    next_at: Mapped[datetime]


def repeat(task: Task, *, every: timedelta) -> None:
    """Have the task written again and again; at most one schedule for a class of tasks."""
    _repeated[kind_of(type(task))] = (task, every)


def tick() -> None:
    """Write the tasks that are due again; a new schedule first comes due after its first pause."""
    find_handlers()
    with transaction():
        rows = {row.kind: row for row in db.session.scalars(select(Schedule).with_for_update(skip_locked=True))}
        known = set(db.session.scalars(select(Schedule.kind)))
        now = clock.now()
        for kind, (task, every) in _repeated.items():
            if kind not in known:
                db.session.add(Schedule(kind=kind, next_at=now + every))
            elif kind in rows and rows[kind].next_at <= now:
                later(task)
                rows[kind].next_at = now + every
