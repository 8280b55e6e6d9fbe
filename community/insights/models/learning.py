"""What people teach the engine: corrections, pairs of terms, settings; and what it learned from them."""

from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Float, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from community.core.database import Base, CreatedAt, Id
from community.insights.models.needs import Voice
from community.members.models import Member


class Corrected(StrEnum):
    """What of a reading a person can put right."""

    MOOD = "mood"
    KIND = "kind"
    DISTRESS = "distress"
    NEED = "need"


class Correction(Base):
    """One time a person said the engine was wrong about a voice: what it said, and what is right.

    For needs `was` and `now` are need ids ("" for none). Never edited; the last one of its kind holds for the voice.
    """

    __tablename__ = "correction"

    id: Mapped[Id]
    kind: Mapped[str] = mapped_column(String(10), index=True)
    voice_id: Mapped[int] = mapped_column(ForeignKey("voice.id", ondelete="CASCADE"), index=True)
    was: Mapped[str] = mapped_column(String(20), default="")
    now: Mapped[str] = mapped_column(String(20), default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"))
    created_at: Mapped[CreatedAt]

    voice: Mapped[Voice] = relationship()
    by: Mapped[Member | None] = relationship()


class TermPair(Base):
    """One thing named in Persian and in English, as this installation says it; beside the list that ships.

    A row with `withdrawn` takes a shipped pair out.
    """

    __tablename__ = "term_pair"
    __table_args__ = (UniqueConstraint("fa", "en"),)

    id: Mapped[Id]
    fa: Mapped[str] = mapped_column(String(80))
    en: Mapped[str] = mapped_column(String(80))
    withdrawn: Mapped[bool] = mapped_column(default=False)
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"))
    created_at: Mapped[CreatedAt]

    added_by: Mapped[Member | None] = relationship()


class EngineSetting(Base):
    """What the product team turned: `detail` (finer, coarser), `weights` of the ranking; and, measured, what is `usual`."""

    __tablename__ = "engine_setting"

    name: Mapped[str] = mapped_column(String(30), primary_key=True)
    value: Mapped[Any] = mapped_column(JSON)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"))
    changed_at: Mapped[CreatedAt]

    by: Mapped[Member | None] = relationship()


class LearnedReading(Base):
    """What the installation's own stars, solved marks and corrections taught, per reading and language.

    `seen` is from how many voices, `error` how often it was wrong on those it was not taught with.
    """

    __tablename__ = "learned_reading"
    __table_args__ = (UniqueConstraint("reading", "language"),)

    id: Mapped[Id]
    reading: Mapped[str] = mapped_column(String(10))
    language: Mapped[str] = mapped_column(String(3))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    seen: Mapped[int] = mapped_column(default=0)
    error: Mapped[float] = mapped_column(Float(53), default=0.5)
    created_at: Mapped[CreatedAt]
