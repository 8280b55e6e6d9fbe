"""Notifications and what a member chose not to hear."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from community.core.database import Base, CreatedAt, Id, Json
from community.members.models import Member
from community.posts.models import Post


class NotificationKind(StrEnum):
    """Why somebody is told."""

    REPLY = "reply"
    ACCEPTED = "accepted"
    OFFICIAL = "official"
    STATUS = "status"
    DECISION = "decision"
    NEED = "need"


class Notification(Base):
    """One thing a member is told about a post; `details` holds words that belong to the moment (a status, a reason)."""

    __tablename__ = "notification"
    __table_args__ = (
        Index("ix_notification_inbox", "member_id", "id"),
        Index("ix_notification_unread", "member_id", "read_at"),
    )

    id: Mapped[Id]
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(20))
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"), index=True)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"))
    details: Mapped[Json] = mapped_column(default=dict)
    read_at: Mapped[datetime | None]
    created_at: Mapped[CreatedAt]

    post: Mapped[Post] = relationship()
    actor: Mapped[Member | None] = relationship(foreign_keys=actor_id)


class Muted(Base):
    """A kind of notification that a member switched off."""

    __tablename__ = "muted"

    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
