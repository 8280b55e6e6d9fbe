"""Reads of synonyms: what a query means besides, and the lists of the desk."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from community.core.database import db
from community.core.errors import NotFoundError
from community.core.locale import _l
from community.core.paging import Page, page_of
from community.members.models import Viewer
from community.search import policies
from community.search.models import SynonymGroup, SynonymState, Wording
from community.search.sought import Sought
from community.search.synonyms import extend, key_of, keys_in


def with_synonyms(sought: Sought) -> Sought:
    """Let each wording that stands in a group be met by the others; one statement."""
    keys = keys_in(sought)
    if not keys:
        return sought
    mine, other = aliased(Wording), aliased(Wording)
    rows = (
        select(mine.key, other.typed)
        .join(other, other.group_id == mine.group_id)
        .join(SynonymGroup, SynonymGroup.id == mine.group_id)
        .where(mine.key.in_(keys), other.key != mine.key, SynonymGroup.state == SynonymState.ACTIVE)
        .order_by(other.id)
    )
    others: dict[str, list[str]] = defaultdict(list)
    for key, meant in db.session.execute(rows):
        others[key].append(meant)
    return extend(sought, others) if others else sought


MOST_PROPOSED = 20
FEWEST_TIMES = 3
"""What one person typed once is his own; what several typed is how customers speak."""


@dataclass(frozen=True)
class SynonymsPage:
    """What staff taught search, and what it learned and waits for them."""

    groups: Page[SynonymGroup]
    proposals: Sequence[SynonymGroup]
    waiting: int


def synonyms_page(viewer: Viewer, *, language: str = "", word: str = "", cursor: str | None = None) -> SynonymsPage:
    """Return the groups in use, the latest first, and the proposals met most often; for others there is no such page."""
    refuse_others(viewer)
    loaded = (selectinload(SynonymGroup.wordings), joinedload(SynonymGroup.by))
    groups = select(SynonymGroup).where(SynonymGroup.state == SynonymState.ACTIVE).options(*loaded)
    if language:
        groups = groups.where(SynonymGroup.language == language)
    if word:
        groups = groups.where(SynonymGroup.wordings.any(Wording.key.contains(key_of(word) or word, autoescape=True)))
    proposed = select(SynonymGroup).where(
        SynonymGroup.state == SynonymState.PROPOSED, SynonymGroup.times >= FEWEST_TIMES
    )
    best = proposed.order_by(SynonymGroup.times.desc(), SynonymGroup.id.desc()).limit(MOST_PROPOSED).options(*loaded)
    return SynonymsPage(
        groups=page_of(groups, [SynonymGroup.id], cursor=cursor),
        proposals=db.session.scalars(best).all(),
        waiting=db.session.scalar(select(func.count()).select_from(proposed.subquery())) or 0,
    )


def get_synonyms(group_id: int, viewer: Viewer, *, for_update: bool = False) -> SynonymGroup:
    """Return a group that is not refused, or raise `NotFoundError`."""
    refuse_others(viewer)
    group = db.session.get(SynonymGroup, group_id, with_for_update=for_update)
    if group is None or group.state == SynonymState.REFUSED:
        raise NotFoundError(_l("There is no such group of words any more."))
    return group


def refuse_others(viewer: Viewer) -> None:
    """Raise `NotFoundError` for whoever may not teach search."""
    if not policies.may_edit_synonyms(viewer):
        raise NotFoundError(_l("There is no such page, or it is not open to you."))
