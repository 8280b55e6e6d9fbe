"""Reports, cases, decisions and the audit log."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Float, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from community.core.database import Base, CreatedAt, Id, Json
from community.members.models import Member
from community.posts.models import Post


class ReportReason(StrEnum):
    """What a member thinks is wrong with a post."""

    SPAM = "spam"
    ABUSE = "abuse"
    PERSONAL_DATA = "personal_data"
    OFF_TOPIC = "off_topic"
    DANGEROUS = "dangerous"
    OTHER = "other"


class DecisionAction(StrEnum):
    """What a moderator does with a post; undoing takes the last decision back."""

    APPROVE = "approve"
    HIDE = "hide"
    RESTORE = "restore"
    REMOVE = "remove"
    UNDO = "undo"


class DecisionReason(StrEnum):
    """Why; the first one goes with approving and restoring."""

    WITHIN_RULES = "within_rules"
    SPAM = "spam"
    ABUSE = "abuse"
    PERSONAL_DATA = "personal_data"
    OFF_TOPIC = "off_topic"
    DANGEROUS = "dangerous"
    DUPLICATE = "duplicate"
    OTHER = "other"


class ProposalState(StrEnum):
    """What a moderator made of a proposal."""

    OPEN = "open"
    JOINED = "joined"
    REFUSED = "refused"


class DuplicateProposal(Base):
    """Two threads that seem to say the same, `post` the newer one; each pair is proposed once, and never again."""

    __tablename__ = "duplicate_proposal"
    __table_args__ = (
        UniqueConstraint("post_id", "older_id"),
        Index("ix_duplicate_proposal_open", "state", "score", "id"),
    )

    id: Mapped[Id]
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"))
    older_id: Mapped[int] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"), index=True)
    score: Mapped[float] = mapped_column(Float(53))
    state: Mapped[str] = mapped_column(String(10), default=ProposalState.OPEN)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"))
    decided_at: Mapped[datetime | None]
    created_at: Mapped[CreatedAt]

    post: Mapped[Post] = relationship(foreign_keys=post_id)
    older: Mapped[Post] = relationship(foreign_keys=older_id)
    by: Mapped[Member | None] = relationship()


class Case(Base):
    """One item of the queue: a post that was reported or awaits approval; at most one open case for a post."""

    __tablename__ = "moderation_case"
    __table_args__ = (
        Index("ix_moderation_case_queue", "closed_at", "opened_at", "id"),
        Index(
            "uq_moderation_case_open", "post_id",
            unique=True, sqlite_where=text("closed_at IS NULL"), postgresql_where=text("closed_at IS NULL"),
        ),
    )  # fmt: skip

    id: Mapped[Id]
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"))
    opened_at: Mapped[CreatedAt]
    closed_at: Mapped[datetime | None]
    report_count: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)

    post: Mapped[Post] = relationship()
    reports: Mapped[list["Report"]] = relationship(back_populates="case", order_by="Report.id")


class Report(Base):
    """A member's flag on a post, one per member and post."""

    __tablename__ = "report"
    __table_args__ = (UniqueConstraint("post_id", "member_id"),)

    id: Mapped[Id]
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"))
    case_id: Mapped[int] = mapped_column(ForeignKey("moderation_case.id", ondelete="CASCADE"), index=True)
    reason: Mapped[str] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[CreatedAt]

    member: Mapped[Member | None] = relationship()
    case: Mapped[Case] = relationship(back_populates="reports")


class Decision(Base):
    """What a moderator did with a post, and the words the author sees; `note` is for staff only."""

    __tablename__ = "decision"

    id: Mapped[Id]
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"), index=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("moderation_case.id", ondelete="SET NULL"))
    action: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(String(20))
    words: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")
    state_before: Mapped[str] = mapped_column(String(10))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"))
    created_at: Mapped[CreatedAt]

    post: Mapped[Post] = relationship()
    by: Mapped[Member | None] = relationship()


class AuditEntry(Base):
    """One thing a member of staff did; nobody edits or deletes these in the product."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index("ix_audit_entry_at", "created_at", "id"),)

    id: Mapped[Id]
    action: Mapped[str] = mapped_column(String(60))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"))
    subject: Mapped[str] = mapped_column(String(40), default="")
    subject_id: Mapped[int | None]
    details: Mapped[Json] = mapped_column(default=dict)
    created_at: Mapped[CreatedAt]

    by: Mapped[Member | None] = relationship()
