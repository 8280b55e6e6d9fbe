"""A real server, killed again and again while people post: nothing acknowledged is lost, nothing doubled."""

import http.client
import os
import secrets
import signal
import sqlite3
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest

from tests.servers import Installation, children_of, free_port, stop

pytestmark = [pytest.mark.pure, pytest.mark.xdist_group("serving")]

KILLS = 20
WRITERS = 4
PASSWORD = "a long word for writers only"
PATIENCE_SECONDS = 90
SEARCHABLE_SECONDS = 60
TIMEOUT = 20


@dataclass
class Browser:
    """A small browser: one cookie, one form at a time, a new connection each."""

    installation: Installation
    cookie: str = ""

    def request(self, method: str, path: str, fields: dict[str, str] | None = None) -> tuple[int, str, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.installation.port, timeout=TIMEOUT)
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded", "Connection": "close"}
        try:
            connection.request(method, path, urlencode(fields) if fields else None, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
        finally:
            connection.close()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie" and value.startswith("session="):
                self.cookie = value.split(";")[0]
        return answer.status, answer.headers.get("Location") or "", text

    def token(self, path: str) -> str:
        return self.request("GET", path)[2].partition('name="csrf_token"')[2].split('value="')[1].split('"')[0]

    def sign_up(self, name: str) -> None:
        fields = {"csrf_token": self.token("/sign-up"), "name": name, "password": PASSWORD}
        status, _, text = self.request("POST", "/sign-up", fields | {"email": f"{secrets.token_hex(4)}@example.org"})
        assert status == 303, text


@dataclass
class Writer:
    """Somebody who posts problem after problem and sends a form again until it is answered."""

    browser: Browser
    name: str
    told_to_stop: threading.Event
    token: str = ""
    acknowledged: dict[str, str] = field(default_factory=dict)
    sent_again: int = 0
    faults: list[str] = field(default_factory=list)

    def write(self) -> None:
        try:
            while not self.told_to_stop.is_set():
                self._post(self.token, f"w{secrets.token_hex(6)}x")
        except Exception as error:  # noqa: BLE001 - told by the test, in the main thread
            self.faults.append(repr(error))

    def _post(self, token: str, word: str) -> None:
        fields = {"csrf_token": token, "title": f"{self.name} says {word}", "source": f"This is {word} again.",
                  "confirmed": "1", "resend_key": secrets.token_urlsafe(12)}  # fmt: skip
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline and not self.told_to_stop.is_set():
            try:
                status, location, text = self.browser.request("POST", "/problems/ask", fields)
            except (OSError, http.client.HTTPException):
                self.sent_again += 1
                time.sleep(0.25)
                continue
            if status == 303:
                self._note(word, location, fields)
                return
            if status != 503:
                raise AssertionError(f"{status}: {text[:500]}")
            time.sleep(0.25)
        if not self.told_to_stop.is_set():
            raise AssertionError(f"{word} could not be sent")

    def _note(self, word: str, location: str, fields: dict[str, str]) -> None:
        """Remember what was acknowledged; each third form is sent once more, as an impatient person does."""
        self.acknowledged[word] = location
        if len(self.acknowledged) % 3 == 0:
            try:
                status, again, _ = self.browser.request("POST", "/problems/ask", fields)
            except (OSError, http.client.HTTPException):
                return
            if (status, again) != (303, location) and status != 503:
                self.faults.append(f"sent again, {word} led to {status} {again} instead of {location}")


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    made = Installation(tmp_path, free_port())
    made.flask("db", "upgrade")
    return made


@pytest.fixture
def writers(installation: Installation) -> Iterator[list[Writer]]:
    told_to_stop = threading.Event()
    process = installation.start()
    made = [Writer(Browser(installation), f"Writer {number}", told_to_stop) for number in range(WRITERS)]
    for writer in made:
        writer.browser.sign_up(writer.name)
        writer.token = writer.browser.token("/problems/ask")
    processes.append(process)
    yield made
    told_to_stop.set()
    while processes:
        end(processes.pop())


processes: list["subprocess.Popen[bytes]"] = []


def end(process: "subprocess.Popen[bytes]") -> None:
    if process.poll() is None:
        stop(process)


def kill_everything(installation: Installation) -> None:
    """Kill the supervisor and all below it at one blow, then start anew."""
    process = processes.pop()
    os.killpg(process.pid, signal.SIGKILL)
    process.wait(timeout=TIMEOUT)
    processes.append(installation.start())


def kill_worker(process: "subprocess.Popen[bytes]") -> None:
    """Kill the process that does the jobs; the supervisor starts another."""
    children = children_of(process.pid)
    os.kill(children[-1], signal.SIGKILL)


def rows(installation: Installation, statement: str) -> list[tuple[object, ...]]:
    database = sqlite3.connect(installation.folder / "anjoman.sqlite3", timeout=TIMEOUT)
    try:
        return database.execute(statement).fetchall()
    finally:
        database.close()


def assert_nothing_lost_or_doubled(installation: Installation, writers: list[Writer]) -> None:
    known = [dict(writer.acknowledged) for writer in writers]
    titles = [str(title) for (title,) in rows(installation, "SELECT title FROM post WHERE kind = 'problem'")]
    words = [title.rpartition(" ")[2] for title in titles]

    assert {word for one in known for word in one} <= set(words)
    assert len(words) == len(set(words))
    assert [fault for writer in writers for fault in writer.faults] == []


def test_twenty_kills_lose_and_double_nothing(installation: Installation, writers: list[Writer]) -> None:
    threads = [threading.Thread(target=writer.write) for writer in writers]
    for thread in threads:
        thread.start()

    for number in range(KILLS):
        time.sleep(0.3 + 0.07 * (number % 5))
        if number % 2:
            kill_worker(processes[-1])
        else:
            kill_everything(installation)
        assert_nothing_lost_or_doubled(installation, writers)
        assert rows(installation, "PRAGMA integrity_check") == [("ok",)]
        assert rows(installation, "PRAGMA foreign_key_check") == []
    time.sleep(1)
    writers[0].told_to_stop.set()
    for thread in threads:
        thread.join(timeout=PATIENCE_SECONDS)

    assert not any(thread.is_alive() for thread in threads)
    assert_nothing_lost_or_doubled(installation, writers)
    assert sum(len(writer.acknowledged) for writer in writers) > KILLS
    assert sum(writer.sent_again for writer in writers) > 0
    assert_searchable(installation, writers)


def assert_searchable(installation: Installation, writers: list[Writer]) -> None:
    """Every acknowledged post is found within a minute, and by its own word alone."""
    deadline = time.monotonic() + SEARCHABLE_SECONDS
    missing = {word for writer in writers for word in writer.acknowledged}
    browser = writers[0].browser
    while missing and time.monotonic() < deadline:
        missing -= {word for word in missing if f">{word}<" in found_page(browser, word)}
        time.sleep(0.5 if missing else 0)

    assert missing == set()


def found_page(browser: Browser, word: str) -> str:
    """Return the page of results with the marks around found words taken off."""
    page = browser.request("GET", f"/search?q={quote(word)}")[2]
    return page.replace("<mark>", ">").replace("</mark>", "<")
