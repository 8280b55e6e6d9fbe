"""The full run: everything read, everything grouped, and one transaction that applies the outcome.

Safe to kill at any moment: until that transaction commits nothing has changed, and after it nothing is left to do.
"""

import resource
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import delete, insert, select

from community.core import clock
from community.core.database import db
from community.insights import known
from community.insights.actions.proposals import keep_proposals
from community.insights.actions.seeing import embedders
from community.insights.actions.theming import keep_themes
from community.insights.embedding import EmbeddingError
from community.insights.engine import group_voices
from community.insights.models import EngineModel, EngineRun, EngineSetting, Evidence, Need, NeedEvent, Voice
from community.insights.packing import packed
from community.insights.voices import FoundNeed, Grouping, Settings, shifted

Say = Callable[[str], None]
LONGEST_LABEL = 160
TOGETHER = 5000


def group(*, say: Say) -> Grouping:
    """Group all voices; reads only."""
    voices = list(known.voices())
    say(f"{len(voices):,} voices to group")
    models = {model.language: model.content for model in db.session.scalars(select(EngineModel))}
    outside = embedders()
    try:
        return group_voices(voices, known.known_needs(), settings_in_force(), models, outside)
    except EmbeddingError as error:
        say(f"{error} Going on without.")
        return group_voices(voices, known.known_needs(), settings_in_force(), models)


def settings_in_force() -> Settings:
    """Return the settings of a full run; how fine needs are is the product team's."""
    detail = db.session.scalar(select(EngineSetting.value).where(EngineSetting.name == "detail"))
    return Settings(refit=True, detail=float(detail or 1.0))


def outcome_that_stands(*, for_update: bool = False) -> int | None:
    """Return the id of the run that was applied last; `for_update` makes those who would apply another wait here."""
    if for_update:
        db.session.scalar(select(EngineRun.id).order_by(EngineRun.id).limit(1).with_for_update())
    applied = select(EngineRun.id).where(EngineRun.finished_at.is_not(None))
    return db.session.scalar(applied.order_by(EngineRun.finished_at.desc(), EngineRun.id.desc()).limit(1))


def apply(grouping: Grouping, run: EngineRun) -> None:
    """Write the outcome: needs, evidence, themes, models, proposals; what people did stays."""
    alive = set(db.session.scalars(select(Voice.id)))
    kept = _kept_pairs()
    db.session.execute(delete(Evidence).where(Evidence.by_id.is_(None), ~Evidence.refused))
    needs = {need.id: need for need in db.session.scalars(select(Need).with_for_update())}
    heard = sum(len(need.members) for need in grouping.needs) + len(grouping.waiting)
    written = [_need_of(found, needs, heard) for found in grouping.needs]
    wings: dict[int, list[FoundNeed]] = defaultdict(list)
    for need, found in zip(written, grouping.needs, strict=True):
        wings[need.id].append(found)
    for need in dict.fromkeys(written):
        _write_need(need, wings[need.id])
    db.session.add_all(
        NeedEvent(need_id=need_id, kind="parted", details={"heard": heard}) for need_id in grouping.parted
    )
    _write_evidence(zip(written, grouping.needs, strict=True), alive, kept)
    keep_themes(grouping.themes, written)
    proposed = keep_proposals(grouping, written)
    _keep_models(grouping)
    run.finished_at = clock.now()
    run.details = {
        "needs": len(wings),
        "themes": len(grouping.themes),
        "grouped": sum(len(need.members) for need in grouping.needs),
        "waiting": len(grouping.waiting),
        "proposals": proposed,
    }


def note_cost(run: EngineRun, *, cpu_seconds: float) -> None:
    """Write down what a run cost: seconds of processor, and the most memory this process ever held (MB)."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    kilobytes = most / 1024 if sys.platform == "darwin" else most
    run.details = {**run.details, "cpu_seconds": round(cpu_seconds, 1), "peak_mb": round(kilobytes / 1024)}


def _kept_pairs() -> set[tuple[int, int]]:
    """Return the pairs of need and voice that a person decided about, or that are refused."""
    rows = select(Evidence.need_id, Evidence.voice_id).where(Evidence.by_id.is_not(None) | Evidence.refused)
    return {(need_id, voice_id) for need_id, voice_id in db.session.execute(rows)}


def _need_of(found: FoundNeed, needs: Mapping[int, Need], heard: int) -> Need:
    """Return the need as it stands, or the newly born one; `heard` voices were known when it was born."""
    if found.id is not None and found.id in needs:
        return needs[found.id]
    need = Need(label=found.label[:LONGEST_LABEL], language=found.language)
    db.session.add(need)
    db.session.flush()
    db.session.add(NeedEvent(need_id=need.id, kind="born", details={"posts": len(found.members), "heard": heard}))
    return need


def _write_need(need: Need, wings: Sequence[FoundNeed]) -> None:
    """Keep what the run says of a need, from each language it is spoken of in; its own language names it."""
    own = next((found for found in wings if found.language == need.language), wings[0])
    need.label = own.label[:LONGEST_LABEL] or need.label
    need.labels = {found.language: found.label[:LONGEST_LABEL] for found in wings}
    need.phrases = list(own.phrases)
    need.terms = [list(pair) for found in wings for pair in found.terms]
    need.centroid = packed({found.language: found.centroid for found in wings})
    quotes = {role: voice for role, voice in asdict(own.quotes).items() if voice is not None}
    need.quotes = _once_each({role: known.voice_id_of(statement) for role, statement in quotes.items()})


def _once_each(quotes: Mapping[str, int]) -> dict[str, int]:
    """Keep the first role of each voice: two statements of one post are one quote."""
    return {role: voice for role, voice in quotes.items() if voice not in [*quotes.values()][: [*quotes].index(role)]}


def _write_evidence(found: Iterable[tuple[Need, FoundNeed]], alive: set[int], kept: set[tuple[int, int]]) -> None:
    """Tie voices to needs, in spoonfuls: the whole is many times larger than the needs themselves."""
    now = clock.now()
    for need, one in found:
        rows = [row for row in _rows(need.id, one) if row["voice_id"] in alive]
        fresh = [row | {"created_at": now} for row in rows if (need.id, row["voice_id"]) not in kept]
        kept.update((need.id, row["voice_id"]) for row in fresh)
        for start in range(0, len(fresh), TOGETHER):
            db.session.execute(insert(Evidence), fresh[start : start + TOGETHER])


def _rows(need_id: int, found: FoundNeed) -> list[dict[str, Any]]:
    """Make rows of evidence; of two statements of a voice in one need the nearer one speaks."""
    spans = known.spans_of([known.voice_id_of(member.voice_id) for member in found.members])
    rows: dict[int, dict[str, Any]] = {}
    for member in sorted(found.members, key=lambda member: (member.weight, -member.voice_id)):
        voice_id = known.voice_id_of(member.voice_id)
        start, end = spans.get(member.voice_id, (None, None))
        ties = [asdict(tie) for tie in shifted(member.ties, start or 0)]
        rows[voice_id] = {
            "need_id": need_id, "voice_id": voice_id, "start": start, "end": end, "weight": member.weight, "ties": ties,
        }  # fmt: skip
    return list(rows.values())


def _keep_models(grouping: Grouping) -> None:
    db.session.execute(delete(EngineModel))
    db.session.add_all(EngineModel(language=language, content=content) for language, content in grouping.models.items())
