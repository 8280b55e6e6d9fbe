"""The log of what was seen and searched: append-only, written behind the reader's back, read by the worker.

A page never waits for it: observations gather in memory and one thread writes them each second. They are no
acknowledged data, so a crash may lose the last second's.
"""

import hashlib
import logging
import os
import threading
import time
from collections import deque
from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Index, String, insert
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Mapped, mapped_column

from community.core import clock, settings
from community.core.database import Base, CreatedAt, Id, Json, db
from community.core.transaction import transaction

logger = logging.getLogger(__name__)

MOST_WAITING = 10_000
_waiting: deque[dict[str, Any]] = deque(maxlen=MOST_WAITING)
_writers: dict[int, threading.Thread] = {}


class Observation(Base):
    """One thing seen; `visitor` is a hash that changes every day, never a person."""

    __tablename__ = "observation"
    __table_args__ = (Index("ix_observation_kind_at", "kind", "at"),)

    id: Mapped[Id]
    at: Mapped[CreatedAt]
    kind: Mapped[str] = mapped_column(String(40))
    visitor: Mapped[str] = mapped_column(String(32))
    details: Mapped[Json]


def observe(kind: str, *, visitor: str, **details: Any) -> None:
    """Remember that something was seen; `visitor` is any stable word for the onlooker, kept only as a daily hash."""
    now = clock.now()
    _waiting.append({"kind": kind, "at": now, "visitor": _daily_hash(visitor, now), "details": details})


def write_waiting() -> int:
    """Write what has gathered, in its own transaction; return how many observations that was.

    While the database is busy they wait on, at most MOST_WAITING of them.
    """
    rows = [_waiting.popleft() for _ in range(len(_waiting))]
    if rows:
        try:
            with transaction():
                db.session.execute(insert(Observation), rows)
        except OperationalError:
            _waiting.extendleft(reversed(rows))
            raise
    return len(rows)


def keep_writing(in_context: Callable[[], Any]) -> None:
    """Start this process's writing thread, once; `in_context()` gives it the application's context."""
    if os.getpid() not in _writers:
        thread = threading.Thread(target=_write_each_second, args=(in_context,), daemon=True)
        _writers[os.getpid()] = thread
        thread.start()


def _write_each_second(in_context: Callable[[], Any]) -> None:
    while True:
        time.sleep(1)
        if _waiting:
            with in_context():
                _try_to_write()


def _try_to_write() -> None:
    """Write, and live on whatever happens: without this thread nothing would be observed until the next start."""
    try:
        write_waiting()
    except OperationalError as error:
        logger.warning("observations wait, for the database does not answer: %s", error.orig)
    except Exception:
        logger.exception("some observations could not be written")


def _daily_hash(visitor: str, now: datetime) -> str:
    """Hash with the day and the installation's secret: the same person is one onlooker today, another tomorrow."""
    salt = f"{settings.current().secret_key}{now:%Y-%m-%d}".encode()
    return hashlib.blake2b(visitor.encode(), key=hashlib.sha256(salt).digest(), digest_size=16).hexdigest()
