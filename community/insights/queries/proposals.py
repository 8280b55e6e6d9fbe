"""What the engine proposes, with the needs and the words it is about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from community.core.database import db
from community.core.errors import NotFoundError
from community.core.locale import _l
from community.insights.models import Evidence, Need, NeedProposal, ProposalState
from community.insights.queries.board import refuse_others
from community.insights.queries.filters import Filters, live_needs
from community.insights.queries.voices import Quote, marked, seen
from community.members.models import Viewer

MOST = 30
QUOTES = 3


@dataclass(frozen=True)
class Part:
    """One part of a proposed split: how many voices, and its strongest ones that the reader may see."""

    count: int
    quotes: list[Quote]


@dataclass(frozen=True)
class Proposed:
    """A proposal that still stands, with what it concerns."""

    proposal: NeedProposal
    needs: list[Need]
    parts: list[Part]


def proposals(viewer: Viewer, *, need: Need | None = None) -> list[Proposed]:
    """Return what is proposed and undecided, the clearest first; with a need, what concerns it."""
    refuse_others(viewer)
    rows = select(NeedProposal).where(NeedProposal.state == ProposalState.OPEN)
    found = db.session.scalars(rows.order_by(NeedProposal.overlap.desc(), NeedProposal.id)).all()
    mine = [one for one in found if need is None or need.id in one.need_ids][:MOST]
    needs = _needs_of(mine)
    quotes = _quotes_of(mine, viewer)
    return [
        Proposed(one, [needs[need_id] for need_id in one.need_ids], [_part(part, quotes) for part in one.parts])
        for one in mine
        if all(need_id in needs for need_id in one.need_ids)
    ]


def get_proposal(proposal_id: int, viewer: Viewer, *, for_update: bool = False) -> NeedProposal:
    """Return a proposal to whoever may read needs."""
    refuse_others(viewer)
    proposal = db.session.get(NeedProposal, proposal_id, with_for_update=for_update)
    if proposal is None:
        raise NotFoundError(_l("There is no such proposal, or it is not open to you."))
    return proposal


def _needs_of(proposals: Sequence[NeedProposal]) -> dict[int, Need]:
    ids = {need_id for one in proposals for need_id in one.need_ids}
    return {need.id: need for need in db.session.scalars(live_needs(Filters()).where(Need.id.in_(ids)))}


def _quotes_of(proposals: Sequence[NeedProposal], viewer: Viewer) -> dict[int, Evidence]:
    """Return the evidence of the first voices of each part that the reader may see, by voice."""
    ids = {voice_id for one in proposals for part in one.parts for voice_id in part[: QUOTES * 2]}
    rows = seen(viewer).where(Evidence.voice_id.in_(ids), ~Evidence.refused)
    return {one.voice_id: one for one in db.session.scalars(rows).unique()} if ids else {}


def _part(voice_ids: Sequence[int], quotes: Mapping[int, Evidence]) -> Part:
    shown = [quotes[voice_id] for voice_id in voice_ids if voice_id in quotes][:QUOTES]
    return Part(len(voice_ids), [Quote("strong", one, marked(one)) for one in shown])
