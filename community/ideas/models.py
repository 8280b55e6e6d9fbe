"""Ideas and the company's answers to them."""

from datetime import datetime
from enum import StrEnum

from markupsafe import Markup
from sqlalchemy import CheckConstraint, Float, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from community.core import clock
from community.core.database import Base, Body, CreatedAt, Id
from community.core.locale import _l
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

    @property
    def word(self) -> str:
        """The status in the reader's language."""
        return str(_STATUS_WORDS[self])

    @property
    def meaning(self) -> str:
        """What the status promises, in one sentence."""
        return str(_STATUS_MEANINGS[self])


class DeclineReason(StrEnum):
    """Why an idea was declined; the official answer says it in words."""

    ALREADY_POSSIBLE = "already_possible"
    COSTS_TOO_MUCH = "costs_too_much"
    NOT_PLANNED = "not_planned"
    OUT_OF_SCOPE = "out_of_scope"

    @property
    def word(self) -> str:
        """The reason in the reader's language."""
        return str(_REASON_WORDS[self])


OPEN = (Status.NEW, Status.UNDER_REVIEW, Status.PLANNED, Status.IN_PROGRESS)
CLOSED = (Status.DELIVERED, Status.DECLINED)
ROADMAP = (Status.PLANNED, Status.IN_PROGRESS, Status.DELIVERED)

_STATUS_WORDS = {
    Status.NEW: _l("New"),
    Status.UNDER_REVIEW: _l("Under review"),
    Status.PLANNED: _l("Planned"),
    Status.IN_PROGRESS: _l("In progress"),
    Status.DELIVERED: _l("Delivered"),
    Status.DECLINED: _l("Declined"),
}
_STATUS_MEANINGS = {
    Status.NEW: _l("Nobody at the company has taken it up yet."),
    Status.UNDER_REVIEW: _l("We are finding out what it takes. No promise yet."),
    Status.PLANNED: _l("We will make it."),
    Status.IN_PROGRESS: _l("We are making it."),
    Status.DELIVERED: _l("It is there. Votes are closed."),
    Status.DECLINED: _l("We will not make it. Votes are closed."),
}
_REASON_WORDS = {
    DeclineReason.ALREADY_POSSIBLE: _l("It is possible already"),
    DeclineReason.COSTS_TOO_MUCH: _l("It costs more than it gives"),
    DeclineReason.NOT_PLANNED: _l("It does not fit our plans"),
    DeclineReason.OUT_OF_SCOPE: _l("It is not ours to make"),
}


class Idea(Post):
    """Something better that a customer would like; `trend` is the log of its fading support (see `trend.py`)."""

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
        return self.status not in CLOSED


class StatusChange(Base):
    """The company moved an idea and said why: an official answer."""

    __tablename__ = "idea_status_change"
    __table_args__ = (CheckConstraint("(status = 'declined') = (reason IS NOT NULL)", name="declined_has_a_reason"),)

    id: Mapped[Id]
    idea_id: Mapped[int] = mapped_column(ForeignKey("idea.id", ondelete="CASCADE"), index=True)
    status: Mapped[str] = mapped_column(String(15))
    reason: Mapped[str | None] = mapped_column(String(20))
    source: Mapped[Body]
    rendered: Mapped[Markup] = mapped_column(SafeHtml)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"))
    created_at: Mapped[CreatedAt]

    by: Mapped[Member | None] = relationship()

    @property
    def reason_word(self) -> str:
        """Why the idea was declined, in the reader's language; empty for every other status."""
        return DeclineReason(self.reason).word if self.reason else ""
