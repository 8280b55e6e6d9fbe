"""Products and their categories."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from community.core import locale
from community.core.database import Base, CreatedAt, Id, Name, Slug


class Category(Base):
    """A family of products."""

    __tablename__ = "category"

    id: Mapped[Id]
    slug: Mapped[Slug] = mapped_column(unique=True)
    name: Mapped[Name]
    name_fa: Mapped[Name] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)

    products: Mapped[list["Product"]] = relationship(back_populates="category")

    @property
    def shown_name(self) -> str:
        """The name in the reader's language."""
        return self.name_fa if self.name_fa and locale.language() == "fa" else self.name


class Product(Base):
    """Something the company sells; `score_sum` and `score_count` cache the stars of its shown reviews."""

    __tablename__ = "product"

    id: Mapped[Id]
    slug: Mapped[Slug] = mapped_column(unique=True)
    category_id: Mapped[int | None] = mapped_column(ForeignKey("category.id", ondelete="SET NULL"), index=True)
    name: Mapped[Name]
    name_fa: Mapped[Name] = mapped_column(default="")
    description: Mapped[str] = mapped_column(Text, default="")
    description_fa: Mapped[str] = mapped_column(Text, default="")
    score_sum: Mapped[int] = mapped_column(default=0)
    score_count: Mapped[int] = mapped_column(default=0)
    archived_at: Mapped[datetime | None]
    created_at: Mapped[CreatedAt]

    category: Mapped[Category | None] = relationship(back_populates="products")

    @property
    def shown_name(self) -> str:
        """The name in the reader's language."""
        return self.name_fa if self.name_fa and locale.language() == "fa" else self.name

    @property
    def shown_description(self) -> str:
        """The description in the reader's language."""
        return self.description_fa if self.description_fa and locale.language() == "fa" else self.description

    @property
    def mean(self) -> float | None:
        """The plain mean of the stars, 1 to 5, or nothing while there is no review."""
        return self.score_sum / self.score_count if self.score_count else None


class Release(Base):
    """A day on which something new reached customers; one without a product concerns them all."""

    __tablename__ = "release"

    id: Mapped[Id]
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id", ondelete="CASCADE"), index=True)
    name: Mapped[Name]
    released_on: Mapped[date] = mapped_column(index=True)
    created_at: Mapped[CreatedAt]

    product: Mapped[Product | None] = relationship()
