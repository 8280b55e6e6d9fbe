"""Evidence that a person takes out, puts back or moves; the engine never undoes it."""

from sqlalchemy import select

from community.core.database import db
from community.core.jobs import later
from community.insights.actions.shaping import note, refuse_others
from community.insights.events import CountNeeds
from community.insights.models import Evidence, Need
from community.members.models import Member


def refuse_evidence(evidence: Evidence, *, by: Member) -> None:
    """Say that a post does not belong to a need."""
    refuse_others(by)
    evidence.refused, evidence.by_id = True, by.id
    note(evidence.need, "refused", by=by, voice=evidence.voice_id)
    later(CountNeeds((evidence.need_id,)))


def restore_evidence(evidence: Evidence, *, by: Member) -> None:
    """Say that it belongs there after all; from now on it stays."""
    refuse_others(by)
    evidence.refused, evidence.by_id = False, by.id
    note(evidence.need, "put_back", by=by, voice=evidence.voice_id)
    later(CountNeeds((evidence.need_id,)))


def move_evidence(evidence: Evidence, target: Need, *, by: Member) -> None:
    """Move a post from one need to another: refused there, pinned here."""
    refuse_others(by)
    if target.id == evidence.need_id:
        return
    rows = select(Evidence).where(Evidence.need_id == target.id, Evidence.voice_id == evidence.voice_id)
    there = db.session.scalar(rows.with_for_update())
    if there is None:
        there = Evidence(need_id=target.id, voice_id=evidence.voice_id, weight=evidence.weight, ties=evidence.ties)
        db.session.add(there)
    there.refused, there.by_id = False, by.id
    evidence.refused, evidence.by_id = True, by.id
    note(evidence.need, "moved_out", by=by, voice=evidence.voice_id, to=target.id)
    note(target, "moved", by=by, voice=evidence.voice_id, source=evidence.need_id)
    later(CountNeeds((evidence.need_id, target.id)))
