"""The full run: everything read, everything grouped, and one transaction that applies the outcome.

Safe to kill at any moment: until that transaction commits nothing has changed, and after it nothing is left to do.
"""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from sqlalchemy import delete, insert, select

from community.core import clock
from community.core.database import db
from community.insights import known
from community.insights.engine import group_voices
from community.insights.models import EngineModel, EngineRun, Evidence, Need, NeedEvent, Voice
from community.insights.voices import FoundNeed, Grouping, Proposal, Settings

Say = Callable[[str], None]
LONGEST_LABEL = 160


def group(*, say: Say) -> Grouping:
    """Group all voices; reads only."""
    voices = list(known.voices())
    say(f"{len(voices):,} voices to group")
    models = {model.language: model.content for model in db.session.scalars(select(EngineModel))}
    previous = known.known_needs()
    return group_voices(voices, previous, Settings(refit=True), models)


def outcome_that_stands(*, for_update: bool = False) -> int | None:
    """Return the id of the run that was applied last; `for_update` makes those who would apply another wait here."""
    if for_update:
        db.session.scalar(select(EngineRun.id).order_by(EngineRun.id).limit(1).with_for_update())
    applied = select(EngineRun.id).where(EngineRun.finished_at.is_not(None))
    return db.session.scalar(applied.order_by(EngineRun.finished_at.desc(), EngineRun.id.desc()).limit(1))


def apply(grouping: Grouping, run: EngineRun) -> None:
    """Write the outcome: needs, evidence, models, proposals; what people did stays."""
    alive = set(db.session.scalars(select(Voice.id)))
    kept = _kept_pairs()
    db.session.execute(delete(Evidence).where(Evidence.by_id.is_(None), ~Evidence.refused))
    needs = {need.id: need for need in db.session.scalars(select(Need).with_for_update())}
    for found in grouping.needs:
        need = needs.get(found.id) if found.id is not None else None
        _write_need(need or _born(found), found, alive, kept)
    _keep_models(grouping)
    run.finished_at = clock.now()
    run.details = {
        "needs": len(grouping.needs),
        "grouped": sum(len(need.members) for need in grouping.needs),
        "waiting": len(grouping.waiting),
        "proposals": [_proposal(proposal) for proposal in grouping.proposals],
    }


def _kept_pairs() -> set[tuple[int, int]]:
    """Return the pairs of need and voice that a person decided about, or that are refused."""
    rows = select(Evidence.need_id, Evidence.voice_id).where(Evidence.by_id.is_not(None) | Evidence.refused)
    return {(need_id, voice_id) for need_id, voice_id in db.session.execute(rows)}


def _born(found: FoundNeed) -> Need:
    need = Need(label=found.label[:LONGEST_LABEL], language=found.language)
    db.session.add(need)
    db.session.flush()
    db.session.add(NeedEvent(need_id=need.id, kind="born", details={"posts": len(found.members)}))
    return need


def _write_need(need: Need, found: FoundNeed, alive: set[int], kept: set[tuple[int, int]]) -> None:
    need.label = found.label[:LONGEST_LABEL] or need.label
    need.phrases = list(found.phrases)
    need.terms = [list(pair) for pair in found.terms]
    need.centroid = found.centroid
    need.quotes = {role: voice_id for role, voice_id in asdict(found.quotes).items() if voice_id is not None}
    rows = [
        {
            "need_id": need.id, "voice_id": member.voice_id, "weight": member.weight, "created_at": clock.now(),
            "ties": [asdict(tie) for tie in member.ties],
        }
        for member in found.members
        if member.voice_id in alive and (need.id, member.voice_id) not in kept
    ]  # fmt: skip
    if rows:
        db.session.execute(insert(Evidence), rows)


def _keep_models(grouping: Grouping) -> None:
    db.session.execute(delete(EngineModel))
    db.session.add_all(EngineModel(language=language, content=content) for language, content in grouping.models.items())


def _proposal(proposal: Proposal) -> dict[str, Any]:
    return {
        "change": proposal.change.value,
        "need_ids": list(proposal.need_ids),
        "parts": [sorted(part)[:200] for part in proposal.parts],
        "overlap": proposal.overlap,
    }
