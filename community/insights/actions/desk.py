"""What the product team keeps for itself: views of the board, notes on needs, the weights of the ranking."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from community.core import clock, text
from community.core.database import db
from community.core.errors import NotAllowedError
from community.core.locale import _l
from community.insights.actions.shaping import refuse_others
from community.insights.models import EngineSetting, Need, NeedComment, SavedView
from community.insights.ranking import Factor
from community.members.models import Member

LONGEST_VIEW_NAME = 80
LONGEST_COMMENT = 2000


def save_view(name: str, query: str, *, shared: bool, by: Member) -> SavedView:
    """Keep a narrowed board; the same name once more replaces it."""
    refuse_others(by)
    name = text.clean_line(name)[:LONGEST_VIEW_NAME]
    rows = select(SavedView).where(SavedView.member_id == by.id, SavedView.name == name)
    view = db.session.scalar(rows.with_for_update()) or SavedView(member_id=by.id, name=name)
    view.query, view.shared = query[:1000], shared
    db.session.add(view)
    return view


def drop_view(view: SavedView, *, by: Member) -> None:
    """Forget a view; only whoever kept it may."""
    if view.member_id != by.id:
        raise NotAllowedError(_l("Only whoever kept this view can drop it."))
    db.session.delete(view)


def comment(need: Need, words: str, *, by: Member) -> NeedComment:
    """Say something about a need among the product team."""
    refuse_others(by)
    note = NeedComment(need_id=need.id, author_id=by.id, text=text.clean(words)[:LONGEST_COMMENT])
    db.session.add(note)
    return note


def drop_comment(note: NeedComment, *, by: Member) -> None:
    """Take one's own words back."""
    if note.author_id != by.id:
        raise NotAllowedError(_l("Only whoever wrote this can take it back."))
    db.session.delete(note)


def set_weights(weights: Mapping[Factor, float], *, by: Member) -> None:
    """Say how much each factor counts, and put all needs in that order at once, from the factors as last counted."""
    refuse_others(by)
    setting = db.session.get(EngineSetting, "weights", with_for_update=True) or EngineSetting(name="weights")
    setting.value = {factor.value: weight for factor, weight in weights.items()}
    setting.by_id, setting.changed_at = by.id, clock.now()
    db.session.add(setting)
    rows = select(Need).where(Need.merged_into_id.is_(None), Need.dismissed_at.is_(None)).with_for_update()
    needs = [need for need in db.session.scalars(rows) if need.factors.get("parts")]
    for need in needs:
        parts = [_weighed(part, weights) for part in need.factors["parts"]]
        need.factors = {**need.factors, "parts": parts}
        need.rank = sum(part["points"] for part in parts)


def _weighed(part: Mapping[str, Any], weights: Mapping[Factor, float]) -> dict[str, Any]:
    return {**part, "points": part["stands"] * weights.get(Factor(part["factor"]), 0.0)}
