"""Hear what people look for and do not find: each such text is one voice, said as often as it was sought."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from community.core import clock, locale, settings
from community.core.database import db
from community.insights.actions.reading import write_reading
from community.insights.models import Voice, VoiceSource
from community.insights.readings import VERSION, read_voice
from community.search.models import SearchedFor

DAYS = 90
# What fewer people looked for could name somebody.
FEWEST_PEOPLE = 5
MOST_TEXTS = 2_000


def hear_searches() -> int:
    """Bring the voices of searches without result up to date; return how many are heard for the first time."""
    since = locale.local(clock.now()).date() - timedelta(DAYS)
    texts = (
        select(
            SearchedFor.language,
            SearchedFor.folded,
            func.max(SearchedFor.typed).label("typed"),
            func.sum(SearchedFor.without_result).label("times"),
            func.max(SearchedFor.day).label("day"),
        )
        .where(SearchedFor.day >= since)
        .group_by(SearchedFor.language, SearchedFor.folded)
        .having(func.sum(SearchedFor.without_result) > 0, func.sum(SearchedFor.people) >= FEWEST_PEOPLE)
        .order_by(func.sum(SearchedFor.without_result).desc(), SearchedFor.folded)
        .limit(MOST_TEXTS)
    )
    rows = select(Voice).where(Voice.source == VoiceSource.SEARCH)
    heard = {voice.outside_key: voice for voice in db.session.scalars(rows)}
    fresh = 0
    zone = ZoneInfo(settings.current().time_zone)
    for sought in db.session.execute(texts).all():
        key = f"{sought.language}:{sought.folded}"
        voice = heard.get(key) or Voice(source=VoiceSource.SEARCH, outside_key=key)
        fresh += key not in heard
        voice.text, voice.times = sought.typed, int(sought.times)
        voice.said_at = datetime.combine(sought.day, time(), zone)
        if voice.engine_version != VERSION:
            write_reading(voice, read_voice(sought.typed, sought.language or None, VoiceSource.SEARCH))
        db.session.add(voice)
    db.session.flush()
    return fresh
