"""Endpoints and what was sent to them."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from community.core.database import Base, CreatedAt, Id, Json


class Endpoint(Base):
    """An address that is told; a former secret still signs for a day after it was changed."""

    __tablename__ = "webhook_endpoint"

    id: Mapped[Id]
    url: Mapped[str] = mapped_column(String(500))
    kinds: Mapped[list[str]]
    salt: Mapped[str] = mapped_column(String(32))
    former_salt: Mapped[str | None] = mapped_column(String(32))
    former_until: Mapped[datetime | None]
    failures: Mapped[int] = mapped_column(default=0)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"))
    created_at: Mapped[CreatedAt]
    disabled_at: Mapped[datetime | None]
    disabled_because: Mapped[str] = mapped_column(String(200), default="")


class Delivery(Base):
    """One message to one endpoint: what was said, and what became of it."""

    __tablename__ = "webhook_delivery"
    __table_args__ = (
        Index("ix_webhook_delivery_log", "endpoint_id", "id"),
        Index("ix_webhook_delivery_created_at", "created_at"),
    )

    id: Mapped[Id]
    endpoint_id: Mapped[int] = mapped_column(ForeignKey("webhook_endpoint.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(40))
    payload: Mapped[Json]
    attempts: Mapped[int] = mapped_column(default=0)
    status: Mapped[int | None]
    error: Mapped[str] = mapped_column(String(300), default="")
    created_at: Mapped[CreatedAt]
    delivered_at: Mapped[datetime | None]
    given_up_at: Mapped[datetime | None]

    endpoint: Mapped[Endpoint] = relationship()
