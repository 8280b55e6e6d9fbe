"""Take due jobs, do them, and remember what failed."""

import logging
import traceback
from collections.abc import Sequence
from datetime import timedelta
from itertools import accumulate

from sqlalchemy import Select, delete, or_, select, update

from community.core import clock
from community.core.database import db
from community.core.jobs import leases, queue
from community.core.jobs.queue import Job
from community.core.transaction import transaction

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 5
MOST_TOGETHER = 200
MOST_IDS_TOGETHER = 2000
FIRST_PAUSE_SECONDS = 5


def run_due(limit: int = 1000) -> int:
    """Do due jobs until none is left, at most `limit` rounds; return how many rounds were done."""
    done = 0
    while done < limit and run_one():
        done += 1
    return done


def run_one() -> bool:
    """Do the oldest due job and those waiting that can be done with it; return whether there was one."""
    with transaction():
        jobs = _take()
        taken = [row.id for row in jobs]
        kind, payloads = (jobs[0].kind, [row.payload for row in jobs]) if jobs else ("", [])
    if not taken:
        return False
    try:
        with leases.kept(taken):
            queue.perform(kind, payloads)
    except Exception:  # a job may fail in any way; it must not take the worker with it
        logger.exception("job %s failed", kind)
        _note_failure(taken, traceback.format_exc())
    else:
        with transaction():
            db.session.execute(delete(Job).where(Job.id.in_(taken)))
    return True


def is_due() -> bool:
    """Whether there is something to do now; a read, which keeps an idle worker from taking SQLite's write lock."""
    return db.session.scalar(_waiting().with_only_columns(Job.id).limit(1)) is not None


def _waiting() -> Select[Job]:
    now = clock.now()
    free = or_(Job.leased_until.is_(None), Job.leased_until < now)
    return (
        select(Job)
        .where(Job.parked_at.is_(None), Job.attempts < MOST_ATTEMPTS, Job.run_at <= now, free)
        .where(Job.kind.in_(queue.known_kinds()))
        .order_by(Job.run_at, Job.id)
    )


def _due() -> Select[Job]:
    return _waiting().with_for_update(skip_locked=True)


def _take() -> Sequence[Job]:
    """Lease the oldest due job, and its mergeable fellows on their first attempt."""
    first = db.session.scalar(_due().limit(1))
    if first is None:
        return []
    jobs: Sequence[Job] = [first]
    if first.attempts == 0 and queue.is_mergeable(first.kind):
        fellows = _due().where(Job.kind == first.kind, Job.attempts == 0)
        jobs = _as_many_as_fit(db.session.scalars(fellows.limit(MOST_TOGETHER)).all())
    for row in jobs:
        row.attempts += 1
        row.leased_until = clock.now() + leases.LEASE
    return jobs


def _as_many_as_fit(jobs: Sequence[Job]) -> list[Job]:
    """Return the first ones: one task may carry hundreds of ids, and a failure is repeated as a whole."""
    sizes = accumulate(len(row.payload["ids"]) for row in jobs)
    return [
        row for place, (row, size) in enumerate(zip(jobs, sizes, strict=True)) if not place or size <= MOST_IDS_TOGETHER
    ]


def _note_failure(ids: list[int], error: str) -> None:
    """Try again after a growing pause; after the last attempt park the job where an administrator sees it."""
    with transaction():
        for row in db.session.scalars(select(Job).where(Job.id.in_(ids)).with_for_update()):
            row.leased_until = None
            row.error = error[-queue.LONGEST_ERROR :]
            row.run_at = clock.now() + timedelta(seconds=FIRST_PAUSE_SECONDS * 4 ** (row.attempts - 1))
            if row.attempts >= MOST_ATTEMPTS:
                row.parked_at = clock.now()


def park_deadly() -> None:
    """Park jobs that took their worker with them each time: no failure was noted, their last lease just ran out."""
    deadly = update(Job).where(Job.parked_at.is_(None), Job.attempts >= MOST_ATTEMPTS, Job.leased_until < clock.now())
    with transaction():
        db.session.execute(deadly.values(parked_at=clock.now(), error="The worker ended each time it did this."))


def retry_parked() -> int:
    """Give every parked job a new chance (within a transaction); return how many there were."""
    again = (
        update(Job)
        .where(Job.parked_at.is_not(None))
        .values(parked_at=None, attempts=0, run_at=clock.now(), leased_until=None)
        .returning(Job.id)
    )
    return len(db.session.scalars(again).all())
