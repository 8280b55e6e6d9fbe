"""`flask insights`: the full run, and what it found, in and out of the machine."""

import json
from typing import TextIO

import click
from flask.cli import AppGroup

from community.insights import jobs
from community.insights.queries.exporting import lines, report_lines

commands = AppGroup("insights", help="Needs: find them, write them out.")


@commands.command("refresh")
def refresh() -> None:
    """Run the engine over everything."""
    run = jobs.refresh(say=click.echo)
    details = run.details
    click.echo(
        f"{details['needs']} needs hold {details['grouped']:,} posts; {details['waiting']:,} wait; "
        f"{details['proposals']} proposals for an analyst."
    )


@commands.command("export")
@click.argument("file", type=click.File("w", encoding="utf-8"), default="-")
def export(file: TextIO) -> None:
    """Write one JSON object a line for each visible post that was read.

    id (external), need_id and need (null while it waits), lang, sentiment (-1 to 1), score (0 to 1), distress (0 to 1),
    kind (trouble, wish, praise, question, hazard), theme_id and theme (null where there is none).
    """
    count = 0
    for line in lines():
        file.write(json.dumps(line, ensure_ascii=False) + "\n")
        count += 1
    click.echo(f"{count} written.", err=True)


@commands.command("report")
@click.option("--most", default=20, help="How many needs.")
def report(most: int) -> None:
    """Print the first needs with their figures and quotes."""
    for line in report_lines(most):
        click.echo(line)
