"""The house of the tests: one database per worker, one outer transaction per test, real rows everywhere.

Tests marked `pure` (see PURE) touch no rows: they get no application, and the PostgreSQL run leaves them out.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import URL, Connection, Engine, make_url

from community.app import create_app
from community.core import clock, jobs, observations, settings
from community.core.database import db
from community.members.models import Member
from community.web.rates import prepare_rates
from config import Config
from tests.client import Client, client_of
from tests.postgresql import NoPostgreSQLError, fresh_database, running_server

PURE = ("tests/architecture/", "tests/browser/", "tests/core/language/", "tests/insights/engine/")
SECRET = "a secret that is long enough for the tests and nothing else"

TOGETHER = {
    "tests/browser/": "browser", "tests/web/test_serving.py": "serving", "tests/demo/test_load.py": "demo",
}  # fmt: skip

_server = pytest.StashKey[URL]()
_ending = pytest.StashKey[ExitStack]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the run choose its database."""
    parser.addoption("--database", choices=("sqlite", "postgresql"), default="sqlite", help="where the rows are")


def pytest_configure(config: pytest.Config) -> None:
    """Start PostgreSQL once for all workers of the run."""
    if config.getoption("database") != "postgresql":
        return
    if hasattr(config, "workerinput"):
        config.stash[_server] = make_url(config.workerinput["server"])
        return
    config.stash[_ending] = ExitStack()
    try:
        config.stash[_server] = config.stash[_ending].enter_context(running_server())
    except NoPostgreSQLError as error:
        message = f"\n*** {error} The data layer was NOT tested on PostgreSQL. ***\n"
        pytest.exit(message, returncode=1 if os.environ.get("CI") else 0)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a worker where the server is."""
    if _server in node.config.stash:
        node.workerinput["server"] = node.config.stash[_server].render_as_string(hide_password=False)


def pytest_unconfigure(config: pytest.Config) -> None:
    """End the server that was started here."""
    if _ending in config.stash:
        config.stash[_ending].close()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark the pure tests by their folders; on PostgreSQL run the others only. Tests of one server go together."""
    for item in items:
        path = Path(item.path).relative_to(config.rootpath).as_posix()
        if path.startswith(PURE):
            item.add_marker("pure")
        for start, group in TOGETHER.items():
            if path.startswith(start):
                item.add_marker(pytest.mark.xdist_group(group))
    if config.getoption("database") == "postgresql":
        elsewhere = [item for item in items if item.get_closest_marker("pure") or item.get_closest_marker("sqlite")]
        config.hook.pytest_deselected(items=elsewhere)
        items[:] = [item for item in items if item not in elsewhere]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly what was not tested."""
    for reason in sorted({report.longrepr[2] for report in terminalreporter.stats.get("skipped", [])}):
        terminalreporter.write_line(f"*** NOT TESTED: {reason.removeprefix('Skipped: ')} ***", red=True, bold=True)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Let a run on CI fail if anything was skipped."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") and reporter is not None and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@contextmanager
def empty_database(pytestconfig: pytest.Config, folder: Path) -> Iterator[str]:
    """Give the address of a new database without tables."""
    if _server not in pytestconfig.stash:
        yield f"sqlite:///{folder / 'tests.sqlite3'}"
        return
    with fresh_database(pytestconfig.stash[_server]) as url:
        yield url.render_as_string(hide_password=False)


def configuration(folder: Path, database_url: str) -> Config:
    """Return the settings that tests run under; English, so that sentences are asserted as the source has them."""
    return Config(
        var=folder,
        database_url=database_url,
        secret_key=SECRET,
        language="en",
        rate_limit_scale=1_000_000,
        testing=True,
    )


@pytest.fixture(scope="session")
def app(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application of this worker, on its own database with all tables."""
    folder = tmp_path_factory.mktemp("community")
    with empty_database(pytestconfig, folder) as url:
        application = create_app(configuration(folder, url))
        application.test_client_class = Client
        with application.app_context():
            db.create_all()
        yield application
        with application.app_context():
            db.engine.dispose()


