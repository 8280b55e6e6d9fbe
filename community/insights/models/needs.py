"""Voices, needs, the evidence between them, and the engine's runs."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    Float,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from community.core.database import Base, CreatedAt, Id, Json, Title
from community.insights.kinds import VoiceKind
from community.insights.models.themes import Theme
from community.members.models import Member
from community.posts.models import Post

FEWEST_NAMED = 5
"""A group of fewer customers is shown without anything that identifies."""


class NeedState(StrEnum):
    """Where a need stands with the product team."""

    NEW = "new"
    WATCHING = "watching"
    PLANNED = "planned"
    IN_PROGRESS = "in_progress"
    DELIVERED = "delivered"
    DECLINED = "declined"


class VoiceSource(StrEnum):
    """Where a voice was heard."""

    POST = "post"
    SEARCH = "search"
    SURVEY = "survey"
    MENTION = "mention"


class Voice(Base):
    """What the engine read in one post, search without result, survey answer or imported mention.

    A voice that is no post carries its own `text`, the moment it was said, and `outside_key`: its name where it came
    from. `statements` are the spans [start, end] of a text that carries several wants, empty for one. `corrected` maps
    what a person put right (mood, kind, distress) to the right value; the engine keeps it. `blend` says how the mood
    came about: the lexicon's score, the learned one, and the share of each.
    """

    __tablename__ = "voice"
    __table_args__ = (UniqueConstraint("source", "outside_key"),)

    id: Mapped[Id]
    source: Mapped[str] = mapped_column(String(20), default=VoiceSource.POST)
    post_id: Mapped[int | None] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"), unique=True)
    outside_key: Mapped[str | None] = mapped_column(String(120))
    text: Mapped[str] = mapped_column(Text, default="")
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"), index=True)
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id", ondelete="SET NULL"))
    said_at: Mapped[datetime | None]
    times: Mapped[int] = mapped_column(default=1)
    language: Mapped[str] = mapped_column(String(3))
    kind: Mapped[str] = mapped_column(String(10), default=VoiceKind.TROUBLE, index=True)
    kind_confidence: Mapped[float] = mapped_column(Float(53), default=0.0)
    kind_words: Mapped[list[Any]] = mapped_column(default=list)
    distress: Mapped[float] = mapped_column(Float(53), default=0.0)
    distress_confidence: Mapped[float] = mapped_column(Float(53), default=0.0)
    distress_words: Mapped[list[Any]] = mapped_column(default=list)
    statements: Mapped[list[Any]] = mapped_column(default=list)
    corrected: Mapped[Json] = mapped_column(default=dict)
    blend: Mapped[Json] = mapped_column(default=dict)
    sentiment: Mapped[float] = mapped_column(Float(53), default=0.0)
    confidence: Mapped[float] = mapped_column(Float(53), default=0.0)
    mood_words: Mapped[list[Any]] = mapped_column(default=list)
    phrases: Mapped[list[Any]] = mapped_column(default=list)
    post_version: Mapped[int] = mapped_column(default=1)
    engine_version: Mapped[int] = mapped_column(default=0, index=True)
    read_at: Mapped[CreatedAt]

    post: Mapped[Post | None] = relationship()
    evidence: Mapped[list["Evidence"]] = relationship(back_populates="voice")


class Need(Base):
    """A recurring want behind many posts. Ids are never reused; a merged one leads to its heir.

    Figures (`customer_count` … `rank`) are what the last count found; `factors` says why it ranks there. `labels` are
    the engine's words per language, where it heard more than one. `weekly` rows are [first day, customers, posts];
    `daily` rows likewise, silent days left out; `episodes` are the spikes in them.
    """

    __tablename__ = "need"
    __table_args__ = (
        Index("ix_need_board", "merged_into_id", "dismissed_at", "rank"),
        Index("ix_need_standing", "merged_into_id", "dismissed_at", "post_count", "state"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    label: Mapped[Title]
    labels: Mapped[Json] = mapped_column(default=dict)
    title: Mapped[Title] = mapped_column(default="")
    language: Mapped[str] = mapped_column(String(3))
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id", ondelete="SET NULL"), index=True)
    theme_pinned: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(String(15), default=NeedState.NEW, index=True)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"), index=True)
    answer: Mapped[str] = mapped_column(Text, default="")
    answer_fa: Mapped[str] = mapped_column(Text, default="")
    decline_reason: Mapped[str | None] = mapped_column(String(20))
    target_on: Mapped[date | None]
    target_is_quarter: Mapped[bool] = mapped_column(default=False)
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("need.id", ondelete="SET NULL"))
    dismissed_at: Mapped[datetime | None]
    terms: Mapped[list[Any]] = mapped_column(default=list)
    phrases: Mapped[list[Any]] = mapped_column(default=list)
    centroid: Mapped[bytes | None] = mapped_column(LargeBinary)
    quotes: Mapped[Json] = mapped_column(default=dict)
    figures: Mapped[Json] = mapped_column(default=dict)
    factors: Mapped[Json] = mapped_column(default=dict)
    weekly: Mapped[list[Any]] = mapped_column(default=list)
    daily: Mapped[list[Any]] = mapped_column(default=list)
    episodes: Mapped[list[Any]] = mapped_column(default=list)
    post_count: Mapped[int] = mapped_column(default=0)
    customer_count: Mapped[int] = mapped_column(default=0)
    organization_count: Mapped[int] = mapped_column(default=0)
    sentiment: Mapped[float] = mapped_column(Float(53), default=0.0)
    unhappy: Mapped[float] = mapped_column(Float(53), default=0.0)
    growth: Mapped[float] = mapped_column(Float(53), default=1.0)
    rank: Mapped[float] = mapped_column(Float(53), default=0.0)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[CreatedAt]
    counted_at: Mapped[datetime | None]

    owner: Mapped[Member | None] = relationship()
    theme: Mapped[Theme | None] = relationship()
    evidence: Mapped[list["Evidence"]] = relationship(back_populates="need")

    @property
    def name(self) -> str:
        """The analyst's title, which wins for ever, or the engine's label."""
        return self.title or self.label

    @property
    def is_small(self) -> bool:
        """Whether so few customers stand behind it that nothing is shown which could point at one."""
        return self.customer_count < FEWEST_NAMED

    def named(self, language: str) -> str:
        """The analyst's title, or the engine's words in a language where it has some."""
        words: str = self.labels.get(language) or self.label
        return self.title or words


class Evidence(Base):
    """The link from a need to a voice; one a person made or refused is never undone by the engine.

    `start` and `end` tell which statement of a text with several wants it is; both empty for the whole text.
    """

    __tablename__ = "evidence"
    __table_args__ = (
        UniqueConstraint("need_id", "voice_id"),
        Index("ix_evidence_need_weight", "need_id", "weight"),
        Index(
            "ix_evidence_refused", "need_id", "id", sqlite_where=text("refused = 1"), postgresql_where=text("refused")
        ),
    )

    id: Mapped[Id]
    need_id: Mapped[int] = mapped_column(ForeignKey("need.id", ondelete="CASCADE"))
    voice_id: Mapped[int] = mapped_column(ForeignKey("voice.id", ondelete="CASCADE"), index=True)
    start: Mapped[int | None]
    end: Mapped[int | None]
    weight: Mapped[float] = mapped_column(Float(53), default=0.0)
    ties: Mapped[list[Any]] = mapped_column(default=list)
    refused: Mapped[bool] = mapped_column(default=False)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"))
    created_at: Mapped[CreatedAt]

    need: Mapped[Need] = relationship(back_populates="evidence")
    voice: Mapped[Voice] = relationship(back_populates="evidence")
    by: Mapped[Member | None] = relationship()


class NeedIdea(Base):
    """An idea that would answer a need; linked by a person, or proposed by its being evidence."""

    __tablename__ = "need_idea"

    need_id: Mapped[int] = mapped_column(ForeignKey("need.id", ondelete="CASCADE"), primary_key=True)
    idea_id: Mapped[int] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"), primary_key=True, index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"))
    created_at: Mapped[CreatedAt]


class NeedEvent(Base):
    """Something that happened to a need: born, renamed, merged, split, dismissed, decided; never edited."""

    __tablename__ = "need_event"

    id: Mapped[Id]
    need_id: Mapped[int] = mapped_column(ForeignKey("need.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    details: Mapped[Json] = mapped_column(default=dict)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"))
    created_at: Mapped[CreatedAt]

    by: Mapped[Member | None] = relationship()


class EngineModel(Base):
    """The frozen vectors of one language, as the last full run fitted them."""

    __tablename__ = "engine_model"

    id: Mapped[Id]
    language: Mapped[str] = mapped_column(String(3), index=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[CreatedAt]


class EngineRun(Base):
    """One full run: what it read, what it found, what it cost."""

    __tablename__ = "engine_run"

    id: Mapped[Id]
    started_at: Mapped[CreatedAt]
    finished_at: Mapped[datetime | None]
    details: Mapped[Json] = mapped_column(default=dict)
