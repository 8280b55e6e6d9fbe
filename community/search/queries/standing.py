"""What the database says of hits: who may see them, and every fact that ranks them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, false, func, or_
from sqlalchemy.orm import aliased

from community.core import clock
from community.core.database import db
from community.members.models import Viewer
from community.posts.models import Post
from community.posts.queries import shown_to
from community.search.queries.scoping import within
from community.search.ranking import Sort, Standing, further, place, score
from community.search.sought import Hit, Scope


@dataclass(frozen=True, slots=True)
class Thread:
    """A thread that answers: its best post, and by what it is ranked."""

    best: Standing
    words: float
    hits: int
    score: float
    votes: int
    written_at: datetime

    @property
    def head_id(self) -> int:
        """The post that the thread is about."""
        return self.best.head_id


def threads(
    hits: Sequence[Hit], viewer: Viewer, scope: Scope, *, sort: Sort = Sort.RELEVANCE, about: Collection[int] = ()
) -> list[Thread]:
    """Return the threads of those hits that the viewer may see, sorted; `about` are products that the words name."""
    now, words = clock.now(), {hit.id: hit.score for hit in hits}
    by_thread: dict[int, list[tuple[float, Standing]]] = {}
    for standing in standings(words, viewer, scope):
        rated = score(words[standing.post_id], standing, now, is_about=standing.product_id in about)
        by_thread.setdefault(standing.head_id, []).append((rated, standing))
    found = [_thread(rated, words) for rated in by_thread.values()]
    return sorted(
        found, key=lambda one: (*place(sort, one.score, one.votes, one.written_at), one.head_id), reverse=True
    )


def _thread(rated: list[tuple[float, Standing]], words: dict[int, float]) -> Thread:
    best_score, best = max(rated, key=lambda one: (one[0], -one[1].post_id))
    return Thread(
        best,
        words=words[best.post_id],
        hits=len(rated),
        score=best_score * further(len(rated)),
        votes=max(standing.votes for _, standing in rated),
        written_at=max(standing.written_at for _, standing in rated),
    )


def standings(ids: Collection[int], viewer: Viewer, scope: Scope) -> Iterable[Standing]:
    """Go over the posts that the viewer may see and that are in the scope; one statement."""
    if ids:
        rows = _rows(viewer).where(Post.id.in_(ids), *within(scope))
        yield from (_standing(row) for row in db.session.execute(rows))


def _rows(viewer: Viewer) -> Any:
    """Select what a standing needs; too many columns for the types of a statement."""
    head = aliased(Post.__table__, name="head")
    rows = shown_to(Post, viewer).outerjoin(head, head.c.id == Post.thread_id)
    subject = func.coalesce(Post.thread_id, Post.id)
    accepted: list[ColumnElement[bool]] = []
    closed: list[ColumnElement[bool]] = []
    for table in _closing_tables():
        rows = rows.outerjoin(table, table.c.id == subject)
        accepted.append(table.c.accepted_answer_id == Post.id)
        closed.append(table.c.closed_at.is_not(None))
    return rows.with_only_columns(
        Post.id, Post.kind, Post.official, Post.outdated, Post.vote_count, Post.resolved_at, Post.product_id,
        Post.author_id,        Post.created_at, Post.last_activity_at, head.c.id.label("head_id"), head.c.kind.label("head_kind"),
        head.c.resolved_at.label("head_resolved_at"), head.c.last_activity_at.label("head_active_at"),
        or_(false(), *accepted).label("is_accepted"), or_(false(), *closed).label("is_closed"),
    )  # fmt: skip


def _closing_tables() -> list[Table]:
    """Return the tables of those kinds whose threads can be closed, or have an accepted answer."""
    tables = (mapper.local_table for mapper in Post.__mapper__.self_and_descendants)
    return [
        table
        for table in tables
        if isinstance(table, Table) and {"accepted_answer_id", "closed_at"} <= set(table.c.keys())
    ]


def _standing(row: Any) -> Standing:
    is_below = row.head_id is not None
    return Standing(
        post_id=row.id,
        head_id=row.head_id if is_below else row.id,
        kind=row.kind,
        head_kind=row.head_kind if is_below else row.kind,
        product_id=row.product_id,
        author_id=row.author_id,
        is_solved=(row.head_resolved_at if is_below else row.resolved_at) is not None,
        is_accepted=bool(row.is_accepted),
        is_closed=bool(row.is_closed),
        official=row.official,
        outdated=row.outdated,
        votes=row.vote_count,
        written_at=row.created_at,
        active_at=row.head_active_at if is_below else row.last_activity_at,
    )
