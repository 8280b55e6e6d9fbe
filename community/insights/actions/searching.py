"""What people look for, as evidence of a need: put there by a person, counted as so many voices."""

from sqlalchemy import select

from community.core import clock
from community.core.database import db
from community.insights.actions.evidence import add_evidence
from community.insights.models import Evidence, Need, Voice, VoiceSource
from community.members.models import Member
from community.search.queries.learned import SoughtText


def add_search(need: Need, sought: SoughtText, *, by: Member) -> Evidence:
    """Say that what people look for is what a need is about."""
    return add_evidence(need, _voice_of(sought), by=by)


def _voice_of(sought: SoughtText) -> Voice:
    """Return the voice of a text that is looked for, new where it is heard for the first time."""
    key = f"{sought.language}:{sought.folded}"
    rows = select(Voice).where(Voice.source == VoiceSource.SEARCH, Voice.outside_key == key)
    voice = db.session.scalar(rows.with_for_update())
    if voice is None:
        voice = Voice(source=VoiceSource.SEARCH, outside_key=key, text=sought.typed, language=sought.language)
        db.session.add(voice)
    voice.times, voice.said_at = sought.searches, clock.now()
    db.session.flush()
    return voice
