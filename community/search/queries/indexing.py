"""What the index is made from: all shown posts, whoever may see them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import aliased

from community.core.database import db
from community.core.jobs import Job
from community.core.jobs.queue import kind_of
from community.posts.models import Audience, Post
from community.search.documents import IndexedPost
from community.search.events import IndexPosts

BATCH = 500

_post = Post.__table__
_head = aliased(_post, name="head")


def posts_to_index(after: int = 0) -> Iterator[IndexedPost]:
    """Go over all shown posts past this id, in batches; a batch's read ends before the next begins."""
    while True:
        rows = db.session.execute(_indexed().where(_post.c.id > after).order_by(_post.c.id).limit(BATCH)).all()
        db.session.rollback()
        yield from (_indexed_post(row) for row in rows)
        if len(rows) < BATCH:
            return
        after = rows[-1].id


def posts_of(ids: Sequence[int]) -> list[IndexedPost]:
    """Return those of the posts that are shown."""
    return [_indexed_post(row) for row in db.session.execute(_indexed().where(_post.c.id.in_(ids)))]


def with_those_below(ids: Sequence[int]) -> list[int]:
    """Return the ids with those of all posts that hang below, shown or not."""
    below = select(_post.c.id).where(or_(_post.c.thread_id.in_(ids), _post.c.parent_id.in_(ids)))
    return sorted({*ids, *db.session.scalars(below)})


def stamps(ids: Sequence[int] | None = None) -> dict[int, str]:
    """Return the stamp of every shown post, or of those among these ids."""
    rows = select(_post.c.id, *_FACTS).outerjoin(_head, _head.c.id == _post.c.thread_id).where(_post.c.shown)
    if ids is not None:
        rows = rows.where(_post.c.id.in_(ids))
    return {row.id: _stamp(row) for row in db.session.execute(rows)}


def waiting_tasks() -> int:
    """Return how many tasks of the index are still to be done."""
    return db.session.scalar(select(func.count()).where(Job.kind == kind_of(IndexPosts), Job.parked_at.is_(None))) or 0


_FACTS = (
    _post.c.version,
    _post.c.thread_id,
    _post.c.product_id,
    _post.c.resolved_at,
    _post.c.official,
    _post.c.author_id,
    _post.c.audience,
    _head.c.kind.label("head_kind"),
    _head.c.resolved_at.label("head_resolved_at"),
    _head.c.audience.label("head_audience"),
)


def _indexed() -> Select[Any]:
    words = (_post.c.id, _post.c.kind, _post.c.title, _post.c.plain, _post.c.language, _post.c.created_at)
    return select(*words, *_FACTS).outerjoin(_head, _head.c.id == _post.c.thread_id).where(_post.c.shown)


def _indexed_post(row: Any) -> IndexedPost:
    return IndexedPost(
        id=row.id,
        kind=row.kind,
        head_kind=row.head_kind or row.kind,
        product_id=row.product_id,
        is_solved=_is_solved(row),
        language=row.language,
        stamp=_stamp(row),
        title=row.title,
        plain=row.plain,
        month=f"{row.created_at:%Y-%m}",
        author_id=row.author_id,
        is_official=row.official,
        is_for_everyone=_is_for_everyone(row),
    )


def _is_solved(row: Any) -> bool:
    return (row.resolved_at if row.thread_id is None else row.head_resolved_at) is not None


def _is_for_everyone(row: Any) -> bool:
    return {row.audience, row.head_audience or Audience.EVERYONE} == {Audience.EVERYONE}


def _stamp(row: Any) -> str:
    """Tell one state of what is indexed from another: words change with the version, the rest are facts."""
    facts = f"{int(_is_solved(row))}{int(row.official)}{int(_is_for_everyone(row))}"
    return f"{row.version}.{row.product_id or 0}.{row.author_id or 0}.{facts}"


def chunks(ids: Iterable[int], size: int = BATCH) -> Iterator[list[int]]:
    """Part ids into lists that fit into one statement."""
    everything = list(ids)
    for first in range(0, len(everything), size):
        yield everything[first : first + size]
