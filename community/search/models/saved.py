"""Searches that members follow."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from community.core.database import Base, CreatedAt, Id
from community.members.models import Member

LONGEST_ADDRESS = 700


class Pace(StrEnum):
    """How soon a member wants to be told."""

    SOON = "soon"
    DAILY = "daily"


class SavedSearch(Base):
    """A search that a member follows.

    `address` is its state as the page's address writes it, so that what is found is what the page would show;
    `told` are the newest threads that were found already, and are not told of again.
    """

    __tablename__ = "saved_search"
    __table_args__ = (UniqueConstraint("member_id", "address"), Index("ix_saved_search_due", "due_at", "id"))

    id: Mapped[Id]
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    address: Mapped[str] = mapped_column(String(LONGEST_ADDRESS))
    pace: Mapped[str] = mapped_column(String(10), default=Pace.SOON)
    due_at: Mapped[datetime]
    told: Mapped[list[Any]] = mapped_column(default=list)
    created_at: Mapped[CreatedAt]

    member: Mapped[Member] = relationship()
