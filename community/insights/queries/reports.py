"""Reports over a period: what customers needed, what they suggested, what was decided. Distinct customers, never clicks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, case, distinct, func, select
from sqlalchemy.orm import joinedload

from community.core import locale
from community.core.database import db
from community.ideas.models import Idea, StatusChange
from community.insights.intervals import count_interval
from community.insights.models import Evidence, Need, NeedEvent, Voice
from community.insights.queries.filters import Filters, live_needs
from community.insights.queries.periods import Period
from community.insights.queries.voices import Quote, marked, may_read
from community.members.models import Viewer
from community.posts.models import Post, Vote
from community.posts.queries import shown_to
from community.products.models import Product

MOST = 30


@dataclass(frozen=True)
class ReportedNeed:
    """A need with what was heard of it in the period and in the one before."""

    need: Need
    customers: int
    customers_pm: int
    organizations: int
    posts: int
    customers_before: int
    is_born: bool
    quote: Quote | None


@dataclass(frozen=True)
class ReportedIdea:
    """An idea with the people and organizations that supported it in the period."""

    idea: Idea
    supporters: int
    organizations: int
    supporters_now: int
    latest: StatusChange | None


def need_report(period: Period, viewer: Viewer, product: Product | None = None) -> list[ReportedNeed]:
    """Return the needs that were spoken of in the period, of one product or of all, those of most customers first."""
    now, before = heard_of_needs(period, viewer, product), heard_of_needs(period.before, viewer, product)
    ids = sorted(now, key=lambda need_id: (-now[need_id].customers, need_id))[:MOST]
    needs = {need.id: need for need in db.session.scalars(live_needs(Filters()).where(Need.id.in_(ids)))}
    quotes = _best_quotes(ids, period, viewer, product)
    return [
        ReportedNeed(
            need=needs[need_id],
            customers=now[need_id].customers,
            customers_pm=round(count_interval(now[need_id].customers).margin),
            organizations=now[need_id].organizations,
            posts=now[need_id].posts,
            customers_before=before[need_id].customers if need_id in before else 0,
            is_born=locale.local(needs[need_id].created_at).date() >= period.start and need_id not in before,
            quote=quotes.get(need_id),
        )
        for need_id in ids
        if need_id in needs
    ]


def heard_of_needs(period: Period, viewer: Viewer, product: Product | None = None) -> dict[int, Any]:
    """Count distinct customers, organizations and posts for each need; an unknown author is a customer of his own."""
    customer = case((Post.author_id.is_not(None), Post.author_id), else_=-Post.id)
    rows = (
        evidence_in(period, viewer, product)
        .with_only_columns(
            Evidence.need_id,
            func.count(distinct(customer)).label("customers"),
            func.count(distinct(Post.organization_id)).label("organizations"),
            func.count(distinct(Post.id)).label("posts"),
        )
        .group_by(Evidence.need_id)
    )
    return {row.need_id: row for row in db.session.execute(rows)}


def evidence_in(period: Period, viewer: Viewer, product: Product | None = None) -> Select[Evidence]:
    """Select evidence whose post is of the period and the product, and open to the viewer."""
    begin, end = period.bounds
    rows = (
        select(Evidence)
        .join(Evidence.voice)
        .join(Voice.post)
        .where(~Evidence.refused, Post.created_at >= begin, Post.created_at < end, may_read(viewer))
    )
    return rows.where(Post.product_id == product.id) if product else rows


def _best_quotes(need_ids: Sequence[int], period: Period, viewer: Viewer, product: Product | None) -> dict[int, Quote]:
    """Return for each need the strongest voice of the period."""
    place = func.row_number().over(partition_by=Evidence.need_id, order_by=(Evidence.weight.desc(), Evidence.id))
    ranked = evidence_in(period, viewer, product).where(Evidence.need_id.in_(need_ids))
    chosen = ranked.with_only_columns(Evidence.id, place.label("place")).subquery()
    rows = (
        select(Evidence)
        .join(chosen, chosen.c.id == Evidence.id)
        .where(chosen.c.place == 1)
        .options(
            joinedload(Evidence.voice).joinedload(Voice.post).options(joinedload(Post.author), joinedload(Post.thread))
        )
    )
    return {one.need_id: Quote("nearest", one, marked(one)) for one in db.session.scalars(rows).unique()}


def idea_report(period: Period, viewer: Viewer, product: Product | None = None) -> list[ReportedIdea]:
    """Return the ideas supported or suggested in the period, those of most supporters first."""
    begin, end = period.bounds
    given = (
        select(
            Vote.post_id,
            func.count().label("supporters"),
            func.count(distinct(Vote.organization_id)).label("organizations"),
        )
        .where(Vote.created_at >= begin, Vote.created_at < end, Vote.value == 1)
        .group_by(Vote.post_id)
        .subquery()
    )
    supporters = func.coalesce(given.c.supporters, 0)
    rows = (
        shown_to(Idea, viewer)
        .outerjoin(given, given.c.post_id == Idea.id)
        .where((supporters > 0) | ((Idea.created_at >= begin) & (Idea.created_at < end)))
        .options(joinedload(Idea.author), joinedload(Idea.product))
        .order_by(supporters.desc(), Idea.vote_count.desc(), Idea.id)
        .add_columns(supporters, func.coalesce(given.c.organizations, 0))
        .limit(MOST)
    )
    found = db.session.execute(rows.where(Idea.product_id == product.id) if product else rows).all()
    latest = _latest_answers([idea.id for idea, *_ in found])
    return [
        ReportedIdea(idea, idea.vote_count, organizations, in_period, latest.get(idea.id))
        for idea, in_period, organizations in found
    ]


def _latest_answers(idea_ids: Sequence[int]) -> dict[int, StatusChange]:
    rows = select(StatusChange).where(StatusChange.idea_id.in_(idea_ids)).order_by(StatusChange.id)
    return {change.idea_id: change for change in db.session.scalars(rows.options(joinedload(StatusChange.by)))}


def decided_in(period: Period) -> Sequence[NeedEvent]:
    """Return what the product team decided about needs in the period."""
    begin, end = period.bounds
    rows = select(NeedEvent).where(
        NeedEvent.kind == "decided", NeedEvent.created_at >= begin, NeedEvent.created_at < end
    )
    return db.session.scalars(rows.order_by(NeedEvent.id.desc()).options(joinedload(NeedEvent.by))).all()
