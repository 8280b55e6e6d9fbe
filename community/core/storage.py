"""Files in the state folder, written whole or not at all."""

import os
import secrets
from pathlib import Path

from community.core import settings


def new_key(suffix: str) -> str:
    """Return an unguessable name for a file, spread over 256 folders."""
    name = secrets.token_hex(16)
    return f"{name[:2]}/{name}{suffix}"


def save(key: str, content: bytes) -> None:
    """Write the file so that a crash leaves the whole of it or nothing."""
    path = path_of(key)
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.part")
    with unfinished.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)


def delete(key: str) -> None:
    """Remove the file, if it is there."""
    path_of(key).unlink(missing_ok=True)


def path_of(key: str) -> Path:
    """Return where the file lies; a key that leads outside the folder raises `ValueError`."""
    folder = settings.current().var / "uploads"
    path = (folder / key).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise ValueError("A storage key must stay inside the folder.")
    return path


def keys_older_than(timestamp: float) -> list[str]:
    """Return the names of the files last written before the moment (seconds since 1970)."""
    folder = settings.current().var / "uploads"
    files = (path for path in folder.glob("*/*") if path.is_file() and path.stat().st_mtime < timestamp)
    return [path.relative_to(folder).as_posix() for path in files]
