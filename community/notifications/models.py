"""Notifications and what a member chose not to hear."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
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
    ALERT = "alert"
    SEARCH = "search"


class Notification(Base):
    """One thing a member is told about a post, once for each cause (the number of a status change or decision).

    `details` holds words that belong to the moment (a status, a reason code).
    """

    __tablename__ = "notification"
    __table_args__ = (
        Index("ix_notification_inbox", "member_id", "id"),
        Index("ix_notification_unread", "member_id", "read_at"),
        Index("ix_notification_created_at", "created_at"),
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


class MailChoice(Base):
    """Whether a member wants a kind by mail; a kind without a row keeps its default."""

    __tablename__ = "mail_choice"

    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    wanted: Mapped[bool]


class Letter(Base):
    """One mail to one member; what it says is written when it is sent, from what he may still see then."""

    __tablename__ = "letter"
    __table_args__ = (Index("ix_letter_member", "member_id", "created_at"),)

    id: Mapped[Id]
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(20))
    details: Mapped[Json] = mapped_column(default=dict)
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[CreatedAt]
    sent_at: Mapped[datetime | None]
    given_up_at: Mapped[datetime | None]

    member: Mapped[Member] = relationship()


class LetterLine(Base):
    """A notification that one letter carries, and so no other."""

    __tablename__ = "letter_line"

    notification_id: Mapped[int] = mapped_column(ForeignKey("notification.id", ondelete="CASCADE"), primary_key=True)
    letter_id: Mapped[int] = mapped_column(ForeignKey("letter.id", ondelete="CASCADE"), index=True)
