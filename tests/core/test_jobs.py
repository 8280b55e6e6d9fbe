"""The job table: what was written is done, once or more, and what fails is tried again, then parked."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from community.core import clock
from community.core.database import db
from community.core.jobs import (
    Job,
    Schedule,
    later,
    leases,
    repeat,
    retry_parked,
    run_due,
    run_one,
    running,
    schedules,
    work,
)
from community.core.transaction import transaction
from tests.core import tasks
from tests.core.tasks import Count, Greet

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _nothing_done() -> Iterator[None]:
    tasks.done.clear()
    tasks.failing.clear()
    yield
    schedules._repeated.pop(tasks.GREET, None)


def _write(*waiting: object, at: datetime | None = None) -> None:
    with transaction():
        for task in waiting:
            later(task, at=at)  # type: ignore[arg-type]


def _jobs() -> list[Job]:
    db.session.expire_all()
    return list(db.session.scalars(select(Job).order_by(Job.id)))


def test_a_written_task_is_done_and_its_row_goes() -> None:
    _write(Greet("Sara"))

    assert run_due() == 1
    assert tasks.done == [Greet("Sara")]
    assert _jobs() == []


def test_a_task_of_an_undone_transaction_was_never_there() -> None:
    with pytest.raises(RuntimeError), transaction():
        later(Greet("Sara"))
        raise RuntimeError("undone")

    assert run_due() == 0


def test_a_task_for_later_waits(stop_clock: Callable[[datetime], None]) -> None:
    stop_clock(NOON)
    _write(Greet("Sara"), at=NOON + timedelta(hours=1))

    assert not running.is_due()
    assert run_due() == 0
    stop_clock(NOON + timedelta(hours=1))
    assert running.is_due()
    assert run_due() == 1


def test_waiting_tasks_of_ids_are_done_as_one() -> None:
    _write(Count((1, 2)), Greet("Sara"), Count((2, 3)))

    assert run_due() == 2
    assert tasks.done == [Count((1, 2, 3)), Greet("Sara")]


def test_tasks_of_very_many_ids_are_done_apart() -> None:
    many, more, few = (tuple(range(start, start + 1500)) for start in (1, 2001, 4001))
    _write(Count(many), Count(more), Count(few[:5]))

    assert run_due() == 2
    assert tasks.done == [Count(many), Count((*more, *few[:5]))]


def test_tasks_that_failed_together_are_tried_alone(stop_clock: Callable[[datetime], None]) -> None:
    stop_clock(NOON)
    tasks.failing.add("2")
    _write(Count((1,)), Count((2,)), Count((3,)))

    run_due()
    stop_clock(NOON + timedelta(minutes=1))
    run_due()

    assert tasks.done == [Count((1,)), Count((3,))]
    assert [job.payload for job in _jobs()] == [{"ids": [2]}]


def test_a_failed_job_is_tried_again_after_growing_pauses_then_parked(
    stop_clock: Callable[[datetime], None], caplog: pytest.LogCaptureFixture
) -> None:
    tasks.failing.add("Sara")
    stop_clock(NOON)
    _write(Greet("Sara"))
    pauses, now = [], NOON

    for _ in range(running.MOST_ATTEMPTS):
        run_due()
        (job,) = _jobs()
        pauses.append(round((job.run_at - now).total_seconds()))
        now = job.run_at
        stop_clock(now)

    assert pauses == [5, 20, 80, 320, 1280]
    assert job.parked_at is not None
    assert "cannot greet Sara" in (job.error or "")
    assert run_due() == 0
    assert caplog.records


def test_a_parked_job_can_have_another_chance() -> None:
    tasks.failing.add("Sara")
    _write(Greet("Sara"))
    with transaction():
        db.session.scalars(select(Job)).one().attempts = running.MOST_ATTEMPTS - 1
    run_due()
    tasks.failing.clear()

    with transaction():
        assert retry_parked() == 1

    assert run_due() == 1
    assert tasks.done == [Greet("Sara")]


def test_a_leased_job_is_left_alone_until_its_lease_runs_out(stop_clock: Callable[[datetime], None]) -> None:
    stop_clock(NOON)
    _write(Greet("Sara"))
    with transaction():
        assert len(running._take()) == 1

    assert run_due() == 0
    stop_clock(NOON + leases.LEASE + timedelta(seconds=1))
    assert run_due() == 1


def test_a_long_job_keeps_its_lease_while_it_runs(own_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leases, "RENEWAL_SECONDS", 0.05)
    _write(Greet("Sara"))
    with transaction():
        job = running._take()[0]
        job_id, leased_until = job.id, job.leased_until
    assert leased_until is not None
    db.session.remove()

    with leases.kept([job_id]):
        deadline = clock.now() + timedelta(seconds=30)
        while _jobs()[0].leased_until == leased_until and clock.now() < deadline:
            db.session.remove()
            time.sleep(0.02)

    renewed = _jobs()[0].leased_until
    assert renewed is not None
    assert renewed > leased_until


def test_a_job_that_was_given_back_is_not_leased_again(own_app: Flask) -> None:
    _write(Greet("Sara"))
    job_id = _jobs()[0].id
    db.session.remove()

    leases.renew([job_id], db.engine)

    assert _jobs()[0].leased_until is None


def test_a_job_that_ends_its_worker_each_time_is_parked(stop_clock: Callable[[datetime], None]) -> None:
    now = NOON
    stop_clock(now)
    _write(Greet("Sara"))
    for _ in range(running.MOST_ATTEMPTS):
        with transaction():
            assert len(running._take()) == 1
        now += leases.LEASE + timedelta(seconds=1)
        stop_clock(now)

    running.park_deadly()

    assert _jobs()[0].parked_at == now
    assert run_due() == 0


def test_jobs_of_kinds_this_process_does_not_know_stay() -> None:
    with transaction():
        db.session.add(Job(kind="tomorrow.Task", payload={}))

    assert run_due() == 0
    assert len(_jobs()) == 1


def test_a_schedule_comes_due_after_its_pause_and_again(stop_clock: Callable[[datetime], None]) -> None:
    repeat(Greet("all"), every=timedelta(days=1))
    stop_clock(NOON)
    schedules.tick()
    assert tasks.GREET in set(db.session.scalars(select(Schedule.kind)))
    assert _greetings() == 0

    stop_clock(NOON + timedelta(days=1))
    schedules.tick()
    schedules.tick()
    assert _greetings() == 1

    stop_clock(NOON + timedelta(days=2))
    schedules.tick()
    assert _greetings() == 2


def _greetings() -> int:
    return db.session.scalar(select(func.count()).where(Job.kind == tasks.GREET)) or 0


def test_several_workers_do_each_job_once(own_app: Flask) -> None:
    _write(*(Greet(str(number)) for number in range(30)))
    db.session.remove()

    def worker() -> None:
        with own_app.app_context():
            while run_one():
                pass

    threads = [threading.Thread(target=worker) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert sorted(task.name for task in tasks.done if isinstance(task, Greet)) == sorted(str(one) for one in range(30))


def test_the_worker_does_what_is_due_until_it_is_told_to_stop(own_app: Flask) -> None:
    _write(Greet("Sara"))
    db.session.remove()
    told_to_stop = threading.Event()

    def day() -> None:
        with own_app.app_context():
            work(told_to_stop)

    thread = threading.Thread(target=day)
    thread.start()
    deadline = clock.now() + timedelta(seconds=30)
    while not tasks.done and clock.now() < deadline:
        told_to_stop.wait(0.05)
    told_to_stop.set()
    thread.join(timeout=30)

    assert not thread.is_alive()
    assert tasks.done == [Greet("Sara")]


@pytest.mark.sqlite
def test_a_worker_waits_for_a_database_that_is_away(
    own_app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    db.drop_all()
    db.session.remove()
    told_to_stop = threading.Event()
    monkeypatch.setattr("community.core.jobs.worker.DATABASE_PAUSE_SECONDS", 0.01)
    threading.Timer(0.5, told_to_stop.set).start()

    with caplog.at_level(logging.WARNING), own_app.app_context():
        work(told_to_stop)

    assert "does not answer" in caplog.text
