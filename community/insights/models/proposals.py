"""What the engine would change about needs and leaves to the product team."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Float, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from community.core.database import Base, CreatedAt, Id, Json
from community.members.models import Member


class ProposalState(StrEnum):
    """What became of a proposal; `STALE` means a later run would no longer make it."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    STALE = "stale"


class NeedProposal(Base):
    """A split, merge, or join across languages that the engine proposes; what was refused is not proposed again.

    `need_ids` are the needs concerned, `parts` the voice ids of each part of a split, `overlap` (0 to 1) how clearly
    it is supported, `reason` why: {"shared": …, "products": [...], "terms": [[fa, en], ...], "models": [...]}.
    """

    __tablename__ = "need_proposal"

    id: Mapped[Id]
    change: Mapped[str] = mapped_column(String(10))
    state: Mapped[str] = mapped_column(String(10), default=ProposalState.OPEN, index=True)
    key: Mapped[str] = mapped_column(String(80), unique=True)
    need_ids: Mapped[list[Any]] = mapped_column(default=list)
    parts: Mapped[list[Any]] = mapped_column(default=list)
    overlap: Mapped[float] = mapped_column(Float(53), default=0.0)
    reason: Mapped[Json] = mapped_column(default=dict)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"))
    decided_at: Mapped[datetime | None]
    created_at: Mapped[CreatedAt]

    decided_by: Mapped[Member | None] = relationship()
