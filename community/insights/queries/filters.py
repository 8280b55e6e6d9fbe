"""To what a reader narrows the board, and what was heard within it."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, case, or_, select
from sqlalchemy.orm import InstrumentedAttribute, defer

from community.core import settings
from community.core.database import db
from community.insights import policies
from community.insights.models import Evidence, Need, Voice
from community.members.models import Organization, OrganizationValue
from community.posts.models import Post
from community.products.models import Product

NOBODY = -1
EVERY_POST = 2**31 - 1
UNHAPPY, PLEASED = 0.5, 0.15
HEAVY = (Need.centroid, Need.terms, Need.phrases, Need.quotes, Need.daily, Need.episodes)
SORTS: dict[str, InstrumentedAttribute[Any]] = {
    "weight": Need.rank,
    "customers": Need.customer_count,
    "growth": Need.growth,
    "unhappy": Need.unhappy,
    "newest": Need.created_at,
}


@dataclass(frozen=True)
class Filters:
    """What the reader narrowed the board to; empty means everything.

    `fields` are pairs of an organization field's id and its value; `owner` is a member's id, or NOBODY.
    """

    state: str = ""
    product: str = ""
    language: str = ""
    words: str = ""
    dismissed: bool = False
    theme: int = 0
    mood: str = ""
    owner: int = 0
    organization: str = ""
    fields: tuple[tuple[int, str], ...] = ()
    start: date | None = None
    end: date | None = None
    sort: str = "weight"

    @property
    def is_segment(self) -> bool:
        """Whether the posts of some customer companies only are asked for."""
        return bool(self.organization or self.fields)

    @property
    def is_narrow(self) -> bool:
        """Whether the figures of a need must be counted anew among fewer posts."""
        return bool(self.is_segment or self.product or self.start or self.end)

    @property
    def hidden_count(self) -> int:
        """How many filters stand in the folded part of the form."""
        chosen = (self.theme, self.mood, self.owner, self.organization, self.start, self.end, *self.fields)
        return sum(bool(one) for one in chosen)


@dataclass(frozen=True)
class Heard:
    """What was heard of one need among the posts that the filters leave."""

    customers: int
    organizations: int
    posts: int


def live_needs(filters: Filters) -> Select[Need]:
    """Select needs that stand, behind which shown posts are, narrowed by what the need itself says, for lists."""
    return standing_needs(filters).options(*(defer(column) for column in HEAVY))


def standing_needs(filters: Filters) -> Select[Need]:
    """Select the same needs, to be loaded as the caller wants them."""
    rows = select(Need).where(Need.merged_into_id.is_(None))
    rows = rows.where(Need.dismissed_at.is_not(None) if filters.dismissed else Need.dismissed_at.is_(None))
    if not filters.dismissed:
        rows = rows.where(Need.post_count > 0)
    return rows.where(*_asked(filters))


def _asked(filters: Filters) -> list[ColumnElement[bool]]:
    asked: list[ColumnElement[bool]] = []
    if filters.state:
        asked.append(Need.state == filters.state)
    if filters.language:
        asked.append(Need.language == filters.language)
    if filters.theme:
        asked.append(Need.theme_id == filters.theme)
    if filters.owner:
        asked.append(Need.owner_id.is_(None) if filters.owner == NOBODY else Need.owner_id == filters.owner)
    if filters.mood:
        asked.append(_mood(filters.mood))
    if filters.words:
        names = (Need.label, Need.title)
        asked.append(or_(*(name.icontains(filters.words, autoescape=True) for name in names)))
    return asked


def _mood(mood: str) -> ColumnElement[bool]:
    unhappy, pleased = Need.unhappy >= UNHAPPY, Need.sentiment >= PLEASED
    return {"negative": unhappy, "positive": pleased}.get(mood, ~unhappy & ~pleased)


def heard_within(filters: Filters) -> dict[int, Heard]:
    """Count distinct customers and organizations of each need among the posts the filters leave; one statement.

    In a segment a need of fewer than five customers is left out: its figure would point at persons.
    """
    people, companies = defaultdict[int, set[int]](set), defaultdict[int, set[int]](set)
    posts = Counter[int]()
    for need_id, customer, organization_id in db.session.execute(_said_within(filters)):
        people[need_id].add(customer)
        posts[need_id] += 1
        if organization_id is not None:
            companies[need_id].add(organization_id)
    return {
        need_id: Heard(len(customers), len(companies[need_id]), posts[need_id])
        for need_id, customers in people.items()
        if not filters.is_segment or policies.may_name_people(len(customers))
    }


def _said_within(filters: Filters) -> Select[int, int, int | None]:
    """Select need, customer and organization of every post behind a need that the filters leave."""
    customer = case((Post.author_id.is_not(None), Post.author_id), else_=-Post.id).label("customer")
    chosen = select(Post.id, customer, Post.organization_id).where(Post.shown)
    if not (filters.is_segment or filters.product):
        chosen = chosen.where(Post.kind.in_(policies.VOICED))  # only so that an index knows the period's posts
    # The limit is none; it keeps both databases from reading all evidence first and then asking for each post.
    posts = chosen.where(*_within(filters)).limit(EVERY_POST).subquery()
    return (
        select(Evidence.need_id, posts.c.customer, posts.c.organization_id)
        .join(Voice, Voice.id == Evidence.voice_id)
        .join(posts, posts.c.id == Voice.post_id)
        .where(~Evidence.refused)
    )


def _within(filters: Filters) -> list[ColumnElement[bool]]:
    asked: list[ColumnElement[bool]] = []
    if filters.product:
        asked.append(Post.product_id.in_(select(Product.id).where(Product.slug == filters.product)))
    if filters.organization:
        named = select(Organization.id).where(Organization.name == filters.organization)
        asked.append(Post.organization_id.in_(named))
    for field_id, value in filters.fields:
        having = select(OrganizationValue.organization_id)
        having = having.where(OrganizationValue.field_id == field_id, OrganizationValue.value == value)
        asked.append(Post.organization_id.in_(having))
    if filters.start:
        asked.append(Post.created_at >= _midnight(filters.start))
    if filters.end:
        asked.append(Post.created_at < _midnight(filters.end + timedelta(days=1)))
    return asked


def _midnight(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time(), ZoneInfo(settings.current().time_zone))
