"""A real browser against a real installation in processes of its own."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, current_app
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from community.app import create_app
from community.core import settings
from community.core.database import db
from community.members.models import Member
from tests.client import client_of
from tests.conftest import SECRET, configuration
from tests.servers import Installation, served

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NO_BROWSER = (
    "no browser was found: install Chromium (apt-get install chromium, or .venv/bin/playwright install chromium)"
)
PATIENCE_MS = 15_000


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """The sample community, served for all browser tests of the run."""
    told = (("db", "upgrade"), ("demo", "load"))
    with served(tmp_path_factory.mktemp("browser"), prepare=told, SECRET_KEY=SECRET) as made:
        yield made


@pytest.fixture(scope="session")
def served_app(installation: Installation) -> Flask:
    """The same community seen from here, so that factories can write into it."""
    url = f"sqlite:///{installation.folder / 'anjoman.sqlite3'}"
    return create_app(configuration(installation.folder, url))


@pytest.fixture(autouse=True)
def _community(installation: Installation, served_app: Flask) -> Iterator[None]:
    """Let factories and queries work on the served community; what they write stays."""
    before = list(settings._current)
    settings.configure(configuration(installation.folder, served_app.config["SQLALCHEMY_DATABASE_URI"]))
    with served_app.app_context():
        yield
        db.session.remove()
    settings._current[:] = before


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium: the one named by CHROMIUM, the system's, or Playwright's own."""
    with sync_playwright() as playwright:
        program = _program(playwright)
        if program is None:
            (pytest.fail if os.environ.get("CI") else pytest.skip)(NO_BROWSER)
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        started = playwright.chromium.launch(executable_path=program, args=arguments)
        yield started
        started.close()


def _program(playwright: Playwright) -> str | None:
    named = os.environ.get("CHROMIUM")
    found = [named] if named else [shutil.which(name) for name in PROGRAMS] + [playwright.chromium.executable_path]
    return next((path for path in found if path and Path(path).exists()), None)


@pytest.fixture
def open_page(browser: Browser, installation: Installation) -> Iterator[Callable[..., Page]]:
    """Open a page in a browser of its own: `open_page(member, language="fa", viewport=…, java_script_enabled=False)`.

    Whatever the page complains about (an error in a script, something that the policy blocks) fails the test.
    """
    contexts = []
    complaints: list[str] = []

    def open_one(member: Member | None = None, *, language: str = "en", **options: Any) -> Page:
        context = browser.new_context(base_url=installation.address, locale=language, **options)
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        if member is not None:
            context.add_cookies([_session_cookie(member, installation)])
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: _note(complaints, message))
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert complaints == []


def _note(complaints: list[str], message: Any) -> None:
    if message.type == "error" and "status of 4" not in message.text:
        complaints.append(message.text)


def _session_cookie(member: Member, installation: Installation) -> Any:
    client = client_of(current_app._get_current_object(), member)  # type: ignore[attr-defined]
    cookie = client.get_cookie("session")
    assert cookie is not None
    return {"name": "session", "value": cookie.value, "url": installation.address}


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """A stranger's page, in English."""
    return open_page()
