"""The post table, and the comment."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from markupsafe import Markup
from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from community.core import clock
from community.core.database import Base, Body, CreatedAt, Id
from community.core.text import SafeHtml
from community.members.models import Member, Organization
from community.products.models import Product


class Kind(StrEnum):
    """What a post is; more kinds will come, so the database does not check it."""

    PROBLEM = "problem"
    ANSWER = "answer"
    REVIEW = "review"
    IDEA = "idea"
    ARTICLE = "article"
    COMMENT = "comment"


class State(StrEnum):
    """Where a post stands with the moderators."""

    PENDING = "pending"
    VISIBLE = "visible"
    HIDDEN = "hidden"
    REMOVED = "removed"


class Audience(StrEnum):
    """For whose eyes it was written."""

    EVERYONE = "everyone"
    ORGANIZATION = "organization"
    STAFF = "staff"


def outside_name(post_id: int, external_id: str | None) -> str:
    """Return what files and commands call a post."""
    return external_id or f"post-{post_id}"


_one_review = text("kind = 'review' AND author_id IS NOT NULL AND state <> 'removed'")


class Post(Base):
    """Anything a member writes; the head of a thread has no `thread_id`."""

    __tablename__ = "post"
    __table_args__: Any = (
        Index("ix_post_list", "kind", "shown", "last_activity_at", "id"),
        Index("ix_post_product_list", "product_id", "kind", "shown", "last_activity_at", "id"),
        Index("ix_post_thread", "thread_id", "created_at", "id"),
        Index("ix_post_author", "author_id", "created_at", "id"),
        Index("ix_post_newest", "kind", "shown", "created_at", "id"),
        Index("ix_post_votes", "kind", "shown", "vote_count", "id"),
        Index(
            "uq_post_one_review", "author_id", "product_id",
            unique=True, sqlite_where=_one_review, postgresql_where=_one_review,
        ),
    )  # fmt: skip

    id: Mapped[Id]
    kind: Mapped[str] = mapped_column(String(20))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"))
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id", ondelete="SET NULL"), index=True)
    thread_id: Mapped[int | None] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"), index=True)
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id", ondelete="SET NULL"))
    external_id: Mapped[str | None] = mapped_column(String(200), unique=True)
    title: Mapped[str] = mapped_column(String(160), default="")
    source: Mapped[Body]
    rendered: Mapped[Markup] = mapped_column(SafeHtml)
    plain: Mapped[Body]
    renderer_version: Mapped[int]
    language: Mapped[str] = mapped_column(String(3), default="und")
    direction: Mapped[str] = mapped_column(String(3), default="ltr")
    state: Mapped[str] = mapped_column(String(10), default=State.VISIBLE, index=True)
    shown: Mapped[bool] = mapped_column(default=True)
    audience: Mapped[str] = mapped_column(String(15), default=Audience.EVERYONE)
    audience_organization_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id", ondelete="SET NULL"))
    official: Mapped[bool] = mapped_column(default=False)
    outdated: Mapped[bool] = mapped_column(default=False)
    vote_count: Mapped[int] = mapped_column(default=0)
    against_count: Mapped[int] = mapped_column(default=0)
    comment_count: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)
    thread_version: Mapped[int] = mapped_column(default=1)
    resolved_at: Mapped[datetime | None]
    created_at: Mapped[CreatedAt]
    edited_at: Mapped[datetime | None]
    last_activity_at: Mapped[datetime] = mapped_column(default=clock.now)

    author: Mapped[Member | None] = relationship(foreign_keys=author_id)
    organization: Mapped[Organization | None] = relationship(foreign_keys=organization_id)
    product: Mapped[Product | None] = relationship(foreign_keys=product_id)
    thread: Mapped["Post | None"] = relationship(foreign_keys=thread_id, remote_side="Post.id")
    parent: Mapped["Post | None"] = relationship(foreign_keys=parent_id, remote_side="Post.id")

    __mapper_args__ = {"polymorphic_on": "kind"}

    @property
    def head(self) -> "Post":
        """The post that the thread is about."""
        return self.thread or self

    @property
    def head_id(self) -> int:
        """The id of the thread's head, known without loading it."""
        return self.thread_id or self.id

    @property
    def outside_name(self) -> str:
        """The id it has outside: the one it came with, or one made from ours."""
        return outside_name(self.id, self.external_id)

    @property
    def is_head(self) -> bool:
        """Whether the thread is about this very post."""
        return self.thread_id is None

    @property
    def takes_votes(self) -> bool:
        """Whether votes can be given and taken back; a kind may close them."""
        return True

    @property
    def resolving_post_id(self) -> int | None:
        """The id of the post below it that resolved it, where its kind knows one."""
        return None


class Comment(Post):
    """A remark below another post; below a review an official one is the company's reply."""

    __tablename__ = "comment"

    id: Mapped[int] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"), primary_key=True)

    __mapper_args__ = {
        "polymorphic_identity": Kind.COMMENT.value,
        "inherit_condition": id == Post.id,
    }
