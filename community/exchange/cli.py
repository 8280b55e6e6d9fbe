"""`flask posts`: contributions in and out, and their upkeep."""

import json
import sys
from typing import BinaryIO, TextIO

import click
from flask.cli import AppGroup

from community.exchange import queries
from community.exchange.actions import Importer
from community.exchange.actions.upkeep import recount_all, rerender_old

commands = AppGroup("posts", help="Contributions in and out, as JSON Lines.")
MOST_LISTED = 1000


@commands.command("import")
@click.argument("file", type=click.File("rb"))
def import_posts(file: BinaryIO) -> None:
    """Read contributions from FILE, one JSON object a line.

    Good lines are kept; bad ones are listed with number and reason on standard error, and the exit status is then 1.
    The same file again adds nothing. Index and insight run as jobs.
    """
    file.seek(0, 2)
    length = file.tell()
    file.seek(0)
    importer = Importer(file)
    with click.progressbar(length=length, label="Reading", file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        through = 0
        for place in importer.run():
            bar.update(max(0, place - through))
            through = max(through, place)
    _tell(importer)


def _tell(importer: Importer) -> None:
    outcome = importer.outcome
    for number, reason in outcome.bad[:MOST_LISTED]:
        click.echo(f"line {number}: {reason}", err=True)
    if len(outcome.bad) > MOST_LISTED:
        click.echo(f"… and {len(outcome.bad) - MOST_LISTED} more bad lines", err=True)
    click.echo(f"{outcome.added} added, {outcome.unchanged} there already, {len(outcome.bad)} bad.")
    if outcome.bad:
        sys.exit(1)


@commands.command("export")
@click.argument("file", type=click.File("w", encoding="utf-8"), default="-")
@click.option("--withdrawn", is_flag=True, help="Also what not everyone may see, with its state.")
def export_posts(file: TextIO, withdrawn: bool) -> None:
    """Write contributions to FILE (or standard output), in the form that import reads."""
    count = 0
    for line in queries.lines_of_all(withdrawn=withdrawn):
        file.write(json.dumps(line, ensure_ascii=False) + "\n")
        count += 1
    click.echo(f"{count} written.", err=True)


@commands.command("recount")
def recount() -> None:
    """Count votes, comments and answers of all posts from their rows."""
    click.echo(f"{recount_all()} posts had a wrong count.")


@commands.command("rerender")
def rerender() -> None:
    """Render posts of an older renderer anew."""
    click.echo(f"{rerender_old()} posts were rendered anew.")
