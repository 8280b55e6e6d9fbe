"""A PostgreSQL server for the tests: the one that is named, or one started here and ended afterwards."""

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from sqlalchemy import URL, make_url

START_SECONDS = 60
SETTINGS = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60"


class NoPostgreSQLError(RuntimeError):
    """There is neither TEST_DATABASE_URL nor a `pg_ctl` on this machine."""


@contextmanager
def running_server() -> Iterator[URL]:
    """Give the address of a server's maintenance database; end the server if it was started here."""
    named = os.environ.get("TEST_DATABASE_URL")
    if named:
        yield make_url(named).set(drivername="postgresql+psycopg")
        return
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="anjoman-postgresql-"))
    try:
        with _started(programs, folder) as url:
            yield url
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def fresh_database(server: URL) -> Iterator[URL]:
    """Make an empty database on the server and drop it afterwards."""
    name = f"anjoman_test_{os.getpid()}_{secrets.token_hex(4)}"
    _execute(server, f"CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING 'UTF8'")
    try:
        yield server.set(database=name)
    finally:
        _execute(server, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _execute(server: URL, statement: str) -> None:
    address = server.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(statement.encode())


def _programs() -> Path:
    """Find the folder of `pg_ctl`: on the path, or where Debian keeps it."""
    found = shutil.which("pg_ctl")
    folders = [Path(found).parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -float(path.parent.name))
    for folder in folders:
        if (folder / "pg_ctl").exists() and (folder / "initdb").exists():
            return folder
    raise NoPostgreSQLError(
        "PostgreSQL was not found: set TEST_DATABASE_URL or install it (apt-get install postgresql)."
    )


@contextmanager
def _started(programs: Path, folder: Path) -> Iterator[URL]:
    user = _unprivileged_user(folder)
    data, port = folder / "data", _free_port()
    _run(
        user, [programs / "initdb", "-D", data, "-U", "anjoman", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
    )
    options = f"-p {port} -c listen_addresses=127.0.0.1 -k {folder} {SETTINGS}"
    _run(
        user, [programs / "pg_ctl", "-D", data, "-w", "-t", START_SECONDS, "-l", folder / "log", "-o", options, "start"]
    )
    try:
        yield URL.create("postgresql+psycopg", username="anjoman", host="127.0.0.1", port=port, database="postgres")
    finally:
        _run(user, [programs / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop"])


def _unprivileged_user(folder: Path) -> str | None:
    """Name the user who may run the server: it refuses root, who therefore becomes somebody else."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    user = "postgres" if "postgres" in names else "nobody"
    os.chown(folder, pwd.getpwnam(user).pw_uid, pwd.getpwnam(user).pw_gid)
    return user


def _run(user: str | None, command: list[object]) -> None:
    done = subprocess.run(
        [str(part) for part in command],
        user=user,
        extra_groups=[] if user else None,
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        timeout=START_SECONDS * 2,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed: {done.stderr.decode(errors='replace')}")


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port
