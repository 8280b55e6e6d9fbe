"""Reviews of products."""

from sqlalchemy import CheckConstraint, Float, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from community.posts.models import Kind, Post

STARS = (5, 4, 3, 2, 1)
LONGEST_SIDE = 1000


class Review(Post):
    """A member's judgement of a product; `helpfulness` caches the Wilson bound that orders the list."""

    __tablename__ = "review"
    __table_args__ = (CheckConstraint("rating IS NULL OR rating BETWEEN 1 AND 5", name="rating_is_stars"),)

    id: Mapped[int] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"), primary_key=True)
    rating: Mapped[int | None] = mapped_column(index=True)
    pros: Mapped[str] = mapped_column(Text, default="")
    cons: Mapped[str] = mapped_column(Text, default="")
    helpfulness: Mapped[float] = mapped_column(Float(53), default=0.0)

    __mapper_args__ = {
        "polymorphic_identity": Kind.REVIEW.value,
        "inherit_condition": id == Post.id,
    }
