"""Problems and answers."""

from datetime import datetime
from typing import cast

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from community.posts.models import Kind, Post

LONGEST_ENVIRONMENT = 200
LONGEST_TRIED = 5000


class Problem(Post):
    """Something a customer cannot do, and wants help with."""

    __tablename__ = "problem"
    __table_args__ = (Index("ix_problem_answer_count", "answer_count"),)

    id: Mapped[int] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"), primary_key=True)
    environment: Mapped[str] = mapped_column(String(LONGEST_ENVIRONMENT), default="")
    tried: Mapped[str] = mapped_column(Text, default="")
    accepted_answer_id: Mapped[int | None] = mapped_column(ForeignKey("post.id", ondelete="SET NULL"), index=True)
    answer_count: Mapped[int] = mapped_column(default=0)
    closed_at: Mapped[datetime | None]
    closed_by_moderator: Mapped[bool] = mapped_column(default=False)

    accepted_answer: Mapped[Post | None] = relationship(foreign_keys=accepted_answer_id, post_update=True)

    __mapper_args__ = {
        "polymorphic_identity": Kind.PROBLEM.value,
        "inherit_condition": id == Post.id,
    }

    @property
    def is_solved(self) -> bool:
        """Whether the asker found what helped."""
        return self.accepted_answer_id is not None

    @property
    def resolving_post_id(self) -> int | None:
        """The id of the accepted answer, for packages beside this one."""
        return self.accepted_answer_id

    @property
    def is_closed(self) -> bool:
        """Whether it takes no more answers."""
        return self.closed_at is not None

    @property
    def standing(self) -> str:
        """The one word that says most about it: solved, closed, unanswered or unsolved."""
        if self.is_solved:
            return "solved"
        if self.is_closed:
            return "closed"
        return "unsolved" if self.answer_count else "unanswered"


class Answer(Post):
    """What somebody proposes to a problem; its `parent` and `thread` are the problem."""

    __tablename__ = "answer"

    id: Mapped[int] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"), primary_key=True)

    __mapper_args__ = {
        "polymorphic_identity": Kind.ANSWER.value,
        "inherit_condition": id == Post.id,
    }

    @property
    def problem(self) -> Problem:
        """The problem that it answers."""
        return cast(Problem, self.thread)
