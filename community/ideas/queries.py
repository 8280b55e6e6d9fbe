"""Reads of ideas."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, defer, joinedload

from community.core.database import db
from community.core.locale import _l
from community.core.paging import PAGE_SIZE, Page, page_of
from community.ideas import policies
from community.ideas.models import CLOSED, OPEN, ROADMAP, Idea, Status, StatusChange
from community.members.models import Member, Viewer, likeness, numbers_of
from community.posts import queries as posts
from community.posts.models import Attachment, Comment, Draft, Kind, Post
from community.products.models import Product

NO_IDEA = _l("There is no such idea, or it is not open to you.")
COLUMN_SIZE = 12


class Sort(StrEnum):
    """The orders of ideas, as their addresses name them."""

    TRENDING = "trending"
    WANTED = "wanted"
    ORGANIZATIONS = "organizations"
    NEWEST = "newest"


KEYS: dict[Sort, list[InstrumentedAttribute[Any]]] = {
    Sort.TRENDING: [Idea.trend, Idea.id],
    Sort.WANTED: [Idea.vote_count, Post.id],
    Sort.ORGANIZATIONS: [Idea.organization_count, Idea.id],
    Sort.NEWEST: [Idea.created_at, Idea.id],
}


@dataclass(frozen=True)
class IdeaPage:
    """All that the page of an idea shows; `answers` are the company's, the latest first."""

    idea: Idea
    answers: Sequence[StatusChange]
    comments: Page[Comment]
    images: list[Attachment]
    votes: dict[int, int]
    is_following: bool
    may_decide: bool
    draft: Draft | None

    @property
    def answer(self) -> StatusChange | None:
        """What the company says today."""
        return self.answers[0] if self.answers else None


@dataclass(frozen=True)
class Column:
    """One column of the roadmap; `has_more` when not all of its ideas are here."""

    status: Status
    ideas: Sequence[Idea]
    has_more: bool


@dataclass(frozen=True)
class Roadmap:
    """What the company has promised, is making and has made, with its latest answers by idea id."""

    columns: Sequence[Column]
    answers: dict[int, StatusChange]


def idea_page(idea: Idea, viewer: Viewer, *, cursor: str | None = None) -> IdeaPage:
    """Return the idea with the company's answers and a page of comments, by a fixed number of statements."""
    return IdeaPage(
        idea=idea,
        answers=changes_of(idea),
        comments=posts.comments_of(idea, viewer, cursor=cursor),
        images=posts.attachments_of([idea])[idea.id],
        votes=posts.votes_of(viewer, [idea]),
        is_following=posts.is_following(viewer, idea),
        may_decide=policies.may_decide(viewer, idea),
        draft=posts.draft_of(viewer, f"comment-{idea.id}") if isinstance(viewer, Member) else None,
    )


def get_idea(idea_id: int, viewer: Viewer, *, for_update: bool = False) -> Idea:
    """Return the idea with its author and product, or raise `NotFoundError`."""
    options = () if for_update else (joinedload(Idea.author), joinedload(Idea.product))
    return posts.get_post(Idea, idea_id, viewer, for_update=for_update, sentence=NO_IDEA, options=options)


def ideas_in(
    sort: Sort,
    viewer: Viewer,
    *,
    statuses: Collection[Status] = (),
    product: Product | None = None,
    cursor: str | None = None,
    size: int = PAGE_SIZE,
) -> Page[Idea]:
    """Return a page of the ideas in this order, without the long texts; no statuses means all of them."""
    rows = _listed(likeness(viewer), sort, tuple(statuses), product.id if product else None)
    return page_of(rows, KEYS[sort], cursor=cursor, size=size, numbers=numbers_of(viewer))


@lru_cache(maxsize=512)
def _listed(alike: Viewer, sort: Sort, statuses: tuple[Status, ...], product_id: int | None) -> Select[Idea]:
    """Build the statement of a list once."""
    rows = _narrowed(posts.shown_to(Idea, alike), statuses, product_id)
    if sort is Sort.WANTED:  # votes are counted for all kinds in one index, which begins with the kind
        rows = rows.where(Idea.kind == Kind.IDEA)
    return rows.options(*_light())


def roadmap(viewer: Viewer, *, product: Product | None = None) -> Roadmap:
    """Return the public roadmap: the most wanted first, of the delivered ones the latest; four statements."""
    columns = [_column(status, viewer, product) for status in ROADMAP]
    return Roadmap(columns, latest_changes(idea for column in columns for idea in column.ideas))


def changes_of(idea: Idea) -> Sequence[StatusChange]:
    """Return the company's answers, the latest first."""
    rows = select(StatusChange).where(StatusChange.idea_id == idea.id).options(joinedload(StatusChange.by))
    return db.session.scalars(rows.order_by(StatusChange.id.desc())).all()


def latest_changes(ideas: Iterable[Idea]) -> dict[int, StatusChange]:
    """Return what the company last said to each of the ideas, by idea id; one statement for all."""
    ids = [idea.id for idea in ideas]
    latest = select(func.max(StatusChange.id)).where(StatusChange.idea_id.in_(ids)).group_by(StatusChange.idea_id)
    rows = select(StatusChange).where(StatusChange.id.in_(latest)).options(joinedload(StatusChange.by))
    return {change.idea_id: change for change in db.session.scalars(rows)}


def latest_change_id(idea: Idea) -> int | None:
    """Return the id of the company's latest answer, if there is one."""
    return db.session.scalar(select(func.max(StatusChange.id)).where(StatusChange.idea_id == idea.id))


def _column(status: Status, viewer: Viewer, product: Product | None) -> Column:
    rows = _narrowed(posts.shown_to(Idea, viewer), [status], product.id if product else None).options(*_light())
    first = Idea.status_at if status is Status.DELIVERED else Idea.vote_count
    ideas = db.session.scalars(rows.order_by(first.desc(), Idea.id.desc()).limit(COLUMN_SIZE + 1)).all()
    return Column(status, ideas[:COLUMN_SIZE], has_more=len(ideas) > COLUMN_SIZE)


def _narrowed(rows: Select[Idea], statuses: Collection[Status], product_id: int | None) -> Select[Idea]:
    if statuses == OPEN:  # most ideas are: said like this, the list is read in its order instead of gathered and sorted
        rows = rows.where(Idea.status.not_in(CLOSED))
    elif statuses:
        rows = rows.where(Idea.status.in_(statuses))
    return rows.where(Idea.product_id == product_id) if product_id else rows


def _light() -> tuple[Any, ...]:
    return defer(Idea.source), defer(Idea.rendered), joinedload(Idea.product)
