"""The way back to everyone whose words are evidence: who was told what, whether it is solved for them, and alerts."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from community.core.database import Base, CreatedAt, Id, Json
from community.insights.models.needs import Need
from community.members.models import Member
from community.posts.models import Post
from community.products.models import Product


class AlertKind(StrEnum):
    """What the product team is woken for."""

    SPIKE = "spike"
    BORN = "born"
    REOPENED = "reopened"


class Rhythm(StrEnum):
    """How often a report comes by mail."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"


class Telling(Base):
    """One decision about a need on its way to everyone behind it, in the words it had when it was made."""

    __tablename__ = "telling"

    id: Mapped[Id]
    need_id: Mapped[int] = mapped_column(ForeignKey("need.id", ondelete="CASCADE"), index=True)
    state: Mapped[str] = mapped_column(String(15))
    answer: Mapped[str] = mapped_column(Text, default="")
    answer_fa: Mapped[str] = mapped_column(Text, default="")
    decline_reason: Mapped[str | None] = mapped_column(String(20))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"))
    told_count: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[CreatedAt]
    finished_at: Mapped[datetime | None]

    need: Mapped[Need] = relationship()

    def answer_in(self, language: str) -> str:
        """Return the company's words in the language, or else in the other one."""
        own, other = (self.answer_fa, self.answer) if language == "fa" else (self.answer, self.answer_fa)
        return own or other


class Told(Base):
    """One member who was told of one decision, with the post of his that is quoted; the row comes before the news."""

    __tablename__ = "told"

    telling_id: Mapped[int] = mapped_column(ForeignKey("telling.id", ondelete="CASCADE"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), primary_key=True, index=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[CreatedAt]

    telling: Mapped[Telling] = relationship()
    post: Mapped[Post] = relationship()


class SolvedAnswer(Base):
    """Whether what was delivered solved it for one customer; he may change his mind."""

    __tablename__ = "solved_answer"

    telling_id: Mapped[int] = mapped_column(ForeignKey("telling.id", ondelete="CASCADE"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), primary_key=True, index=True)
    is_solved: Mapped[bool]
    created_at: Mapped[CreatedAt]
    changed_at: Mapped[datetime | None]


class NeedFollow(Base):
    """A member of the product team is told what happens to a need."""

    __tablename__ = "need_follow"

    need_id: Mapped[int] = mapped_column(ForeignKey("need.id", ondelete="CASCADE"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), primary_key=True, index=True)
    created_at: Mapped[CreatedAt]


class Alert(Base):
    """One episode: a need rose suddenly, or was born. Its posts are those of the days it names."""

    __tablename__ = "alert"
    __table_args__ = (UniqueConstraint("need_id", "kind", "first_day"), Index("ix_alert_newest", "created_at", "id"))

    id: Mapped[Id]
    need_id: Mapped[int] = mapped_column(ForeignKey("need.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    first_day: Mapped[date]
    last_day: Mapped[date]
    figures: Mapped[Json] = mapped_column(default=dict)
    created_at: Mapped[CreatedAt]

    need: Mapped[Need] = relationship()


class ReportSchedule(Base):
    """A report that comes to one member of the product team by mail, week after week or month after month."""

    __tablename__ = "report_schedule"
    __table_args__ = (UniqueConstraint("member_id", "report", "rhythm", "product_id"),)

    id: Mapped[Id]
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    report: Mapped[str] = mapped_column(String(20))
    rhythm: Mapped[str] = mapped_column(String(10))
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id", ondelete="CASCADE"), index=True)
    next_day: Mapped[date] = mapped_column(index=True)
    last_sent_at: Mapped[datetime | None]
    created_at: Mapped[CreatedAt]

    member: Mapped[Member] = relationship()
    product: Mapped[Product | None] = relationship()
