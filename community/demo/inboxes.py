"""Bring the inboxes into the order of the history: the worker has told everybody only now, and in one go."""

from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import Row, Table, delete, insert, select

from community.core import clock
from community.core.database import db
from community.ideas.models import StatusChange
from community.notifications.models import Notification, NotificationKind
from community.posts.models import Post

READ_AFTER = timedelta(days=4)
TOLD_LATER = (NotificationKind.REPLY, NotificationKind.OFFICIAL)

_notification = cast(Table, Notification.__table__)


def put_in_order() -> None:
    """Date every notification by what it tells of, the oldest first, and mark as read what is days old."""
    answered = {row.id: row.created_at for row in db.session.execute(select(StatusChange.id, StatusChange.created_at))}
    rows = db.session.execute(select(_notification, Post.created_at.label("posted_at")).join(Post)).all()
    dated = sorted(((_moment(row, answered), row.id, row) for row in rows), key=lambda one: one[:2])
    db.session.execute(delete(_notification))
    if dated:
        db.session.execute(insert(_notification), [_told(row, at) for at, _id, row in dated])


def _moment(row: Row[Any], answered: dict[int, datetime]) -> datetime:
    if row.kind == NotificationKind.STATUS:
        return answered.get(row.details["change_id"], row.created_at)
    return row.posted_at if row.kind in TOLD_LATER else row.created_at


def _told(row: Row[Any], at: datetime) -> dict[str, Any]:
    kept = {column.name: getattr(row, column.name) for column in _notification.columns if column.name != "id"}
    was_read = at < clock.now() - READ_AFTER
    return kept | {"created_at": at, "read_at": at + READ_AFTER / 2 if was_read else None}
