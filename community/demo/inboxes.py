"""Bring the inboxes into the order of the history: the worker has told everybody only now, and in one go."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import Row, Table, delete, func, insert, select, union_all

from community.core import clock
from community.core.database import db
from community.ideas.models import StatusChange
from community.notifications.models import Notification, NotificationKind
from community.posts.models import Follow, Post, Vote

READ_AFTER = timedelta(days=4)
TOLD_LATER = (NotificationKind.REPLY, NotificationKind.OFFICIAL)
TOLD_TO_ALL = (*TOLD_LATER, NotificationKind.STATUS)
Interest = dict[tuple[int, int], datetime]

_notification = cast(Table, Notification.__table__)


def put_in_order() -> None:
    """Date every notification by what it tells of, the oldest first, and mark as read what is days old.

    Whoever came to a thread later was not told of what had happened before.
    """
    dated = sorted(_dated(), key=lambda one: (one[0], one[1].id))
    db.session.execute(delete(_notification))
    if dated:
        db.session.execute(insert(_notification), [_told(row, at) for at, row in dated])


def _dated() -> Iterable[tuple[datetime, Row[Any]]]:
    answered = {row.id: row.created_at for row in db.session.execute(select(StatusChange.id, StatusChange.created_at))}
    interest = _interest()
    rows = select(_notification, Post.created_at.label("posted_at"), _head_id().label("head_id")).join(Post)
    for row in db.session.execute(rows).all():
        at = _moment(row, answered)
        since = interest.get((row.member_id, row.head_id))
        if row.kind not in TOLD_TO_ALL or (since is not None and since <= at):
            yield at, row


def _moment(row: Row[Any], answered: dict[int, datetime]) -> datetime:
    told_at: datetime = row.posted_at if row.kind in TOLD_LATER else row.created_at
    return answered.get(row.details["change_id"], told_at) if row.kind == NotificationKind.STATUS else told_at


def _interest() -> Interest:
    """Return since when each member follows a thread or supports it."""
    both = union_all(
        select(Follow.member_id, Follow.post_id, Follow.created_at),
        select(Vote.member_id, Vote.post_id, Vote.created_at),
    ).subquery()
    first = select(both.c.member_id, both.c.post_id, func.min(both.c.created_at)).group_by(
        both.c.member_id, both.c.post_id
    )
    return {(member_id, post_id): since for member_id, post_id, since in db.session.execute(first)}


def _head_id() -> Any:
    return func.coalesce(Post.thread_id, Post.id)


def _told(row: Row[Any], at: datetime) -> dict[str, Any]:
    kept = {column.name: getattr(row, column.name) for column in _notification.columns if column.name != "id"}
    was_read = at < clock.now() - READ_AFTER
    return kept | {"created_at": at, "read_at": at + READ_AFTER / 2 if was_read else None}