@pytest.fixture(autouse=True)
def _rows(request: pytest.FixtureRequest) -> Iterator[None]:
    """Undo what a test wrote, and forget what its process learned."""
    if request.node.get_closest_marker("pure") or "bare_app" in request.fixturenames:
        yield
        return
    application: Flask = request.getfixturevalue("app")
    folder = settings.current().var if "lasting" in request.fixturenames else request.getfixturevalue("tmp_path")
    with _for_one(application, folder):
        yield


@pytest.fixture(scope="module")
def lasting(app: Flask, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application while rows last for all tests of a module that ask for this; each test's own are undone."""
    with _for_one(app, tmp_path_factory.mktemp("lasting")):
        yield app


@contextmanager
def _for_one(application: Flask, folder: Path) -> Iterator[None]:
    """Give a folder and rows for one use, and undo them."""
    before = settings.current()
    settings.configure(replace(before, var=folder))
    _forget(application)
    with application.app_context(), _undone(application):
        yield
        db.session.remove()
    settings.configure(before)


@contextmanager
def _undone(application: Flask) -> Iterator[None]:
    """Put one connection with an open transaction in the place of the engine; commits become savepoints in it."""
    engines: dict[str | None, Any] = db._app_engines[application]
    engine: Engine | Connection = engines[None]
    if isinstance(engine, Connection):
        savepoint = engine.begin_nested()
        yield
        savepoint.rollback()
        return
    connection = engine.connect()
    connection.begin()
    engines[None] = connection
    try:
        yield
    finally:
        engines[None] = engine
        connection.close()


def _forget(application: Flask) -> None:
    """Empty what a web process keeps in memory: row ids come again in the next test."""
    application.extensions.pop("guest_pages", None)
    application.extensions["rates"] = prepare_rates()
    observations._waiting.clear()


@pytest.fixture
def client(app: Flask) -> Client:
    """A stranger's browser."""
    return client_of(app)


@pytest.fixture
def sign_in(app: Flask) -> Callable[[Member], Client]:
    """Open a new browser in which the member is signed in: `sign_in(member)`."""
    return lambda member: client_of(app, member)


@pytest.fixture
def bare_app(pytestconfig: pytest.Config, tmp_path: Path) -> Iterator[Flask]:
    """An application whose database is its own and has no tables yet."""
    before = list(settings._current)
    with empty_database(pytestconfig, tmp_path) as url:
        application = create_app(configuration(tmp_path, url))
        application.test_client_class = Client
        with application.app_context():
            yield application
            db.session.remove()
            db.engine.dispose()
    settings._current[:] = before


@pytest.fixture
def own_app(bare_app: Flask) -> Flask:
    """An application with a database of its own and real commits, for tests with several threads or processes."""
    db.create_all()
    return bare_app


@pytest.fixture
def change_settings() -> Iterator[Callable[..., Config]]:
    """Change settings for one test: `change_settings(rate_limit_scale=1)`."""
    before = settings.current()

    def change(**changes: Any) -> Config:
        settings.configure(replace(settings.current(), **changes))
        return settings.current()

    yield change
    settings.configure(before)


@pytest.fixture
def stop_clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Make it that moment until told otherwise: `stop_clock(datetime(2026, 5, 1, tzinfo=UTC))`."""

    def stop(at: datetime) -> None:
        class Stopped(datetime):
            @classmethod
            def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
                return at.astimezone(tz or UTC)

        monkeypatch.setattr(clock, "datetime", Stopped)

    return stop


@pytest.fixture
def do_jobs() -> Callable[[], int]:
    """Do all due jobs as the worker would; a job that fails fails the test. Returns how many rounds there were."""

    def run() -> int:
        done = jobs.run_due()
        failed = db.session.query(jobs.Job).filter(jobs.Job.error.is_not(None)).all()
        assert not failed, "\n".join(str(job.error) for job in failed)
        return done

    return run
