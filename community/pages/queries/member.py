"""The page of one member: who it is, what he is known for, and what he wrote."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import defer, joinedload, selectin_polymorphic

from community.articles.models import Article
from community.core.database import db
from community.core.paging import Page, page_of
from community.ideas.models import Idea
from community.members.models import Member, Viewer
from community.members.queries import profile
from community.pages.points import Standing
from community.pages.queries.counting import counts_of
from community.pages.queries.reputation import standing_of
from community.posts import queries as posts
from community.posts.models import Comment, Kind, Post
from community.problems.models import Answer, Problem
from community.reviews.models import Review

KINDS: dict[Kind, type[Post]] = {
    Kind.ANSWER: Answer, Kind.PROBLEM: Problem, Kind.IDEA: Idea, Kind.REVIEW: Review, Kind.ARTICLE: Article,
    Kind.COMMENT: Comment,
}  # fmt: skip
"""The tabs, in their order: what somebody gave to others comes first."""

BELOW = frozenset({Kind.ANSWER, Kind.COMMENT})


@dataclass(frozen=True)
class MemberPage:
    """A member with a page of what he wrote of one kind; `heads` are the threads the viewer may see, by id."""

    member: Member
    standing: Standing
    counts: dict[str, int]
    kind: Kind
    rows: Page[Any]
    heads: dict[int, Post]
    shows_organization: bool


def member_page(member_id: int, viewer: Viewer, *, kind: Kind | None = None, cursor: str | None = None) -> MemberPage:
    """Return the page, or raise `NotFoundError`; at most eight statements for any number of posts.

    Authors see their own withdrawn posts here and moderators everybody's, as everywhere.
    """
    member = profile(member_id)
    counts = counts_of({one: _ids_by(member, viewer, one) for one in KINDS})
    shown = kind or next((one for one in KINDS if counts[one]), Kind.ANSWER)
    rows = _page(member, viewer, shown, cursor)
    return MemberPage(
        member=member,
        standing=standing_of(member.id),
        counts=counts,
        kind=shown,
        rows=rows,
        heads=_heads_of(rows.rows, viewer) if shown in BELOW else {},
        shows_organization=_may_see_organization(viewer, member),
    )


def _ids_by(member: Member, viewer: Viewer, kind: Kind) -> Select[Any]:
    rows = posts.visible(Post, viewer).where(Post.author_id == member.id, Post.kind == kind)
    return rows.with_only_columns(Post.id)


def _page(member: Member, viewer: Viewer, kind: Kind, cursor: str | None) -> Page[Any]:
    entity = KINDS[kind]
    light = defer(entity.source), defer(entity.rendered), joinedload(entity.product)
    rows = posts.visible(entity, viewer).where(entity.author_id == member.id).options(*light)
    return page_of(rows, [entity.created_at, Post.id], cursor=cursor)


def _heads_of(rows: Sequence[Post], viewer: Viewer) -> dict[int, Post]:
    """Return the threads the posts hang in, of those open to the viewer: one's own remark does not open a hidden thread."""
    wanted = posts.visible(Post, viewer).where(Post.id.in_([row.head_id for row in rows]))
    light = selectin_polymorphic(Post, [Problem]), defer(Post.source), defer(Post.rendered)
    return {head.id: head for head in db.session.scalars(wanted.options(*light))}


def _may_see_organization(viewer: Viewer, member: Member) -> bool:
    """For whom somebody works is shown to staff, to colleagues, and to the member."""
    if member.organization is None:
        return False
    return viewer.is_staff or viewer.id == member.id or viewer.organization_id == member.organization_id
