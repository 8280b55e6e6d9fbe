"""Writes of the inbox: each member is told once for each cause, and never of what he did himself."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from community.core import clock
from community.core.database import db, is_sqlite
from community.core.errors import NotAllowedError
from community.core.locale import _l
from community.members.models import Member
from community.notifications import policies
from community.notifications.models import Muted, Notification, NotificationKind
from community.posts import policies as post_policies
from community.posts.models import Post

CHUNK = 200


def tell(
    member_ids: Iterable[int], kind: NotificationKind, post: Post, *,
    by_id: int | None, cause: str = "", details: dict[str, Any] | None = None,
) -> None:  # fmt: skip
    """Tell these members about a post, except the doer, those who may not see it, and those who switched it off.

    Telling twice for one cause tells once, so the jobs behind it may run again.
    """
    wanted = sorted({member_id for member_id in member_ids if member_id != by_id})
    for start in range(0, len(wanted), CHUNK):
        members = willing(wanted[start : start + CHUNK], kind)
        pairs = [(member, post) for member in members if post_policies.may_read(member, post)]
        tell_each(pairs, kind, by_id=by_id, cause=cause, details=details or {})


def tell_each(
    pairs: Sequence[tuple[Member, Post]], kind: NotificationKind, *,
    by_id: int | None, cause: str, details: dict[str, Any],
) -> None:  # fmt: skip
    """Tell each of these willing members about a post of his own to read; telling twice for one cause tells once."""
    rows = [
        {
            "member_id": member.id, "kind": kind.value, "post_id": post.id, "cause": cause, "actor_id": by_id,
            "details": details, "created_at": clock.now(),
        }
        for member, post in pairs
    ]  # fmt: skip
    if rows:
        insert = sqlite.insert(Notification) if is_sqlite() else postgresql.insert(Notification)
        db.session.execute(insert.on_conflict_do_nothing(), rows)


def willing(member_ids: list[int], kind: NotificationKind) -> list[Member]:
    """Return the members who did not switch the kind off, suspended and imported ones left out."""
    muted = select(Muted.member_id).where(Muted.kind == kind.value)
    rows = select(Member).where(
        Member.id.in_(member_ids), Member.id.not_in(muted), Member.email.is_not(None), Member.suspended_at.is_(None)
    )
    return list(db.session.scalars(rows))


def mark_read(notification: Notification) -> None:
    """Note that the member has opened it."""
    notification.read_at = notification.read_at or clock.now()


def mark_all_read(member: Member) -> str:
    """Mark everything as read; return the moment by which `mark_unread_again` finds what it was."""
    at = clock.now()
    db.session.execute(
        update(Notification)
        .where(Notification.member_id == member.id, Notification.read_at.is_(None))
        .values(read_at=at)
    )
    return at.isoformat()


def mark_unread_again(member: Member, at: str) -> None:
    """Undo one `mark_all_read`; a moment that is none of ours changes nothing."""
    moment = clock.read(at)
    if moment is not None:
        db.session.execute(
            update(Notification)
            .where(Notification.member_id == member.id, Notification.read_at == moment)
            .values(read_at=None)
        )


def choose_kinds(member: Member, wanted: Iterable[str]) -> None:
    """Keep which kinds the member wants to hear of."""
    unwanted = {kind.value for kind in NotificationKind} - set(wanted)
    if not all(policies.may_mute(kind) for kind in unwanted):
        raise NotAllowedError(_l("Decisions on your own posts are always told."))
    db.session.execute(delete(Muted).where(Muted.member_id == member.id))
    db.session.add_all(Muted(member_id=member.id, kind=kind) for kind in sorted(unwanted))
