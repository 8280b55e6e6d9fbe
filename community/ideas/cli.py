"""Commands about ideas."""

import click
from flask.cli import AppGroup
from sqlalchemy import select

from community.core.database import db
from community.core.transaction import transaction
from community.ideas import actions
from community.ideas.models import Idea

BATCH = 500
commands = AppGroup("ideas", help="The orders of ideas.")


@commands.command("recount")
def recount() -> None:
    """Work out every idea's trend and its count of organizations anew from the votes."""
    count = last = 0
    while True:
        with transaction():
            ideas = db.session.scalars(
                select(Idea).where(Idea.id > last).order_by(Idea.id).limit(BATCH).with_for_update()
            ).all()
            actions.recount_support(ideas)
            last = ideas[-1].id if ideas else last
        count += len(ideas)
        if len(ideas) < BATCH:
            break
    click.echo(f"Counted anew: ideas {count}.")
