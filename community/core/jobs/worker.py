"""The worker's day: write what is due again, do what is due, rest, until told to stop."""

import logging
import time
from threading import Event

from sqlalchemy.exc import OperationalError

from community.core.database import db
from community.core.jobs import running, schedules

logger = logging.getLogger(__name__)

TICK_SECONDS = 60.0
REST_SECONDS = 0.5
DATABASE_PAUSE_SECONDS = 5.0


def work(told_to_stop: Event) -> None:
    """Do jobs until told to stop; the one at hand is finished first. A database that is away is waited for."""
    next_tick = 0.0
    while not told_to_stop.is_set():
        try:
            if time.monotonic() >= next_tick:
                schedules.tick()
                running.park_deadly()
                next_tick = time.monotonic() + TICK_SECONDS
            did_something = running.is_due() and running.run_one()
        except OperationalError as error:
            logger.warning("the database does not answer, trying again soon: %s", error.orig)
            db.session.rollback()
            told_to_stop.wait(DATABASE_PAUSE_SECONDS)
            continue
        finally:
            db.session.remove()
        if not did_something:
            told_to_stop.wait(REST_SECONDS)
