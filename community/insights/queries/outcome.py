"""What a decision did: how much, how unhappily and with how many stars customers spoke before and after it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, case, distinct, func, select

from community.core import clock
from community.core.database import db
from community.insights import policies
from community.insights.intervals import Mean, count_interval, mean_of
from community.insights.models import Evidence, Need, NeedEvent, Voice
from community.posts.models import Post
from community.reviews.models import Review

LONGEST = timedelta(days=90)
SHORTEST = timedelta(days=1)


@dataclass(frozen=True)
class Side:
    """What was heard on one side of the decision."""

    customers: int
    customers_pm: int
    posts: int
    sentiment: Mean | None
    rating: Mean | None


@dataclass(frozen=True)
class Outcome:
    """Both sides of a decision, over equal times."""

    state: str
    at: datetime
    days: int
    before: Side
    after: Side


def outcome_of(need: Need) -> Outcome | None:
    """Compare equal times before and after the last decision that customers were told; nothing within its first day."""
    rows = select(NeedEvent).where(NeedEvent.need_id == need.id, NeedEvent.kind == "decided").order_by(NeedEvent.id)
    told = [event for event in db.session.scalars(rows) if _is_told(event)]
    length = min(LONGEST, clock.now() - told[-1].created_at) if told else timedelta()
    if length < SHORTEST:
        return None
    at = told[-1].created_at
    sides = {row.side: _side(row) for row in db.session.execute(_both_sides(need, at, length))}
    silence = Side(0, round(count_interval(0).margin), 0, None, None)
    before, after = sides.get(0, silence), sides.get(1, silence)
    return Outcome(told[-1].details["state"], at, length.days, before, after)


def _is_told(event: NeedEvent) -> bool:
    return event.details.get("state") in policies.TOLD_STATES and event.details.get("was") != event.details["state"]


def _both_sides(need: Need, at: datetime, length: timedelta) -> Any:
    side = case((Post.created_at >= at, 1), else_=0).label("side")
    customer = case((Post.author_id.is_not(None), Post.author_id), else_=-Post.id)
    return (
        select(
            side,
            func.count(distinct(customer)).label("customers"),
            func.count().label("posts"),
            func.sum(Voice.sentiment).label("mood"),
            func.sum(Voice.sentiment * Voice.sentiment).label("mood_squares"),
            func.count(Review.rating).label("reviews"),
            func.sum(Review.rating).label("stars"),
            func.sum(Review.rating * Review.rating).label("star_squares"),
        )
        .select_from(Evidence)
        .join(Voice, Voice.id == Evidence.voice_id)
        .join(Post, Post.id == Voice.post_id)
        .outerjoin(Review.__table__, Review.__table__.c.id == Post.id)
        .where(Evidence.need_id == need.id, ~Evidence.refused, Post.shown)
        .where(Post.created_at >= at - length, Post.created_at < at + length)
        .group_by(side)
    )


def _side(row: Row[Any]) -> Side:
    return Side(
        customers=row.customers,
        customers_pm=round(count_interval(row.customers).margin),
        posts=row.posts,
        sentiment=mean_of(row.posts, row.mood, row.mood_squares),
        rating=mean_of(row.reviews, row.stars, row.star_squares),
    )
