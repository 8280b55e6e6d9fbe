"""Trace each need through its days: the daily series and the sudden rises in it, kept for charts and reports."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from community.core import clock, locale
from community.core.database import db
from community.insights.models import Evidence, Need, Voice
from community.insights.trends import Episode, Said, daily, episodes
from community.posts.models import Post

DAYS = 182


def trace_needs() -> None:
    """Write the daily series and the episodes of every standing need, from shown posts only."""
    today = locale.local(clock.now()).date()
    said = _said()
    for need in db.session.scalars(select(Need).where(Need.merged_into_id.is_(None)).with_for_update()):
        own = said.get(need.id, [])
        need.daily = [[one.day.isoformat(), one.customers, one.posts] for one in daily(own, until=today, days=DAYS)]
        rises = episodes(own, since=today - timedelta(DAYS - 1), until=today)
        need.episodes = [_written(rise) for rise in rises]


def _said() -> dict[int, Sequence[Said]]:
    since = clock.now() - timedelta(DAYS)
    rows = (
        select(Evidence.need_id, Evidence.voice_id, Post.author_id, Post.created_at)
        .join(Voice, Voice.id == Evidence.voice_id)
        .join(Post, Post.id == Voice.post_id)
        .where(~Evidence.refused, Post.shown, Post.created_at >= since)
    )
    said: dict[int, list[Said]] = defaultdict(list)
    for need_id, voice_id, author_id, at in db.session.execute(rows):
        said[need_id].append(Said(locale.local(at), f"m{author_id}" if author_id else f"v{voice_id}"))
    return dict(said)


def _written(rise: Episode) -> dict[str, Any]:
    return {
        "first": rise.first.isoformat(), "last": rise.last.isoformat(), "posts": rise.peak.posts,
        "customers": rise.peak.customers, "days": rise.peak.window, "expected": round(rise.peak.expected, 2),
    }  # fmt: skip
