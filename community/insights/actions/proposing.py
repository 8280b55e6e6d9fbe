"""What the engine proposes and the product team decides: splits, merges, joins across languages."""

from collections.abc import Collection

from sqlalchemy import select

from community.core import clock
from community.core.database import db
from community.core.errors import ConflictError
from community.core.locale import _l
from community.insights.actions.shaping import merge, refuse_others, split
from community.insights.models import Evidence, Need, NeedProposal, ProposalState
from community.insights.voices import Change
from community.members.models import Member


def accept_proposal(proposal: NeedProposal, *, by: Member) -> Need:
    """Do what the engine proposes; return the need that stands afterwards."""
    _decide(proposal, ProposalState.ACCEPTED, by)
    needs = _standing_needs(proposal)
    return _split(needs[0], proposal, by) if proposal.change == Change.SPLIT else _join(needs, by)


def refuse_proposal(proposal: NeedProposal, *, by: Member) -> None:
    """Leave the needs as they are; the engine does not propose it again."""
    _decide(proposal, ProposalState.REFUSED, by)


def _decide(proposal: NeedProposal, state: ProposalState, by: Member) -> None:
    refuse_others(by)
    if proposal.state != ProposalState.OPEN:
        raise ConflictError(_l("Somebody decided about this proposal already."))
    proposal.state, proposal.decided_at = state.value, clock.now()
    proposal.decided_by_id = by.id


def _standing_needs(proposal: NeedProposal) -> list[Need]:
    rows = select(Need).where(Need.id.in_(proposal.need_ids), Need.merged_into_id.is_(None)).order_by(Need.id)
    needs = list(db.session.scalars(rows.with_for_update()))
    if len(needs) != len(proposal.need_ids):
        raise ConflictError(_l("These needs have changed since; the engine will look at them again tonight."))
    return needs


def _join(needs: list[Need], by: Member) -> Need:
    """Join into the need of most customers; of equals, the older one."""
    heir = max(needs, key=lambda need: (need.customer_count, -need.id))
    for need in needs:
        if need is not heir:
            merge(need, heir, by=by)
    return heir


def _split(need: Need, proposal: NeedProposal, by: Member) -> Need:
    """Let the largest part keep the need; every other part becomes one of its own."""
    rows = select(Evidence.voice_id).where(Evidence.need_id == need.id, ~Evidence.refused)
    held = set(db.session.scalars(rows))
    parts: list[Collection[int]] = sorted((held & set(part) for part in proposal.parts), key=len, reverse=True)
    leaving = [part for part in parts[1:] if part]
    if not leaving:
        raise ConflictError(_l("These needs have changed since; the engine will look at them again tonight."))
    for part in leaving:
        split(need, part, by=by)
    return need
