"""Reads of the inbox; what a member may not see any more is dropped here, at the moment of showing."""

from collections.abc import Iterable
from functools import cache

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager, defer, joinedload

from community.core.database import db
from community.core.errors import NotFoundError
from community.core.locale import _l
from community.core.paging import Page, page_of
from community.insights.models import Need, Telling
from community.insights.policies import may_read_needs
from community.insights.queries.telling import told_about
from community.members.models import Member, Viewer, likeness, numbers_of
from community.notifications.models import Muted, Notification, NotificationKind
from community.posts.models import Follow, Post
from community.posts.policies import may_read
from community.posts.queries import may_see

MOST_COUNTED = 99


def told(member: Member) -> Select[Notification]:
    """Select what the member was told and may still see; alerts are for whoever reads needs."""
    return _told(member, with_alerts=may_read_needs(member))


def _told(viewer: Viewer, *, with_alerts: bool) -> Select[Notification]:
    rows = select(Notification).join(Notification.post).where(Notification.member_id == viewer.id)
    if not with_alerts:
        rows = rows.where(Notification.kind != NotificationKind.ALERT)
    return rows.where(may_see(Post, viewer))


def inbox(member: Member, cursor: str | None = None) -> Page[Notification]:
    """Return a page of what the member was told, newest first."""
    rows = told(member).options(
        contains_eager(Notification.post).joinedload(Post.thread), joinedload(Notification.actor)
    )
    return page_of(rows, [Notification.id], cursor=cursor)


def unread_count(member: Member) -> int:
    """Count what is unread, up to one more than ninety-nine; one cheap statement for every page's header."""
    rows = _unread(likeness(member), with_alerts=may_read_needs(member))
    return db.session.scalar(rows, numbers_of(member)) or 0


@cache
def _unread(alike: Viewer, *, with_alerts: bool) -> Select[int]:
    """Build the statement once: it is asked for every page of a member."""
    rows = (
        _told(alike, with_alerts=with_alerts).where(Notification.read_at.is_(None)).with_only_columns(Notification.id)
    )
    return select(func.count()).select_from(rows.limit(MOST_COUNTED + 1).subquery())


def get_notification(notification_id: int, member: Member, *, for_update: bool = False) -> Notification:
    """Return one of the member's own, if it can still be shown."""
    rows = told(member).where(Notification.id == notification_id).options(contains_eager(Notification.post))
    if for_update:
        rows = rows.with_for_update(of=Notification)
    found = db.session.scalar(rows)
    if found is None:
        raise NotFoundError(_l("There is no such message, or it is not open to you any more."))
    return found


def subject_of(notification: Notification, member: Member) -> Post:
    """Return the post whose title names it: the thread, or one's own remark where the thread is not open any more."""
    head = notification.post.head
    return head if may_read(member, head) else notification.post


def muted_kinds(member: Member) -> set[str]:
    """Return the kinds the member switched off."""
    return set(db.session.scalars(select(Muted.kind).where(Muted.member_id == member.id)))


def followed(member: Member, cursor: str | None = None) -> Page[Post]:
    """Return the threads the member is told about, the most recently active first."""
    rows = (
        select(Post)
        .join(Follow, Follow.post_id == Post.id)
        .where(Follow.member_id == member.id, Follow.ended_at.is_(None), may_see(Post, member))
    )
    return page_of(rows, [Post.last_activity_at, Post.id], cursor=cursor)


def tellings_of(rows: Iterable[Notification]) -> dict[int, Telling]:
    """Return the decisions about needs that these tell of, by id; one statement."""
    ids = [row.details["telling_id"] for row in rows if row.kind == NotificationKind.NEED]
    return told_about(ids) if ids else {}


def needs_of(rows: Iterable[Notification]) -> dict[int, Need]:
    """Return the needs that these wake the product team for, by id; one statement."""
    ids = [row.details["need_id"] for row in rows if row.kind == NotificationKind.ALERT]
    found = db.session.scalars(select(Need).where(Need.id.in_(ids)).options(defer(Need.centroid))) if ids else ()
    return {need.id: need for need in found}
