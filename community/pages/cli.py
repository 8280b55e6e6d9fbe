"""`flask reputation`: upkeep of members' points."""

import click
from flask.cli import AppGroup
from sqlalchemy import select

from community.core.database import db
from community.core.transaction import transaction
from community.members.models import Member
from community.pages.actions import recount_reputation

commands = AppGroup("reputation", help="Members' reputation.")

TOGETHER = 200


@commands.command("recount")
def recount() -> None:
    """Count everybody's reputation anew from what they wrote."""
    ids = list(db.session.scalars(select(Member.id).order_by(Member.id)))
    for start in range(0, len(ids), TOGETHER):
        with transaction():
            recount_reputation(ids[start : start + TOGETHER])
    click.echo(f"Counted for {len(ids)} members.")
