"""What the pages keep: the cached reputation of members."""

from collections.abc import Sequence

from sqlalchemy import select

from community.core.database import db
from community.members.actions import set_reputation
from community.members.models import Member
from community.pages.queries import reputation


def recount_reputation(member_ids: Sequence[int]) -> None:
    """Count the members' reputation anew; their rows are locked first, so that of two counts the later one is right."""
    rows = select(Member).where(Member.id.in_(member_ids)).order_by(Member.id).with_for_update()
    members = db.session.scalars(rows.execution_options(populate_existing=True)).all()
    standings = reputation.standings([member.id for member in members])
    for member in members:
        set_reputation(member, standings[member.id].total)
