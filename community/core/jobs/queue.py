"""The job table and how tasks enter it."""

from collections.abc import Callable
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any, ClassVar, Protocol, TypeVar

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from community.core import clock
from community.core.database import Base, CreatedAt, Id, Json, db

LONGEST_ERROR = 2000


class Task(Protocol):
    """A frozen dataclass of plain values."""

    __dataclass_fields__: ClassVar[dict[str, Any]]


class Job(Base):
    """One thing still to be done; the row is deleted when it is."""

    __tablename__ = "job"
    __table_args__ = (Index("ix_job_due", "parked_at", "run_at", "id"),)

    id: Mapped[Id]
    kind: Mapped[str] = mapped_column(String(80), index=True)
    payload: Mapped[Json]
    run_at: Mapped[datetime] = mapped_column(default=clock.now)
    attempts: Mapped[int] = mapped_column(default=0)
    leased_until: Mapped[datetime | None]
    parked_at: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[CreatedAt]


AnyTask = TypeVar("AnyTask", bound=Task)
Handler = Callable[[Any], None]
_handlers: dict[str, tuple[type, Handler]] = {}
_finders: list[Callable[[], object]] = []


def later(task: Task, *, at: datetime | None = None) -> None:
    """Write the task into this transaction; the worker does it afterwards, or `at` that moment."""
    db.session.add(Job(kind=kind_of(type(task)), payload=asdict(task), run_at=at or clock.now()))


def job(task_type: type[AnyTask]) -> Callable[[Callable[[AnyTask], None]], Callable[[AnyTask], None]]:
    """Make the decorated function do the tasks of this class."""

    def register(handler: Callable[[AnyTask], None]) -> Callable[[AnyTask], None]:
        _handlers[kind_of(task_type)] = (task_type, handler)
        return handler

    return register


def kind_of(task_type: type) -> str:
    """Return the word a task class carries in the table: its package and its name."""
    package = task_type.__module__.removeprefix("community.").removesuffix(".events")
    return f"{package}.{task_type.__name__}"


def find_handlers_with(finder: Callable[[], object]) -> None:
    """Have `finder` import the handlers' modules when the first job is wanted: a web process never pays for them."""
    _finders[:] = [finder]


def find_handlers() -> None:
    """Import what handles and repeats tasks, once."""
    while _finders:
        _finders.pop()()


def known_kinds() -> list[str]:
    """Return the kinds that this process can do."""
    find_handlers()
    return list(_handlers)


def is_mergeable(kind: str) -> bool:
    """Whether several waiting tasks of the kind can be done as one: its only field is `ids`."""
    task_type, _ = _handlers[kind]
    return [field.name for field in fields(task_type)] == ["ids"]


def perform(kind: str, payloads: list[Json]) -> None:
    """Do the task, or several mergeable ones as one."""
    task_type, handler = _handlers[kind]
    if len(payloads) == 1 and not is_mergeable(kind):
        handler(task_type(**payloads[0]))
        return
    ids = dict.fromkeys(one for payload in payloads for one in payload["ids"])
    handler(task_type(ids=tuple(ids)))
