"""Reads of synonyms: what a query means besides, and the lists of the desk."""

from collections import defaultdict

from sqlalchemy import select
from sqlalchemy.orm import aliased

from community.core.database import db
from community.search.models import SynonymGroup, SynonymState, Wording
from community.search.sought import Sought
from community.search.synonyms import extend, keys_in


def with_synonyms(sought: Sought) -> Sought:
    """Let each wording that stands in a group be met by the others; one statement."""
    keys = keys_in(sought)
    if not keys:
        return sought
    mine, other = aliased(Wording), aliased(Wording)
    rows = (
        select(mine.key, other.key)
        .join(other, other.group_id == mine.group_id)
        .join(SynonymGroup, SynonymGroup.id == mine.group_id)
        .where(mine.key.in_(keys), other.key != mine.key, SynonymGroup.state == SynonymState.ACTIVE)
        .order_by(other.id)
    )
    others: dict[str, list[str]] = defaultdict(list)
    for key, meant in db.session.execute(rows):
        others[key].append(meant)
    return extend(sought, others) if others else sought
