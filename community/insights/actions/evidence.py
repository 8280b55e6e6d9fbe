"""Evidence that a person adds, takes out, puts back or moves; the engine never undoes it and learns from it."""

from sqlalchemy import select

from community.core.database import db
from community.core.jobs import later
from community.insights.actions.correcting import note_place
from community.insights.actions.shaping import note, refuse_others
from community.insights.events import CountNeeds
from community.insights.models import Evidence, Need, Voice
from community.members.models import Member


def add_evidence(need: Need, voice: Voice, *, by: Member) -> Evidence:
    """Say that a post belongs to a need; another need it stood in keeps it until somebody takes it out there."""
    refuse_others(by)
    evidence = _evidence_of(need, voice.id)
    evidence.refused, evidence.by_id, evidence.weight = False, by.id, evidence.weight or 1.0
    note(need, "added", by=by, voice=voice.id)
    db.session.flush()
    note_place(evidence, now=need.id, by=by)
    later(CountNeeds((need.id,)))
    return evidence


def refuse_evidence(evidence: Evidence, *, by: Member) -> None:
    """Say that a post does not belong to a need."""
    refuse_others(by)
    evidence.refused, evidence.by_id = True, by.id
    note(evidence.need, "refused", by=by, voice=evidence.voice_id)
    note_place(evidence, now=None, by=by)
    later(CountNeeds((evidence.need_id,)))


def restore_evidence(evidence: Evidence, *, by: Member) -> None:
    """Say that it belongs there after all; from now on it stays."""
    refuse_others(by)
    evidence.refused, evidence.by_id = False, by.id
    note(evidence.need, "put_back", by=by, voice=evidence.voice_id)
    note_place(evidence, now=evidence.need_id, by=by)
    later(CountNeeds((evidence.need_id,)))


def move_evidence(evidence: Evidence, target: Need, *, by: Member) -> None:
    """Move a post from one need to another: refused there, pinned here."""
    refuse_others(by)
    if target.id == evidence.need_id:
        return
    there = _evidence_of(target, evidence.voice_id)
    there.weight, there.ties = there.weight or evidence.weight, there.ties or evidence.ties
    there.refused, there.by_id = False, by.id
    evidence.refused, evidence.by_id = True, by.id
    note(evidence.need, "moved_out", by=by, voice=evidence.voice_id, to=target.id)
    note(target, "moved", by=by, voice=evidence.voice_id, source=evidence.need_id)
    note_place(evidence, now=target.id, by=by)
    later(CountNeeds((evidence.need_id, target.id)))


def _evidence_of(need: Need, voice_id: int) -> Evidence:
    """Return the link between the two, locked, or a new one."""
    rows = select(Evidence).where(Evidence.need_id == need.id, Evidence.voice_id == voice_id)
    evidence = db.session.scalar(rows.with_for_update())
    if evidence is None:
        evidence = Evidence(need_id=need.id, voice_id=voice_id, weight=0.0, ties=[])
        db.session.add(evidence)
    return evidence
