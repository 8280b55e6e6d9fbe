"""What the engine found, for files: visible posts only."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import and_, select

from community.core.database import db
from community.insights.models import Evidence, Need, Theme, Voice
from community.insights.queries.voices import may_read
from community.members.models import Visitor
from community.posts.models import Post, outside_name
from community.posts.queries import shown_to

CHUNK = 1000
QUOTES = 3


def lines() -> Iterator[dict[str, Any]]:
    """Yield one line for each post that was read and that every visitor sees, in the order of posting."""
    last_id = 0
    visible = shown_to(Post, Visitor()).with_only_columns(Post.id).scalar_subquery()
    while True:
        rows = db.session.execute(
            select(
                Post.id, Post.external_id, Voice.language, Voice.sentiment, Evidence.need_id,
                Evidence.weight, Need.title, Need.label, Voice.distress, Voice.kind.label("voice_kind"), Need.theme_id,
                Theme.title.label("theme_title"), Theme.labels.label("theme_labels"),
            )
            .join(Post, Post.id == Voice.post_id)
            .outerjoin(Evidence, and_(Evidence.voice_id == Voice.id, ~Evidence.refused))
            .outerjoin(Need, Need.id == Evidence.need_id)
            .outerjoin(Theme, Theme.id == Need.theme_id)
            .where(Post.id > last_id, Post.id.in_(visible))
            .order_by(Post.id, Evidence.weight.desc())
            .limit(CHUNK)
        ).all()  # fmt: skip
        yield from _first_of_each(rows, last_id)
        if len(rows) < CHUNK:
            return
        last_id = rows[-1].id


def _first_of_each(rows: Any, last_id: int) -> Iterator[dict[str, Any]]:
    """Yield the strongest need of each post."""
    for row in rows:
        if row.id != last_id:
            last_id = row.id
            yield {
                "id": outside_name(row.id, row.external_id),
                "need_id": row.need_id,
                "need": (row.title or row.label) if row.need_id else None,
                "lang": row.language,
                "sentiment": round(row.sentiment, 4),
                "score": round(row.weight, 4) if row.need_id else 0.0,
                "distress": round(row.distress, 4),
                "kind": row.voice_kind,
                "theme_id": row.theme_id,
                "theme": _theme(row),
            }


def _theme(row: Any) -> str | None:
    """Name a theme by the analyst's title, or the engine's words in the language of the post or another."""
    if row.theme_id is None:
        return None
    words = row.theme_labels.get(row.language) or next(iter(row.theme_labels.values()), None)
    return row.theme_title or words


def report_lines(most: int) -> Iterator[str]:
    """Yield the first needs in plain text, each with figures and its quotes."""
    needs = db.session.scalars(
        select(Need)
        .where(Need.merged_into_id.is_(None), Need.dismissed_at.is_(None), Need.post_count > 0)
        .order_by(Need.rank.desc(), Need.id.desc())
        .limit(most)
    )
    for place, need in enumerate(needs, start=1):
        yield f"{place}. {need.name}  [{need.language}]"
        yield f"   {need.post_count} posts, {need.customer_count} customers, {need.organization_count} organizations"
        for words in _quotes(need):
            yield f"   “{words}”"


def _quotes(need: Need) -> list[str]:
    rows = (
        select(Post.plain)
        .join(Voice, Voice.post_id == Post.id)
        .join(Evidence, Evidence.voice_id == Voice.id)
        .where(Evidence.need_id == need.id, ~Evidence.refused, may_read(Visitor()))
        .order_by(Evidence.weight.desc(), Evidence.id)
        .limit(QUOTES)
    )
    return [" ".join(plain.split())[:160] for plain in db.session.scalars(rows)]
