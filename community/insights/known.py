"""From rows to what the engine takes: voices, and needs with every decision of a person."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, select

from community.core.database import db
from community.insights.models import Evidence, Need, NeedEvent, Voice
from community.insights.speaking import voice_text
from community.insights.voices import KnownNeed, VoiceText
from community.posts.models import Post

CHUNK = 2000
SHAPING = ("renamed", "merged", "absorbed", "unmerged", "moved", "moved_out", "dismissed")


def voices() -> Iterator[VoiceText]:
    """Yield every voice, in chunks: no more of the database in memory than the engine needs."""
    last_id = 0
    while rows := db.session.execute(_voice_rows().where(Voice.id > last_id).limit(CHUNK)).all():
        for row in rows:
            yield voice_of(row)
        last_id = rows[-1].id


def voice_of(row: Any) -> VoiceText:
    """Make one voice of a row; an unknown author is a customer of his own."""
    return VoiceText(
        id=row.id,
        text=voice_text(row.title, row.plain),
        language=row.language,
        customer=f"m{row.author_id}" if row.author_id else f"v{row.id}",
        kind=row.kind,
        at=row.created_at,
        support=row.vote_count,
    )


def voices_among(voice_ids: list[int]) -> list[VoiceText]:
    """Return these voices."""
    return [voice_of(row) for row in db.session.execute(_voice_rows().where(Voice.id.in_(voice_ids)))]


def known_needs() -> list[KnownNeed]:
    """Return all needs that were not merged away, with members, pinned and refused voices."""
    members, pinned, refused = (
        defaultdict[int, set[int]](set),
        defaultdict[int, set[int]](set),
        defaultdict[int, set[int]](set),
    )
    rows = select(Evidence.need_id, Evidence.voice_id, Evidence.refused, Evidence.by_id)
    for need_id, voice_id, is_refused, by_id in db.session.execute(rows):
        if is_refused:
            refused[need_id].add(voice_id)
            continue
        members[need_id].add(voice_id)
        if by_id is not None:
            pinned[need_id].add(voice_id)
    settled = set(db.session.scalars(select(NeedEvent.need_id).where(NeedEvent.kind.in_(SHAPING))))
    needs = db.session.scalars(select(Need).where(Need.merged_into_id.is_(None), Need.centroid.is_not(None)))
    return [
        KnownNeed(
            id=need.id,
            language=need.language,
            centroid=need.centroid or b"",
            members=frozenset(members[need.id]),
            pinned=frozenset(pinned[need.id]),
            refused=frozenset(refused[need.id]),
            settled=need.id in settled,
        )
        for need in needs
    ]


def _voice_rows() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Voice.id,
            Voice.language,
            Post.title,
            Post.plain,
            Post.author_id,
            Post.kind,
            Post.created_at,
            Post.vote_count,
        )
        .join(Post, Post.id == Voice.post_id)
        .order_by(Voice.id)
    )
