"""Alerts through the eyes of the reader: what rose, when, and the posts behind it."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Select, select
from sqlalchemy.orm import defer, joinedload

from community.core import settings
from community.core.database import db
from community.core.paging import Page, page_of
from community.insights.models import Alert, AlertKind, Evidence, Need, Voice
from community.insights.queries.board import product_team, refuse_others
from community.insights.queries.telling import follower_ids
from community.members.models import Viewer, Visitor
from community.posts.models import Audience, Post
from community.posts.queries import shown_to

MOST_POSTS = 5
STAFF_EYES = Visitor(is_staff=True)


def alerts(viewer: Viewer, cursor: str | None = None) -> Page[Alert]:
    """Return a page of alerts, the newest first, to whoever may read needs."""
    refuse_others(viewer)
    return page_of(_standing(), [Alert.id], cursor=cursor, size=15)


def _standing() -> Select[Alert]:
    rows = select(Alert).join(Alert.need).where(Need.merged_into_id.is_(None), Need.dismissed_at.is_(None))
    return rows.options(joinedload(Alert.need).options(defer(Need.centroid), joinedload(Need.owner)))


def posts_behind(alert: Alert, viewer: Viewer, most: int = MOST_POSTS) -> Sequence[Post]:
    """Return what was said in the days of an alert and the viewer may see, the newest first."""
    rows = _behind(alert, viewer).options(joinedload(Post.thread), joinedload(Post.author))
    return db.session.scalars(rows.order_by(Post.created_at.desc(), Post.id.desc()).limit(most)).unique().all()


def newest_post(alert: Alert) -> Post | None:
    """Return the newest post behind an alert that all staff may see."""
    return next(iter(posts_behind(alert, STAFF_EYES, 1)), None)


def _behind(alert: Alert, viewer: Viewer) -> Select[Post]:
    rows = (
        shown_to(Post, viewer)
        .join(Voice, Voice.post_id == Post.id)
        .join(Evidence, Evidence.voice_id == Voice.id)
        .where(Evidence.need_id == alert.need_id, ~Evidence.refused, Post.audience != Audience.STAFF)
    )
    if alert.kind == AlertKind.SPIKE:
        rows = rows.where(Post.created_at >= _start(alert.first_day), Post.created_at < _start(_after(alert.last_day)))
    return rows


def _start(day: date) -> datetime:
    """Return when a day of the installation's calendar begins."""
    return datetime.combine(day, time(), ZoneInfo(settings.current().time_zone)).astimezone(UTC)


def _after(day: date) -> date:
    return day + timedelta(days=1)


def reader_ids(alert: Alert) -> list[int]:
    """Return who is woken: owner and followers, and of a need that was just born the whole product team."""
    ids = set(follower_ids(alert.need))
    if alert.kind == AlertKind.BORN:
        ids |= {member.id for member in product_team()}
    return sorted(ids)


def running_episode(need_id: int, *, since: date) -> Alert | None:
    """Return the spike of the need that is still fresh on that day."""
    rows = select(Alert).where(Alert.need_id == need_id, Alert.kind == AlertKind.SPIKE, Alert.last_day >= since)
    return db.session.scalar(rows.order_by(Alert.id.desc()).limit(1))
