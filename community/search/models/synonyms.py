"""Words that mean the same, as staff said so."""

from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from community.core.database import Base, CreatedAt, Id
from community.members.models import Member

LONGEST_WORDING = 60
LONGEST_KEY = 120


class SynonymState(StrEnum):
    """Whether a group is used, waits for somebody to look at it, or was refused (and is not proposed again)."""

    ACTIVE = "active"
    PROPOSED = "proposed"
    REFUSED = "refused"


class SynonymGroup(Base):
    """Wordings that find each other; `times` says how often a proposal was met, `language` is for the list only."""

    __tablename__ = "synonym_group"
    __table_args__ = (Index("ix_synonym_group_list", "state", "language", "id"),)

    id: Mapped[Id]
    language: Mapped[str] = mapped_column(String(3))
    state: Mapped[str] = mapped_column(String(10), default=SynonymState.ACTIVE)
    times: Mapped[int] = mapped_column(default=1)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"))
    created_at: Mapped[CreatedAt]

    by: Mapped[Member | None] = relationship()
    wordings: Mapped[list["Wording"]] = relationship(cascade="all, delete-orphan", order_by="Wording.id")


class Wording(Base):
    """One word, or a few, of a group: as typed, and as the terms by which a query meets it."""

    __tablename__ = "synonym_wording"
    __table_args__ = (UniqueConstraint("group_id", "key"), Index("ix_synonym_wording_key", "key"))

    id: Mapped[Id]
    group_id: Mapped[int] = mapped_column(ForeignKey("synonym_group.id", ondelete="CASCADE"))
    typed: Mapped[str] = mapped_column(String(LONGEST_WORDING))
    key: Mapped[str] = mapped_column(String(LONGEST_KEY))
