"""A real installation in processes of its own, as `make run` starts it."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[1]
FLASK = (sys.executable, "-m", "flask", "--app", "wsgi")
START_SECONDS = 60


@dataclass
class Installation:
    """A folder of state, the settings that go with it, and how to run commands on it."""

    folder: Path
    port: int
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """Where its pages are."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """The environment of its processes."""
        own = {"VAR": str(self.folder), "PORT": str(self.port), "LANGUAGE_DEFAULT": "en", "RATE_LIMIT_SCALE": "1000000"}
        kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "TMPDIR"}}
        return {**kept, **own, **self.settings}

    def flask(self, *arguments: str, text: str = "") -> str:
        """Run a command and return what it said; a command that fails is a failure."""
        done = subprocess.run(
            [*FLASK, *arguments], cwd=ROOT, env=self.environment, input=text, capture_output=True, text=True, timeout=300,
            check=False,
        )  # fmt: skip
        assert done.returncode == 0, (
            f"flask {' '.join(arguments)} ended with {done.returncode}: {done.stdout}{done.stderr}"
        )
        return done.stdout

    def start(self, arguments: Sequence[str] = ()) -> subprocess.Popen[bytes]:
        """Start `flask serve` and wait until it answers; its log is `serve.log` in the folder."""
        with (self.folder / "serve.log").open("ab") as log:
            process = subprocess.Popen(
                [*FLASK, "serve", *arguments],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        deadline = time.monotonic() + START_SECONDS
        while not self.answers():
            if process.poll() is not None or time.monotonic() > deadline:
                process.kill()
                raise AssertionError(f"the server did not start:\n{self.log()}")
            time.sleep(0.1)
        return process

    def answers(self, path: str = "/-/live") -> bool:
        """Whether a server is there."""
        try:
            with urllib.request.urlopen(self.address + path, timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def log(self) -> str:
        """What its processes said."""
        return (self.folder / "serve.log").read_text(encoding="utf-8", errors="replace")


@contextmanager
def served(
    folder: Path, *, prepare: Sequence[Sequence[str]] = (("db", "upgrade"),), **settings: str
) -> Iterator[Installation]:
    """Prepare an installation with commands, serve it, and end it afterwards."""
    folder.mkdir(parents=True, exist_ok=True)
    installation = Installation(folder, free_port(), settings)
    for arguments in prepare:
        installation.flask(*arguments)
    process = installation.start()
    try:
        yield installation
    finally:
        stop(process)


def stop(process: "subprocess.Popen[bytes]", seconds: float = 30) -> int:
    """End a server as Ctrl-C would, or by force; return its exit status."""
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
    try:
        return process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        return process.wait(timeout=seconds)


def children_of(pid: int) -> list[int]:
    """Return the processes that this one started, the oldest first."""
    path = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in path.read_text().split()]


def wait_until_gone(pids: Sequence[int], seconds: float = 30) -> bool:
    """Wait until none of these processes runs any more."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if not any(_runs(pid) for pid in pids):
            return True
        time.sleep(0.1)
    return False


def _runs(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def free_port() -> int:
    """Return a port on which nobody listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port
