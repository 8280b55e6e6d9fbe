"""The engine's work in the background; the only way in, with the commands, that loads numpy."""

import time
from datetime import timedelta

from sqlalchemy import func, select

from community.core.database import db
from community.core.jobs import job, repeat
from community.core.transaction import transaction
from community.insights.actions import alerting, counting, learning, listening, reading, running, tracing
from community.insights.engine import FrozenNeeds
from community.insights.events import CountNeeds, RaiseAlerts, ReadPosts, RefreshNeeds
from community.insights.models import EngineModel, EngineRun, NeedEvent

TOGETHER = 200
_frozen: dict[tuple[int, int], FrozenNeeds] = {}

repeat(RefreshNeeds(), every=timedelta(hours=24))
repeat(RaiseAlerts(), every=timedelta(hours=1))


@job(ReadPosts)
def read_posts(task: ReadPosts) -> None:
    """Read these posts, a few hundred in a transaction, and place the new voices among the needs."""
    for ids in reading.chunks(task.ids, TOGETHER):
        with transaction():
            read = reading.read_posts(ids)
            frozen = _frozen_needs()
            if frozen.models and read:
                reading.place_voices(read, frozen)


@job(CountNeeds)
def count_needs(task: CountNeeds) -> None:
    """Count and rank these anew."""
    with transaction():
        counting.count_these(task.ids)


@job(RaiseAlerts)
def raise_alerts(task: RaiseAlerts) -> None:
    """Ring for needs that rise suddenly or were born, each once."""
    with transaction():
        alerting.raise_alerts()


@job(RefreshNeeds)
def refresh_needs(task: RefreshNeeds) -> None:
    """Do the full run."""
    refresh()


def refresh(say: running.Say = lambda sentence: None) -> EngineRun:
    """Read what is unread, group everything, apply, count; each step says what it does.

    Of two runs at once the slower one gives way, for it has grouped upon needs that are no longer so.
    """
    with transaction():
        run = EngineRun()
        db.session.add(run)
    run_id, since = run.id, time.process_time()
    say(f"{read_everything():,} posts read")
    with transaction():
        listening.hear_searches()
    with transaction():
        stale = learning.learn_readings()
    if stale:
        say(f"{read_everything():,} of them read again with what was learned")
    upon = running.outcome_that_stands()
    grouping = running.group(say=say)
    with transaction():
        standing = running.outcome_that_stands(for_update=True)
        if standing == upon:
            running.apply(grouping, db.session.get_one(EngineRun, run_id))
        else:
            say("another run was faster, and its outcome stands")
            run_id = standing or run_id
    with transaction():
        counting.count_needs()
        tracing.trace_needs()
        if standing == upon:
            running.note_cost(db.session.get_one(EngineRun, run_id), cpu_seconds=time.process_time() - since)
    return db.session.get_one(EngineRun, run_id)


def read_everything() -> int:
    """Read all posts that have no voice of this engine version, and forget withdrawn ones; return how many were read."""
    after_id = count = 0
    while ids := reading.unread_post_ids(after_id, TOGETHER):
        with transaction():
            count += len(reading.read_posts(ids))
        after_id = ids[-1]
    while True:
        with transaction():
            stale = reading.stale_voices(TOGETHER)
            reading.forget(stale)
        if not stale:
            return count


def _frozen_needs() -> FrozenNeeds:
    """Return the frozen needs, loaded anew only after a run or a person's change."""
    key = (
        db.session.scalar(select(func.max(EngineModel.id))) or 0,
        db.session.scalar(select(func.max(NeedEvent.id))) or 0,
    )
    if key not in _frozen:
        loaded = reading.frozen_needs()
        _frozen.clear()
        _frozen[key] = loaded
    return _frozen[key]
