"""Commands of the house: serve, worker, jobs."""

import logging
import os
import sys
from dataclasses import replace

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext
from sqlalchemy import func, select

from community.core import jobs, settings
from community.core.database import db
from community.core.jobs import Job
from community.core.transaction import transaction
from community.web import serving

LONGEST_SHOWN_ERROR = 200
PREPARATIONS = (
    ("Bringing the database up to date", "db", ["upgrade"]),
    ("Looking after the sample community", "demo", ["load", "--if-empty"]),
)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=int, envvar="PORT", default=8000, show_default=True, help="The port to listen on.")
@click.option(
    "--prepare", is_flag=True, help="First migrate the database, and fill an empty one with the sample community."
)
@click.pass_context
@with_appcontext
def serve(context: click.Context, host: str, port: int, prepare: bool) -> None:
    """Serve the community: web server and worker, ending together."""
    if not serving.is_free(host, port):
        raise click.ClickException(f"Port {port} is in use. Choose another one, for example: make run PORT={port + 1}")
    if "BASE_URL" not in os.environ:
        settings.configure(replace(settings.current(), base_url=f"http://{host}:{port}"))
    if prepare:
        _prepare(context)
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    sys.exit(serving.Supervisor(app, host, port, when_ready=_tell_addresses).run())


def _prepare(context: click.Context) -> None:
    logging.getLogger("alembic").setLevel(logging.WARNING)
    root = context.find_root()
    for sentence, group, arguments in PREPARATIONS:
        command = root.command.get_command(root, group) if isinstance(root.command, click.Group) else None
        if command is not None:
            click.echo(f"{sentence} …")
            command.main(arguments, prog_name=group, parent=root, standalone_mode=False)


def _tell_addresses() -> None:
    config = settings.current()
    click.echo(f"\n{config.site_name} is open: {config.base_url}")
    click.echo(f"Its state is kept in {config.var}. Ctrl-C ends it.\n")


@click.command()
@with_appcontext
def worker() -> None:
    """Do jobs and schedules until told to stop; any number of workers share the work."""
    serving.run_worker(current_app._get_current_object())  # type: ignore[attr-defined]


commands = AppGroup("jobs", help="What is still to be done.")


@commands.command("list")
def list_jobs() -> None:
    """Show what waits, and what failed for good with its error."""
    rows = select(Job.kind, func.count(), func.min(Job.run_at)).where(Job.parked_at.is_(None)).group_by(Job.kind)
    for kind, count, since in db.session.execute(rows):
        click.echo(f"{kind}: {count} waiting since {since:%Y-%m-%d %H:%M:%S}")
    parked = db.session.scalars(select(Job).where(Job.parked_at.is_not(None)).order_by(Job.id)).all()
    for job in parked:
        last = (job.error or "").strip().splitlines()[-1:] or ["no error was kept"]
        click.echo(f"{job.kind} {job.id}: failed {job.attempts} times, {last[0][:LONGEST_SHOWN_ERROR]}")
    if not db.session.scalar(select(func.count()).select_from(Job)):
        click.echo("Nothing is waiting.")


@commands.command("run")
def run_jobs() -> None:
    """Do all that is due now, then end; the exit status tells whether all went well."""
    done = jobs.run_due(limit=1_000_000)
    failed = db.session.scalar(select(func.count()).where(Job.error.is_not(None))) or 0
    click.echo(f"{done} done, {failed} failed so far.")
    if failed:
        raise click.exceptions.Exit(1)


@commands.command("retry")
def retry_jobs() -> None:
    """Give what failed for good another chance."""
    with transaction():
        again = jobs.retry_parked()
    click.echo(f"{again} will be tried again.")


COMMANDS = (serve, worker, commands)
