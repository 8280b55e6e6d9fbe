"""Notifications and what a member chose not to hear."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
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


class Notification(Base):
    """One thing a member is told about a post, once for each cause (the number of a status change or decision).

    `details` holds words that belong to the moment (a status, a reason code).
    """

    __tablename__ = "notification"
    __table_args__ = (
        Index("ix_notification_inbox", "member_id", "id"),
        Index("ix_notification_unread", "member_id", "read_at"),
        UniqueConstraint("member_id", "kind", "post_id", "cause"),
    )

    id: Mapped[Id]
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(20))
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"), index=True)
    cause: Mapped[str] = mapped_column(String(40), default="")
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
