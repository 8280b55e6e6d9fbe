"""What stands beside a post: votes, follows, revisions, attachments; and before it: drafts and resend keys."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from community.core.database import Base, Body, CreatedAt, Id, Json
from community.members.models import Member
from community.posts.models.post import Post

PUT_AWAY = "put away"
"""The name of the one draft of a member that is not needed any more and can be brought back; no form is called so."""


class Vote(Base):
    """One member's me-too, support or helpful; below reviews and answers `value` -1 says "not helpful"."""

    __tablename__ = "vote"
    __table_args__ = (CheckConstraint("value IN (-1, 1)", name="value_is_a_side"),)

    post_id: Mapped[int] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), primary_key=True, index=True)
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id", ondelete="SET NULL"))
    value: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[CreatedAt]

    member: Mapped[Member] = relationship()


class Follow(Base):
    """A member wants to be told what happens in a thread; an ended one remembers that it was ended by choice."""

    __tablename__ = "follow"

    post_id: Mapped[int] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), primary_key=True, index=True)
    created_at: Mapped[CreatedAt]
    ended_at: Mapped[datetime | None]


class Revision(Base):
    """What a post said before an edit: title, source and the subject's own fields."""

    __tablename__ = "revision"
    __table_args__ = (UniqueConstraint("post_id", "number"),)

    id: Mapped[Id]
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(160), default="")
    source: Mapped[Body]
    fields: Mapped[Json] = mapped_column(default=dict)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"))
    written_at: Mapped[datetime]
    replaced_at: Mapped[CreatedAt]

    by: Mapped[Member | None] = relationship()


class Attachment(Base):
    """An image, re-encoded by us; while it has no post it belongs to a draft and only its owner may see it."""

    __tablename__ = "attachment"

    id: Mapped[Id]
    post_id: Mapped[int | None] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"), index=True)
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"), index=True)
    key: Mapped[str] = mapped_column(String(80), unique=True)
    content_type: Mapped[str] = mapped_column(String(40))
    width: Mapped[int]
    height: Mapped[int]
    size: Mapped[int]
    alt: Mapped[str] = mapped_column(String(200), default="")
    created_at: Mapped[CreatedAt]

    post: Mapped[Post | None] = relationship()


class Draft(Base):
    """What a member has typed into a form and not sent, never a post; `form` names the form and what it is about."""

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("member_id", "form"),)

    id: Mapped[Id]
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    form: Mapped[str] = mapped_column(String(60))
    fields: Mapped[Json]
    updated_at: Mapped[CreatedAt]


class Submission(Base):
    """The resend key of one sending: the form sent twice makes one post."""

    __tablename__ = "submission"
    __table_args__ = (UniqueConstraint("member_id", "key"), Index("ix_submission_created_at", "created_at"))

    id: Mapped[Id]
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(64))
    post_id: Mapped[int | None] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"))
    created_at: Mapped[CreatedAt]
