"""Ideas and the company's answers to them."""

from datetime import datetime
from enum import StrEnum

from markupsafe import Markup
from sqlalchemy import CheckConstraint, Float, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from community.core import clock
from community.core.database import Base, Body, CreatedAt, Id
from community.core.text import SafeHtml
from community.members.models import Member
from community.posts.models import Kind, Post


class Status(StrEnum):
    """Where an idea stands with the company."""

    NEW = "new"
    UNDER_REVIEW = "under_review"
    PLANNED = "planned"
    IN_PROGRESS = "in_progress"
    DELIVERED = "delivered"
    DECLINED = "declined"


class DeclineReason(StrEnum):
    """Why an idea was declined; the official answer says it in words."""

    ALREADY_POSSIBLE = "already_possible"
    COSTS_TOO_MUCH = "costs_too_much"
    NOT_PLANNED = "not_planned"
    OUT_OF_SCOPE = "out_of_scope"


class Idea(Post):
    """Something better that a customer would like; `trend` is ln of the support, each vote e times as heavy a week on."""

    __tablename__ = "idea"

    id: Mapped[int] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"), primary_key=True)
    status: Mapped[str] = mapped_column(String(15), default=Status.NEW, index=True)
    status_at: Mapped[datetime] = mapped_column(default=clock.now)
    organization_count: Mapped[int] = mapped_column(default=0, index=True)
    trend: Mapped[float] = mapped_column(Float(53), default=0.0, index=True)

    __mapper_args__ = {
        "polymorphic_identity": Kind.IDEA.value,
        "inherit_condition": id == Post.id,
    }

    @property
    def takes_votes(self) -> bool:
        """Whether support can still be given or taken back."""
        return self.status not in (Status.DELIVERED, Status.DECLINED)


class StatusChange(Base):
    """The company moved an idea and said why."""

    __tablename__ = "idea_status_change"
    __table_args__ = (
        CheckConstraint("(status = 'declined') = (reason IS NOT NULL)", name="declined_has_a_reason"),
    )

    id: Mapped[Id]
    idea_id: Mapped[int] = mapped_column(ForeignKey("idea.id", ondelete="CASCADE"), index=True)
    status: Mapped[str] = mapped_column(String(15))
    reason: Mapped[str | None] = mapped_column(String(20))
    source: Mapped[Body]
    rendered: Mapped[Markup] = mapped_column(SafeHtml)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"))
    created_at: Mapped[CreatedAt]

    by: Mapped[Member | None] = relationship()
