"""`flask jobs`: what waits, what failed, and another chance."""

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from community.core.database import db
from community.core.jobs import Job, later
from community.core.transaction import transaction
from tests.core import tasks
from tests.core.tasks import Greet


@pytest.fixture
def runner(app: Flask) -> FlaskCliRunner:
    tasks.done.clear()
    tasks.failing.clear()
    return app.test_cli_runner()


def _write(*names: str) -> None:
    with transaction():
        for name in names:
            later(Greet(name))


def test_run_does_what_is_due_and_says_how_many(runner: FlaskCliRunner) -> None:
    _write("Sara", "Reza")

    result = runner.invoke(args=["jobs", "run"])

    assert result.exit_code == 0
    assert "2 done" in result.output
    assert tasks.done == [Greet("Sara"), Greet("Reza")]


def test_run_tells_by_its_exit_status_that_something_failed(runner: FlaskCliRunner) -> None:
    tasks.failing.add("Sara")
    _write("Sara")

    result = runner.invoke(args=["jobs", "run"])

    assert result.exit_code == 1
    assert "1 failed" in result.output


def test_list_counts_what_waits(runner: FlaskCliRunner) -> None:
    assert "Nothing is waiting" in runner.invoke(args=["jobs", "list"]).output

    _write("Sara", "Reza")

    assert f"{tasks.GREET}: 2 waiting" in runner.invoke(args=["jobs", "list"]).output


def test_list_shows_the_error_of_what_failed_for_good_and_retry_tries_again(runner: FlaskCliRunner) -> None:
    with transaction():
        later(Greet("Sara"))
        db.session.flush()
        job = db.session.query(Job).one()
        job.attempts, job.parked_at, job.error = 5, job.created_at, "Traceback\nRuntimeError: cannot greet Sara"

    assert "failed 5 times, RuntimeError: cannot greet Sara" in runner.invoke(args=["jobs", "list"]).output
    assert "1 will be tried again" in runner.invoke(args=["jobs", "retry"]).output
    runner.invoke(args=["jobs", "run"])
    assert tasks.done == [Greet("Sara")]
