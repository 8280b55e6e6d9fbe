"""Raise a thread's version whenever a row that its page shows changes: a guest's page is kept under that version."""

from collections.abc import Iterable
from typing import Any, cast

from sqlalchemy import Table, event, update
from sqlalchemy.orm import Session, SessionTransaction, UOWTransaction

from community.core.database import db
from community.posts.models import Attachment, Post

_WAITING = "threads whose version must rise"


def raise_versions(session: Session, thread_ids: Iterable[int]) -> None:
    """Raise the versions of these threads at the end of the flush."""
    session.info.setdefault(_WAITING, set()).update(thread_ids)


def _note_changes(session: Session, context: UOWTransaction, instances: Any) -> None:
    """Note the heads of changed posts before the flush, while it is known what changed."""
    changed = [one for one in session.dirty if session.is_modified(one)]
    for one in (*session.new, *changed, *session.deleted):
        if isinstance(one, Post):
            raise_versions(session, [one.thread_id or (one.thread.id if one.thread else one.id) or 0])
        elif isinstance(one, Attachment) and one.post is not None:
            raise_versions(session, [one.post.head_id])


def _raise_noted(session: Session, context: UOWTransaction) -> None:
    thread_ids = session.info.pop(_WAITING, set())
    if thread_ids:
        post = cast("Table", Post.__table__)
        session.execute(update(post).where(post.c.id.in_(thread_ids)).values(thread_version=post.c.thread_version + 1))


def _forget(session: Session, transaction: SessionTransaction) -> None:
    session.info.pop(_WAITING, None)


event.listen(db.session, "before_flush", _note_changes)
event.listen(db.session, "after_flush", _raise_noted)
event.listen(db.session, "after_soft_rollback", _forget)
