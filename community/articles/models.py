"""Knowledge articles."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from community.posts.models import Kind, Post


class Article(Post):
    """Knowledge the company keeps; `problem` is the solved one it was made from, if any."""

    __tablename__ = "article"

    id: Mapped[int] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"), primary_key=True)
    problem_id: Mapped[int | None] = mapped_column(ForeignKey("post.id", ondelete="SET NULL"), unique=True)

    problem: Mapped[Post | None] = relationship(foreign_keys=problem_id)

    __mapper_args__ = {
        "polymorphic_identity": Kind.ARTICLE.value,
        "inherit_condition": id == Post.id,
    }
