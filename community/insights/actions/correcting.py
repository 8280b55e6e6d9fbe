"""What people put right in the engine's readings; each correction is written down, holds at once and is learned from."""

from enum import StrEnum

from sqlalchemy import select

from community.core.database import db
from community.core.errors import ConflictError
from community.core.jobs import later
from community.core.locale import _l
from community.insights.actions.shaping import refuse_others
from community.insights.events import CountNeeds
from community.insights.models import Corrected, Correction, Evidence, Voice, VoiceKind
from community.members.models import Member


class Mood(StrEnum):
    """How a voice feels, as people tell it."""

    NEGATIVE = "negative"
    NEUTRAL = "neutral"
    POSITIVE = "positive"


SCORES = {Mood.NEGATIVE: -0.6, Mood.NEUTRAL: 0.0, Mood.POSITIVE: 0.6}
"""What a corrected mood counts as, between −1 and 1."""
EDGE = 0.15
DISTRESSED = 0.5


def mood_of(sentiment: float) -> Mood:
    """Return the word for a score."""
    if abs(sentiment) < EDGE:
        return Mood.NEUTRAL
    return Mood.NEGATIVE if sentiment < 0 else Mood.POSITIVE


def correct_mood(voice: Voice, mood: Mood, *, by: Member) -> None:
    """Say how a voice feels; saying what the engine said confirms it."""
    _keep(voice, Corrected.MOOD, was=mood_of(voice.sentiment), now=mood, by=by)
    voice.sentiment, voice.confidence = SCORES[mood], 1.0


def correct_kind(voice: Voice, kind: VoiceKind, *, by: Member) -> None:
    """Say what a voice mostly does."""
    _keep(voice, Corrected.KIND, was=voice.kind, now=kind, by=by)
    voice.kind, voice.kind_confidence = kind.value, 1.0


def correct_distress(voice: Voice, *, is_distressed: bool, by: Member) -> None:
    """Say whether somebody is in distress."""
    was, now = ("yes" if voice.distress >= DISTRESSED else "no"), ("yes" if is_distressed else "no")
    _keep(voice, Corrected.DISTRESS, was=was, now=now, by=by)
    voice.distress, voice.distress_confidence = float(is_distressed), 1.0


def confirm_evidence(evidence: Evidence, *, by: Member) -> None:
    """Say that a post is in the right need: it stays, and the engine counts as right once."""
    refuse_others(by)
    if evidence.refused:
        raise ConflictError(_l("This post was taken out of the need."))
    evidence.by_id = by.id
    note_place(evidence, now=evidence.need_id, by=by)


def note_place(evidence: Evidence, *, now: int | None, by: Member) -> None:
    """Write down to which need a voice belongs, or that it belongs to none that is known."""
    place = {"was": str(evidence.need_id), "now": str(now or "")}
    db.session.add(Correction(kind=Corrected.NEED, voice_id=evidence.voice_id, by_id=by.id, **place))


def _keep(voice: Voice, what: Corrected, *, was: str, now: str, by: Member) -> None:
    refuse_others(by)
    db.session.add(Correction(kind=what.value, voice_id=voice.id, was=str(was), now=str(now), by_id=by.id))
    voice.corrected = {**voice.corrected, what.value: str(now)}
    rows = select(Evidence.need_id).where(Evidence.voice_id == voice.id, ~Evidence.refused)
    later(CountNeeds(tuple(sorted(set(db.session.scalars(rows))))))
