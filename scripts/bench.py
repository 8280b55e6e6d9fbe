"""Measure the product's own server over loopback: `.venv/bin/python scripts/bench.py`, or `make bench`.

Each page is asked for by a few keep-alive clients for some seconds; what counts is the processor time that the server's
processes took per request (from /proc), beside an empty Flask view on the same server with the same settings, in the same
run. Without --var a fresh installation with the sample community is measured; with it, the one in that folder (made by
bench_data.py, say). --start also times a second start of `make run`.
"""

import argparse
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from sqlalchemy import Engine, event, func, select

from community.app import create_app
from community.core import settings
from community.core.database import db
from community.core.transaction import transaction
from community.insights.models import Need
from community.members.actions import open_session
from community.members.models import Member
from community.posts.models import Post
from community.problems import actions as problems
from community.web.serving import WebServer, options
from config import from_environment

ROOT = Path(__file__).parents[1]
ANSWERS = 20
CLIENTS = 4
PATIENCE_SECONDS = 60
TICKS = os.sysconf("SC_CLK_TCK")
NOT_COUNTED = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")


@dataclass(frozen=True)
class Figure:
    """What one page costs."""

    name: str
    rate: float
    milliseconds: float
    p95: float


def main() -> None:
    """Measure and print; the table can be pasted into docs/measurements.md."""
    wanted = _arguments()
    if wanted.empty_server:
        _serve_nothing(wanted.empty_server)
        return
    with tempfile.TemporaryDirectory() as scratch:
        var = Path(wanted.var or scratch).resolve()
        os.environ |= {"VAR": str(var), "RATE_LIMIT_SCALE": "1000000", "LANGUAGE_DEFAULT": "en"}
        if not wanted.var:
            print("Making an installation with the sample community …", flush=True)
            _flask("db", "upgrade")
            _flask("demo", "load")
        place = _thread()
        if not wanted.var:
            _flask("jobs", "run")
        print(f"{place['posts']:,} posts; statements a page: {place['statements']}", flush=True)
        _measure(place, wanted.seconds, wanted.only)
        if wanted.start:
            print(f"second start of the server: {_start_seconds():.1f} s")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--var", help="the state folder of an installation to measure; a thread is added to it")
    parser.add_argument("--seconds", type=float, default=5.0, help="how long each page is asked for")
    parser.add_argument("--only", default="", help="measure the pages whose name holds this text")
    parser.add_argument("--start", action="store_true", help="also time a start")
    parser.add_argument("--empty-server", type=int, help=argparse.SUPPRESS)
    return parser.parse_args()


def _flask(*arguments: str) -> None:
    command = [sys.executable, "-m", "flask", "--app", "wsgi", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"flask {' '.join(arguments)} failed:\n{done.stdout}{done.stderr}")


def _serve_nothing(port: int) -> None:
    """Serve an empty view as the product serves its own."""
    settings.configure(from_environment())
    app = Flask("empty")
    app.add_url_rule("/", "empty", lambda: "")
    WebServer(app, options("127.0.0.1", port)).run()


def _thread() -> dict[str, Any]:
    """Write a problem with answers, sign somebody in, and count the statements of each page."""
    app = create_app()
    with app.app_context():
        with transaction():
            customers = select(Member).where(~Member.is_moderator, ~Member.is_agent, ~Member.is_analyst)
            three = db.session.scalars(customers.where(~Member.is_administrator).order_by(Member.id).limit(3)).all()
            if len(three) < 3:
                sys.exit("There are too few customers in this installation.")
            member, reader, analyst = three
            words = problems.Words("Why does the lamp go out when the fan runs?", "It goes out **each time**. " * 20)
            problem = problems.ask(words, by=member)
            for number in range(ANSWERS):
                problems.answer_problem(
                    problem, source=f"{number}. Try another *socket*, it helped me. " * 8, by=member
                )
            analyst.is_analyst = True
            people = {"author": member, "reader": reader, "analyst": analyst}
            tokens = {who: open_session(one, browser="bench") for who, one in people.items()}
        place: dict[str, Any] = {"thread": f"/problems/{problem.id}/why-does-the-lamp-go-out-when-the-fan-runs"}
        place["posts"] = db.session.scalar(select(func.count(Post.id))) or 0
        place["need"] = db.session.scalar(select(Need.id).order_by(Need.post_count.desc()).limit(1))
        title = db.session.scalars(select(Post.title).where(Post.title != "", Post.language == "en")).first() or ""
        place["word"] = next(iter(re.findall("[a-z]{4,}", title)), "lamp")
    serializer = SecureCookieSessionInterface().get_signing_serializer(app)
    if serializer is None:
        sys.exit("There is no secret to sign a session with.")
    for who, token in tokens.items():
        cookie = serializer.dumps({"_user_id": token, "_fresh": True, "csrf_token": "0" * 40})
        place[who] = f"{app.config['SESSION_COOKIE_NAME']}={cookie}"
    place["statements"] = _statements(app, place)
    return place


