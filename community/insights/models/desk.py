"""What the product team keeps for itself: saved views of the board, notes on needs."""

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from community.core.database import Base, CreatedAt, Id, Name
from community.members.models import Member


class SavedView(Base):
    """A narrowed board that an analyst comes back to; a shared one is offered to the whole product team."""

    __tablename__ = "saved_view"
    __table_args__ = (UniqueConstraint("member_id", "name"),)

    id: Mapped[Id]
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    name: Mapped[Name]
    query: Mapped[str] = mapped_column(String(1000))
    shared: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[CreatedAt]

    member: Mapped[Member] = relationship()


class NeedComment(Base):
    """What the product team says about a need among itself; no customer reads it."""

    __tablename__ = "need_comment"

    id: Mapped[Id]
    need_id: Mapped[int] = mapped_column(ForeignKey("need.id", ondelete="CASCADE"), index=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"))
    text: Mapped[str] = mapped_column(Text)
    created_at: Mapped[CreatedAt]

    author: Mapped[Member | None] = relationship()
