"""`flask demo load`: the sample community."""

import click
from flask.cli import AppGroup

from community.core import jobs, settings
from community.core.transaction import transaction
from community.demo import actions, inboxes, product_team
from community.demo.people import PASSWORD

commands = AppGroup("demo", help="The sample community.")

SIGN_INS = ("customer", "moderator", "agent", "analyst", "administrator")
MOST_ROUNDS = 500


@commands.command("load")
@click.option("--if-empty", is_flag=True, help="Load nothing where there is something already, or in production.")
@click.option("--yes", is_flag=True, help="Also on an installation in production: everybody knows the password.")
def load(*, if_empty: bool, yes: bool) -> None:
    """Fill an empty database with a believable community, and print how to sign in.

    All of it or nothing: an interrupted load leaves the database empty.
    """
    reason = _reason_against(yes=yes)
    if reason and if_empty:
        if actions.is_loaded() and not settings.current().production:
            _tell_sign_ins()
        return
    if reason:
        raise click.ClickException(reason)
    click.echo("Telling seven months of the sample community …")
    with transaction():
        count = actions.load()
    click.echo("Indexing it and reading it for needs …")
    jobs.run_due(MOST_ROUNDS)
    with transaction():
        product_team.tend()
        inboxes.put_in_order()
    jobs.run_due(MOST_ROUNDS)
    click.echo(f"{count} posts are there.")
    _tell_sign_ins()


def _reason_against(*, yes: bool) -> str:
    if not actions.is_empty():
        return "There is something here already. The sample community needs an empty database."
    if settings.current().production and not yes:
        return (
            "This installation is in production, and everybody knows the password of the sample members. "
            "If that is what you want, say --yes."
        )
    return ""


def _tell_sign_ins() -> None:
    click.echo(f"Everybody in the sample community signs in with the password {PASSWORD}, for example:")
    for role in SIGN_INS:
        click.echo(f"  {role}@example.com".ljust(34) + f"as {role}")
