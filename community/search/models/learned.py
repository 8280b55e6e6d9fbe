"""What was learned from looking on, day by day: how often and by how many, never by whom."""

import datetime as dt

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from community.core.database import Base, Id

LONGEST_KEPT = 100


class SearchedFor(Base):
    """A text that people looked for on a day; `typed` is one way of writing it.

    `people` counts hashes that change every day, so a sum over several days may count one person again. E-mail
    addresses and long numbers were cut out before.
    """

    __tablename__ = "searched_for"
    __table_args__ = (UniqueConstraint("day", "language", "folded"), Index("ix_searched_for_folded", "folded", "day"))

    id: Mapped[Id]
    day: Mapped[dt.date]
    language: Mapped[str] = mapped_column(String(3))
    folded: Mapped[str] = mapped_column(String(LONGEST_KEPT))
    typed: Mapped[str] = mapped_column(String(LONGEST_KEPT))
    searches: Mapped[int]
    people: Mapped[int]
    without_result: Mapped[int]
    without_click: Mapped[int]
    refined: Mapped[int]


class SuggestionTally(Base):
    """What became of one post as a suggestion on a day: in how many writings it was shown, opened, and then what."""

    __tablename__ = "suggestion_tally"
    __table_args__ = (Index("ix_suggestion_tally_day", "day", "composer"),)

    id: Mapped[Id]
    day: Mapped[dt.date]
    composer: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(3))
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id", ondelete="SET NULL"), index=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"), index=True)
    shown: Mapped[int]
    opened: Mapped[int]
    solved: Mapped[int]
    joined: Mapped[int]
    posted: Mapped[int]


class WritingTally(Base):
    """How the writings of a day ended in which suggestions were shown: solved, joined, posted, or left unfinished."""

    __tablename__ = "writing_tally"
    __table_args__ = (Index("ix_writing_tally_day", "day", "composer"),)

    id: Mapped[Id]
    day: Mapped[dt.date]
    composer: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(3))
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id", ondelete="SET NULL"), index=True)
    shown: Mapped[int]
    opened: Mapped[int]
    solved: Mapped[int]
    joined: Mapped[int]
    posted: Mapped[int]