def _pages(place: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """Return each measured page by name: address, cookie."""
    cookie = place["reader"]
    needs = {
        "needs board": ("/desk/needs", place["analyst"]),
        "the largest need": (f"/desk/needs/{place['need']}", place["analyst"]),
    }
    return {
        f"thread of {ANSWERS} answers, guest": (place["thread"], ""),
        f"thread of {ANSWERS} answers, signed in": (place["thread"], cookie),
        f"thread of {ANSWERS} answers, its author": (place["thread"], place["author"]),
        "problem list, guest": ("/problems", ""),
        "problem list, signed in": ("/problems", cookie),
        "search, guest": (f"/search?q={place['word']}", ""),
        "home, guest": ("/", ""),
        "home, signed in": ("/", cookie),
        "idea list, guest": ("/ideas", ""),
    } | (needs if place["need"] else {})


def _statements(app: Flask, place: dict[str, Any]) -> str:
    counts: list[str] = []
    seen: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        if not statement.startswith(NOT_COUNTED):
            seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    for name, (path, cookie) in _pages(place).items():
        for _ in range(2):
            seen.clear()
            answer = app.test_client(use_cookies=False).get(path, headers={"Cookie": cookie} if cookie else {})
        if answer.status_code != 200:
            sys.exit(f"{path} answered {answer.status}")
        counts.append(f"{name} {len(seen)}")
    event.remove(Engine, "before_cursor_execute", note)
    return "; ".join(counts)


def _measure(place: dict[str, Any], seconds: float, only: str) -> None:
    empty_port, port = _free_port(), _free_port()
    with _server([sys.executable, __file__, "--empty-server", str(empty_port)], empty_port) as empty:
        nothing = _figure("an empty Flask view", empty, empty_port, ("/", ""), seconds)
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "serve", "--port", str(port)]
    figures = [nothing]
    with _server(command, port) as server:
        web = _children(server)[0]
        figures += [_figure(name, web, port, page, seconds) for name, page in _pages(place).items() if only in name]
        memory = _memory(server)
    print(
        "\n| page | requests a second | processor-ms a request | of the empty view | p95, ms |\n|---|---|---|---|---|"
    )
    for one in figures:
        share = nothing.milliseconds / one.milliseconds
        print(f"| {one.name} | {one.rate:,.0f} | {one.milliseconds:.2f} | {share:.2f} | {one.p95:.1f} |")
    print(f"\nMemory of all its processes, each one's own part and its share of the common one: {memory:.0f} MB")


def _figure(name: str, process: int, port: int, page: tuple[str, str], seconds: float) -> Figure:
    """Ask for the page until the time is over, after a short warming up."""
    _ask(port, page, min(1.0, seconds))
    before, begun = _processor_seconds(process), time.monotonic()
    times = _ask(port, page, seconds)
    took, spent = time.monotonic() - begun, _processor_seconds(process) - before
    print(f"  {name}: {1000 * spent / len(times):.2f} processor-ms", flush=True)
    return Figure(name, len(times) / took, 1000 * spent / len(times), 1000 * sorted(times)[int(len(times) * 0.95)])


def _ask(port: int, page: tuple[str, str], seconds: float) -> list[float]:
    times: list[float] = []
    until = time.monotonic() + seconds
    clients = [threading.Thread(target=_client, args=(port, page, until, times)) for _ in range(CLIENTS)]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    return times


def _client(port: int, page: tuple[str, str], until: float, times: list[float]) -> None:
    path, cookie = page
    headers = {"Accept-Encoding": "gzip"} | ({"Cookie": cookie} if cookie else {})
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
    while time.monotonic() < until:
        begun = time.monotonic()
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}")
        times.append(time.monotonic() - begun)
    connection.close()


@contextmanager
def _server(command: list[str], port: int) -> Iterator[int]:
    """Start a server, give the id of its first process, and end it."""
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port)
        yield process.pid
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=PATIENCE_SECONDS)


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(f"nothing listens on port {port}")


def _start_seconds() -> float:
    port, begun = _free_port(), time.monotonic()
    with _server([sys.executable, "-m", "flask", "--app", "wsgi", "serve", "--prepare", "--port", str(port)], port):
        return time.monotonic() - begun


def _processor_seconds(pid: int) -> float:
    """Return what the process and all below it have used."""
    fields = [Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split() for one in _family(pid)]
    return sum(int(field[11]) + int(field[12]) for field in fields) / TICKS


def _memory(pid: int) -> float:
    """Return the proportional memory of the process and all below it, in MB."""
    texts = [Path(f"/proc/{one}/smaps_rollup").read_text() for one in _family(pid)]
    return sum(int(re.findall(r"^Pss:\s+(\d+)", text, re.MULTILINE)[0]) for text in texts) / 1024


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _family(pid: int) -> list[int]:
    return [pid, *(one for child in _children(pid) for one in _family(child))]


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


if __name__ == "__main__":
    main()
