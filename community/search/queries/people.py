"""Members by name: letters folded, half-spaces and spaces left out, for nobody types them alike."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, or_, select

from community.core.database import db
from community.core.language import fold
from community.members.models import Member

MOST_OFFERED = 3
SHORTEST_INSIDE = 3


def members_called(name: str) -> list[Member]:
    """Return the member with this number, else up to two of this name."""
    if name.isascii() and name.isdecimal() and len(name) < 10:
        member = db.session.get(Member, int(name))
        return [member] if member else []
    rows = select(Member).where(_letters() == _folded(name)).order_by(Member.id).limit(2)
    return list(db.session.scalars(rows))


def members_beginning(typed: str) -> Sequence[Member]:
    """Return members whose name, or a later word of it, begins as typed; the most helpful first, suspended ones never."""
    start = _folded(typed)
    if not start:
        return []
    begins = _letters().startswith(start, autoescape=True)
    if len(start) >= SHORTEST_INSIDE:
        begins = or_(begins, Member.name_folded.contains(f" {' '.join(fold(typed).split())}", autoescape=True))
    rows = select(Member).where(begins, Member.suspended_at.is_(None)).order_by(Member.reputation.desc(), Member.id)
    return db.session.scalars(rows.limit(MOST_OFFERED)).all()


def _letters() -> ColumnElement[str]:
    return func.replace(Member.name_folded, " ", "")


def _folded(name: str) -> str:
    return fold(name).replace(" ", "")
