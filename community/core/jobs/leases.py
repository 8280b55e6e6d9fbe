"""A job is leased to the worker that does it: nobody else takes it while that worker lives, however long it takes.

The lease is short, so what a killed worker left behind is soon taken up again, and renewed while the job runs.
"""

import logging
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta

from sqlalchemy import Engine, update
from sqlalchemy.exc import OperationalError

from community.core import clock
from community.core.database import db
from community.core.jobs.queue import Job
from community.core.transaction import transaction_aside

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
RENEWAL_SECONDS = 30.0


@contextmanager
def kept(job_ids: Sequence[int]) -> Iterator[None]:
    """Renew the jobs' lease within the block."""
    over = threading.Event()
    arguments = (over, job_ids, db.engine)
    threading.Thread(target=_renew_until, args=arguments, name="lease", daemon=True).start()
    try:
        yield
    finally:
        over.set()


def _renew_until(over: threading.Event, job_ids: Sequence[int], engine: Engine) -> None:
    while not over.wait(RENEWAL_SECONDS):
        try:
            renew(job_ids, engine)
        except OperationalError as error:
            # The job itself may hold the only write lock; nobody can take it away meanwhile.
            logger.info("a lease is renewed a little later: %s", error.orig)


def renew(job_ids: Sequence[int], engine: Engine) -> None:
    """Lease the jobs for longer; those that are done or failed already stay as they are."""
    still = update(Job).where(Job.id.in_(job_ids), Job.leased_until.is_not(None))
    with transaction_aside(engine) as connection:
        connection.execute(still.values(leased_until=clock.now() + LEASE))
