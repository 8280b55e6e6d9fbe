"""Where the index lies: a folder for each build, a pointer to the one in use, and the locks of the writers.

    index/current          the name of the folder in use, swapped in one step
    index/<versions>-<n>   one build; `broken` in it says that a reader could not read it
    index/*.lock           held by whoever writes, or builds anew

Whoosh unpickles what lies here, so the folder is trusted like code: it is never filled from an upload.
"""

import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from community.core import settings
from community.search.engines.protocol import IndexBusyError, IndexUnavailableError
from community.search.engines.whoosh import schema

LONGEST_WAIT_SECONDS = 120


def root() -> Path:
    """Return the folder of all builds."""
    return settings.current().var / "index"


def current() -> Path:
    """Return the build in use; a missing, outdated or broken one raises `IndexUnavailableError`."""
    name = _named()
    if not name:
        raise IndexUnavailableError("there is no index of this version")
    build = root() / name
    if not build.is_dir() or (build / "broken").exists():
        raise IndexUnavailableError("the index is broken")
    return build


def _named() -> str:
    """Return the name that the pointer gives, if it is a build of this version."""
    try:
        name = (root() / "current").read_text(encoding="ascii").strip()
    except (OSError, UnicodeError):
        return ""
    return name if name.startswith(f"{schema.generation()}-") and "/" not in name else ""


def is_usable() -> bool:
    """Whether there is a build in use that nobody found broken."""
    try:
        current()
    except IndexUnavailableError:
        return False
    return True


def mark_broken(build: Path) -> None:
    """Leave word for the worker that the build cannot be read."""
    try:
        (build / "broken").touch()
    except OSError:  # the folder is gone: the worker will see that by itself
        return


def marked_broken() -> Path | None:
    """Return the build in use, if it is of this version and a reader could not read it."""
    for build in builds():
        if (build / "broken").exists() and build.name == _named():
            return build
    return None


def unmark(build: Path) -> None:
    """Take back that the build is broken."""
    (build / "broken").unlink(missing_ok=True)


def new_build() -> Path:
    """Make the folder of a new build."""
    number = 1 + max((_number(build) for build in builds()), default=0)
    build = root() / f"{schema.generation()}-{number}"
    build.mkdir(parents=True)
    return build


def use(build: Path) -> None:
    """Make this build the one in use, in one step, and remove the others."""
    fresh = root() / f"current.{os.getpid()}"
    with fresh.open("w", encoding="ascii") as file:
        file.write(build.name)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(root() / "current")
    for other in builds():
        if other.name != build.name:
            shutil.rmtree(other, ignore_errors=True)


def builds() -> list[Path]:
    """Return all builds, finished or not."""
    return [path for path in root().glob("*-*") if path.is_dir() and _number(path)]


def _number(build: Path) -> int:
    number = build.name.rpartition("-")[2]
    return int(number) if number.isdecimal() else 0


@contextmanager
def writing() -> Iterator[None]:
    """Be the only writer; waits its turn, or raises `IndexBusyError`. A lock dies with the process that holds it."""
    with _lock("writing.lock", seconds=LONGEST_WAIT_SECONDS):
        yield


@contextmanager
def building() -> Iterator[None]:
    """Be the only one who builds anew; `IndexBusyError` at once if somebody already does."""
    with _lock("building.lock", seconds=0):
        yield


@contextmanager
def _lock(name: str, *, seconds: float) -> Iterator[None]:
    root().mkdir(parents=True, exist_ok=True)
    until = time.monotonic() + seconds
    with (root() / name).open("w") as file:
        while not _takes(file.fileno()):
            if time.monotonic() >= until:
                raise IndexBusyError(f"{name} is held by another process")
            time.sleep(0.05)
        yield


def _takes(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
