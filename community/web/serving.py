"""One command that serves: a supervisor, the web server and the worker beside it, ending together.

The application is made once, before the processes part, so they start at once and share its memory. A worker that
dies is started again after a pause; a web server that ends takes everything with it, and so does the supervisor,
even when it is killed.
"""

import ctypes
import gc
import logging
import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from community.core import settings
from community.core.database import db
from community.core.jobs import work

logger = logging.getLogger(__name__)

RESTART_PAUSE_SECONDS = 2.0
GRACE_SECONDS = 20
SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - gunicorn's heartbeat file; memory never stalls on a busy disk
PR_SET_PDEATHSIG = 1
THREADS_OF_NUMPY = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")


class WebServer(BaseApplication):
    """Gunicorn around an application that is made already."""

    def __init__(self, app: Flask, options: Mapping[str, Any]) -> None:
        self.app = app
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        """Set gunicorn's options."""
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Return the application."""
        return self.app


def options(host: str, port: int) -> dict[str, Any]:
    """Return gunicorn's options: one process, threads as configured; no access log, no control socket."""
    return {
        "bind": f"{host}:{port}",
        "workers": 1,
        "worker_class": "gthread",
        "threads": settings.current().web_threads,
        "keepalive": 5,
        "timeout": 60,
        "graceful_timeout": GRACE_SECONDS - 5,
        "worker_tmp_dir": str(SHARED_MEMORY) if SHARED_MEMORY.is_dir() else None,
        "control_socket_disable": True,
        "accesslog": None,
        "loglevel": "warning",
    }


def is_free(host: str, port: int) -> bool:
    """Whether a server can listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host.strip("[]"), port))
        except OSError:
            return False
    return True


def run_worker(app: Flask) -> None:
    """Do jobs in this process until SIGTERM or SIGINT; the job at hand is finished first.

    It computes on one core, so that a nightly run leaves the others to the web server beside it.
    """
    for name in THREADS_OF_NUMPY:
        os.environ.setdefault(name, "1")
    told_to_stop = Event()
    parent = os.getppid()
    for signal_number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(signal_number, lambda *_: told_to_stop.set())
    if sys.platform != "linux":
        _watch_parent(parent, told_to_stop)
    with app.app_context():
        work(told_to_stop)


@dataclass
class Supervisor:
    """Keeps a web server and a worker running until it is told to end."""

    app: Flask
    host: str
    port: int
    when_ready: Callable[[], None]
    told_to_end: Event = field(default_factory=Event)
    children: dict[int, str] = field(default_factory=dict)

    def run(self) -> int:
        """Start both, watch over them, end both; return the exit status."""
        for signal_number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(signal_number, lambda *_: self.told_to_end.set())
        db.session.remove()
        db.engine.dispose()
        gc.freeze()
        self._start("web", WebServer(self.app, options(self.host, self.port)).run)
        self._start("worker", lambda: run_worker(self.app))
        self._announce_when_ready()
        status = self._watch()
        self._end()
        return status

    def _start(self, name: str, task: Callable[[], None]) -> None:
        supervisor = os.getpid()
        child = os.fork()
        if child:
            self.children[child] = name
            return
        status = 1
        try:
            _end_with(supervisor)
            for signal_number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
                signal.signal(signal_number, signal.SIG_DFL)
            task()
            status = 0
        except SystemExit as error:
            status = error.code if isinstance(error.code, int) else 1
        except BaseException:
            logger.exception("the %s process failed", name)
        finally:
            os._exit(status)

    def _announce_when_ready(self) -> None:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and not self.told_to_end.is_set():
            try:
                socket.create_connection((self.host.strip("[]"), self.port), timeout=1).close()
            except OSError:
                time.sleep(0.05)
            else:
                self.when_ready()
                return

    def _watch(self) -> int:
        """Wait for the end; a dead worker is started again."""
        while not self.told_to_end.wait(0.2):
            for name, status in self._reap():
                if name == "web":
                    return status or 1
                logger.warning("the worker ended with status %s and is started again", status)
                self.told_to_end.wait(RESTART_PAUSE_SECONDS)
                self._start("worker", lambda: run_worker(self.app))
        return 0

    def _reap(self) -> list[tuple[str, int]]:
        ended = []
        for child in list(self.children):
            found, status = os.waitpid(child, os.WNOHANG)
            if found:
                ended.append((self.children.pop(child), os.waitstatus_to_exitcode(status)))
        return ended

    def _end(self) -> None:
        """Ask the children to end, and insist after a while."""
        deadline = time.monotonic() + GRACE_SECONDS
        self._tell(signal.SIGTERM)
        while self.children and time.monotonic() < deadline:
            self._reap()
            time.sleep(0.05)
        self._tell(signal.SIGKILL)

    def _tell(self, signal_number: signal.Signals) -> None:
        for child in self.children:
            os.kill(child, signal_number)


def _end_with(supervisor: int) -> None:
    """Have Linux end this process when its supervisor ends, in whatever way; elsewhere the processes look themselves."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != supervisor:
        os._exit(1)


def _watch_parent(parent: int, told_to_stop: Event) -> None:
    def look(*_: object) -> None:
        if os.getppid() != parent:
            told_to_stop.set()

    signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, 1, 1)
