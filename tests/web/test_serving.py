"""`flask serve` in real processes: what it starts ends with it, however it ends."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator

import pytest

from tests.servers import FLASK, ROOT, Installation, children_of, free_port, stop, wait_until_gone

pytestmark = pytest.mark.pure


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    made = Installation(tmp_path_factory.mktemp("serving"), free_port())
    made.flask("db", "upgrade")
    return made


@pytest.fixture
def server(installation: Installation) -> "Iterator[subprocess.Popen[bytes]]":
    process = installation.start()
    yield process
    stop(process)


def test_ctrl_c_ends_everything_cleanly(installation: Installation, server: "subprocess.Popen[bytes]") -> None:
    started = _all_below(server.pid)

    server.send_signal(signal.SIGINT)

    assert server.wait(timeout=30) == 0
    assert wait_until_gone(started)
    assert "Traceback" not in installation.log()


def test_everything_ends_with_a_killed_supervisor(server: "subprocess.Popen[bytes]") -> None:
    started = _all_below(server.pid)

    server.kill()

    assert len(started) == 3
    assert wait_until_gone(started)


def test_a_killed_worker_is_started_again(installation: Installation, server: "subprocess.Popen[bytes]") -> None:
    web, worker = children_of(server.pid)

    os.kill(worker, signal.SIGKILL)

    assert _eventually(lambda: len(children_of(server.pid)) == 2 and worker not in children_of(server.pid))
    assert web in children_of(server.pid)
    assert installation.answers("/-/ready")


def test_a_port_in_use_is_told_in_a_sentence(installation: Installation) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        done = subprocess.run(
            [*FLASK, "serve", "--port", str(port)],
            cwd=ROOT, env=installation.environment, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip

    assert done.returncode == 1
    assert f"Port {port} is in use" in done.stderr


def _all_below(pid: int) -> list[int]:
    children = children_of(pid)
    return children + [below for child in children for below in _all_below(child)]


def _eventually(condition: Callable[[], bool], seconds: float = 30) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.1)
    return False
