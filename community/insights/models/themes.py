"""Themes: the upper of the two levels, a few needs that belong together."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from community.core.database import Base, CreatedAt, Id, Json, Title


class Theme(Base):
    """Needs that speak of the same part of the service. Ids are never reused.

    `labels` holds the engine's words for it per language.
    """

    __tablename__ = "theme"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[Id]
    language: Mapped[str] = mapped_column(String(3))
    labels: Mapped[Json] = mapped_column(default=dict)
    title: Mapped[Title] = mapped_column(default="")
    need_count: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[CreatedAt]

    @property
    def name(self) -> str:
        """The analyst's title, which wins for ever, or the engine's words in the theme's own language."""
        return self.title or self.named(self.language)

    def named(self, language: str) -> str:
        """The engine's words in a language; in another one where it has none."""
        words: str = self.labels.get(language) or next(iter(self.labels.values()), "") or f"#{self.id}"
        return self.title or words
