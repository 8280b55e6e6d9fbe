"""What is to go out by mail, and how that went."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from community.core import clock
from community.core.database import db
from community.core.paging import Page, page_of
from community.members.models import Member
from community.notifications import policies
from community.notifications.models import Letter, LetterLine, MailChoice, Notification, NotificationKind
from community.notifications.queries.inbox import told
from community.posts.models import Post

GATHERING = timedelta(minutes=20)
BETWEEN = timedelta(hours=20)
OLDEST = timedelta(days=3)
MOST_LINES = 500


def lines_to_mail(*, after: int, most: int) -> dict[int, list[int]]:
    """Return for the next members, by id, which notifications are to be mailed to them.

    What was read or mailed already is left out, and kinds not wanted by mail. News gather for a while, and a member
    who had a digest less than a day ago waits.
    """
    members = list(db.session.scalars(_due_members(after).limit(most)))
    rows = _unmailed().where(Notification.member_id.in_(members)).order_by(Notification.member_id, Notification.id)
    lines: dict[int, list[int]] = defaultdict(list)
    for member_id, notification_id in db.session.execute(
        rows.with_only_columns(Notification.member_id, Notification.id)
    ):
        if len(lines[member_id]) < MOST_LINES:
            lines[member_id].append(notification_id)
    return dict(lines)


def _due_members(after: int) -> Select[int]:
    now = clock.now()
    had_one = exists().where(Letter.member_id == Member.id, Letter.kind == "digest", Letter.created_at > now - BETWEEN)
    return (
        _unmailed()
        .where(Notification.created_at <= now - GATHERING, Member.id > after, ~had_one)
        .with_only_columns(Member.id)
        .group_by(Member.id)
        .order_by(Member.id)
    )


def _unmailed() -> Select[Notification]:
    mailed = exists().where(LetterLine.notification_id == Notification.id)
    return (
        select(Notification)
        .join(Member, Member.id == Notification.member_id)
        .where(Notification.read_at.is_(None), Notification.created_at > clock.now() - OLDEST, ~mailed)
        .where(Member.email.is_not(None), Member.suspended_at.is_(None), _is_wanted())
    )


def _is_wanted() -> ColumnElement[bool]:
    def chosen(kind: object, *, wanted: bool) -> ColumnElement[bool]:
        return exists().where(
            MailChoice.member_id == Notification.member_id, MailChoice.kind == kind, MailChoice.wanted.is_(wanted)
        )

    unasked = Notification.kind.in_([kind for kind in NotificationKind if policies.is_mailed_unasked(kind)])
    return and_(
        ~chosen(policies.ALL, wanted=False),
        or_(chosen(Notification.kind, wanted=True), and_(unasked, ~chosen(Notification.kind, wanted=False))),
    )


def lines_of(letter: Letter) -> Sequence[Notification]:
    """Return what the letter carries and its reader may still see, unread; decisions about needs first."""
    lines = select(LetterLine.notification_id).where(LetterLine.letter_id == letter.id)
    rows = told(letter.member).where(Notification.id.in_(lines), Notification.read_at.is_(None))
    rows = rows.options(contains_eager(Notification.post).joinedload(Post.thread), joinedload(Notification.actor))
    first = case((Notification.kind == NotificationKind.NEED, 0), else_=1)
    return db.session.scalars(rows.order_by(first, Notification.id)).unique().all()


def mailed_kinds(member: Member) -> set[str]:
    """Return the kinds that the member gets by mail."""
    rows = db.session.execute(select(MailChoice.kind, MailChoice.wanted).where(MailChoice.member_id == member.id)).all()
    chosen = {row.kind: row.wanted for row in rows}
    if not chosen.get(policies.ALL, True):
        return set()
    return {kind for kind in NotificationKind if chosen.get(kind, policies.is_mailed_unasked(kind))}


def wants_mail(member: Member) -> bool:
    """Whether the member may be written to at all."""
    stopped = db.session.get(MailChoice, (member.id, policies.ALL))
    return member.email is not None and member.suspended_at is None and (stopped is None or stopped.wanted)


def unsent(cursor: str | None = None) -> Page[Letter]:
    """Return letters that wait after a failure, or were given up for one, the latest first."""
    rows = select(Letter).where(Letter.sent_at.is_(None), Letter.error != "").options(joinedload(Letter.member))
    return page_of(rows, [Letter.id], cursor=cursor)


def is_stuck() -> bool:
    """Whether a letter has waited for a quarter of an hour because the mail server does not take it."""
    rows = select(func.count(Letter.id)).where(
        Letter.sent_at.is_(None), Letter.given_up_at.is_(None), Letter.attempts > 1
    )
    return bool(db.session.scalar(rows.where(Letter.created_at < clock.now() - timedelta(minutes=15))))
