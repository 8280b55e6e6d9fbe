"""Count what stands behind each need and rank them: distinct customers and organizations, each figure with its error.

The nightly count takes all needs and keeps what is usual among them; by day a need that changed is counted alone, from
its own evidence, and stands where that standard puts it.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from math import sqrt
from statistics import fmean, stdev
from typing import Any

from sqlalchemy import ColumnElement, select, true

from community.core import clock, locale
from community.core.database import db
from community.ideas.models import Idea, Status
from community.insights import policies
from community.insights.intervals import Z95, count_interval, share_interval
from community.insights.models import EngineSetting, Evidence, Need, Voice
from community.insights.queries.weights import weights
from community.insights.ranking import Factor, Mention, Part, Standard, measured, rank_needs, standard_of
from community.insights.trends import Said, growth, rising_now, weekly
from community.posts.models import Kind, Post
from community.problems.models import Problem
from community.reviews.models import Review

WEEKS = 26
STEADY = 1.25
MOST_NAMED = 50
MOST_IDEAS = 500


@dataclass(frozen=True, slots=True)
class Heard:
    """One shown voice behind a need, as far as counting cares."""

    voice_id: int
    post_id: int
    product_id: int | None
    mention: Mention
    sentiment: float
    kind: str
    language: str


def count_needs() -> int:
    """Count and rank all needs anew from the shown posts behind them; return how many have any."""
    heard = _heard(true())
    mentions = _mentions(heard)
    _keep_standard(standard_of(mentions, now=clock.now()))
    parts = {rank.need_id: rank.parts for rank in rank_needs(mentions, now=clock.now(), weights=weights())}
    for need in db.session.scalars(select(Need).where(Need.merged_into_id.is_(None)).with_for_update()):
        _count(need, heard.get(need.id, []), parts.get(need.id, ()))
    return len(parts)


def count_these(need_ids: Collection[int]) -> None:
    """Count these needs alone; the others keep their scores until the next full count."""
    standard = _standard()
    if standard is None:
        count_needs()
        return
    now, chosen = clock.now(), weights()
    heard = _heard(Evidence.need_id.in_(need_ids))
    standing = select(Need).where(Need.id.in_(need_ids), Need.merged_into_id.is_(None))
    for need in db.session.scalars(standing.with_for_update()):
        own = [one.mention for one in heard.get(need.id, [])] if need.dismissed_at is None else []
        _count(need, heard.get(need.id, []), measured(own, against=standard, now=now, weights=chosen) if own else ())


def _keep_standard(standard: Standard | None) -> None:
    setting = db.session.get(EngineSetting, "usual", with_for_update=True)
    if standard is None:
        if setting is not None:
            db.session.delete(setting)
        return
    setting = setting or EngineSetting(name="usual")
    setting.value, setting.changed_at = asdict(standard), clock.now()
    db.session.add(setting)


def _standard() -> Standard | None:
    """Return what the last full count found usual."""
    value = db.session.scalar(select(EngineSetting.value).where(EngineSetting.name == "usual"))
    if value is None:
        return None
    return Standard(
        {Factor(name): float(share) for name, share in value["shares"].items()},
        {Factor(name): (float(middle), float(spread)) for name, (middle, spread) in value["scales"].items()},
    )


def _mentions(heard: Mapping[int, Sequence[Heard]]) -> dict[int, list[Mention]]:
    live = select(Need.id).where(Need.merged_into_id.is_(None), Need.dismissed_at.is_(None))
    return {
        need_id: [one.mention for one in heard[need_id]] for need_id in db.session.scalars(live) if need_id in heard
    }


def _heard(concerned: ColumnElement[bool]) -> dict[int, list[Heard]]:
    rows = (
        select(
            Evidence.need_id, Voice.id, Voice.post_id, Post.product_id, Voice.sentiment, Voice.language, Post.kind, Post.author_id,
            Post.organization_id, Post.created_at, Review.rating, Problem.answer_count, Idea.status,
        )
        .join(Voice, Voice.id == Evidence.voice_id)
        .join(Post, Post.id == Voice.post_id)
        .outerjoin(Review.__table__, Review.__table__.c.id == Post.id)
        .outerjoin(Problem.__table__, Problem.__table__.c.id == Post.id)
        .outerjoin(Idea.__table__, Idea.__table__.c.id == Post.id)
        .where(concerned, ~Evidence.refused, Post.shown)
    )  # fmt: skip
    heard: dict[int, list[Heard]] = defaultdict(list)
    for row in db.session.execute(rows):
        heard[row.need_id].append(_one(row))
    return heard


def _one(row: Any) -> Heard:
    is_negative = (
        row.rating <= policies.UNHAPPY_STARS if row.rating is not None else row.sentiment <= policies.UNHAPPY_SENTIMENT
    )
    unanswered = None
    if row.answer_count is not None:
        unanswered = row.answer_count == 0
    elif row.status is not None:
        unanswered = row.status == Status.NEW
    mention = Mention(
        customer=f"m{row.author_id}" if row.author_id else f"v{row.id}",
        organization=str(row.organization_id) if row.organization_id else None,
        at=row.created_at,
        is_negative=is_negative,
        is_unanswered=unanswered,
    )
    return Heard(row.id, row.post_id, row.product_id, mention, row.sentiment, row.kind, row.language)


def _count(need: Need, heard: Sequence[Heard], parts: Sequence[Part]) -> None:
    need.post_count = len(heard)
    need.customer_count = len({one.mention.customer for one in heard})
    need.organization_count = len({one.mention.organization for one in heard if one.mention.organization})
    need.rank = sum(part.points for part in parts)
    need.factors = {"parts": [asdict(part) for part in parts]} if parts else {}
    said = [Said(one.mention.at, one.mention.customer) for one in heard]
    need.weekly = _weeks(said)
    need.figures = {**_figures(need, heard, said), **_who_and_what(heard)} if heard else {}
    need.sentiment = need.figures["sentiment"]["mean"] if heard else 0.0
    need.unhappy = need.figures["negative"]["share"] if heard else 0.0
    need.growth = need.figures["growth"]["factor"] if heard else 1.0
    need.counted_at = clock.now()


def _weeks(said: Sequence[Said]) -> list[Any]:
    until = locale.local(clock.now()).date()
    return [[week.start.isoformat(), week.customers, week.posts] for week in weekly(said, until=until, weeks=WEEKS)]


def _figures(need: Need, heard: Sequence[Heard], said: Sequence[Said]) -> dict[str, Any]:
    asked = [one for one in heard if one.mention.is_unanswered is not None]
    return {
        "customers_pm": _plus_minus(need.customer_count),
        "organizations_pm": _plus_minus(need.organization_count),
        "negative": _share([one for one in heard if one.mention.is_negative], heard),
        "unanswered": _share([one for one in asked if one.mention.is_unanswered], asked),
        "sentiment": _mean([one.sentiment for one in heard]),
        "growth": _growth(said),
        "spike": _spike(said),
        "kinds": Counter(one.kind for one in heard),
        "languages": Counter(one.language for one in heard),
        "first_at": min(one.mention.at for one in heard).isoformat(),
        "last_at": max(one.mention.at for one in heard).isoformat(),
    }


def _who_and_what(heard: Sequence[Heard]) -> dict[str, Any]:
    """Return who said it, about what, and what can be done today: ids, to be checked for the reader when shown."""
    members = Counter(int(one.mention.customer[1:]) for one in heard if one.mention.customer[0] == "m")
    people = {(one.mention.customer, one.mention.organization) for one in heard if one.mention.organization}
    unanswered = sorted(one.post_id for one in heard if one.kind == Kind.PROBLEM and one.mention.is_unanswered)
    return {
        "top_customers": members.most_common(MOST_NAMED),
        "top_organizations": Counter(int(organization) for _customer, organization in people).most_common(MOST_NAMED),
        "products": Counter(one.product_id for one in heard if one.product_id).most_common(MOST_NAMED),
        "unanswered_posts": unanswered[-MOST_NAMED:],
        "idea_posts": sorted(one.post_id for one in heard if one.kind == Kind.IDEA)[-MOST_IDEAS:],
    }


def _plus_minus(count: int) -> int:
    return round(count_interval(count).margin)


def _share(part: Sequence[Heard], whole: Sequence[Heard]) -> dict[str, Any]:
    """Return the share in customers, with its Wilson margin; each customer counts once on either side."""
    customers = {one.mention.customer for one in whole}
    among = {one.mention.customer for one in part}
    margin = share_interval(len(among), len(customers)).margin
    return {
        "part": len(among),
        "whole": len(customers),
        "share": len(among) / len(customers) if customers else 0.0,
        "pm": margin,
    }


def _mean(values: Sequence[float]) -> dict[str, float]:
    """Return the mean with the half width of its 95 % interval (normal approximation)."""
    margin = Z95 * stdev(values) / sqrt(len(values)) if len(values) > 1 else 1.0
    return {"mean": fmean(values), "pm": min(1.0, margin)}


def _growth(said: Sequence[Said]) -> dict[str, Any]:
    grown = growth(said, until=locale.local(clock.now()).date())
    word = "steady"
    if grown.is_certain and grown.factor >= STEADY:
        word = "growing"
    elif grown.is_certain and grown.factor <= 1 / STEADY:
        word = "falling"
    high = grown.interval.high if grown.interval.high != float("inf") else None
    return {
        "before": grown.before, "now": grown.now, "factor": grown.factor, "low": grown.interval.low, "high": high,
        "word": word,
    }  # fmt: skip


def _spike(said: Sequence[Said]) -> dict[str, Any] | None:
    today = locale.local(clock.now()).date()
    spike = rising_now(said, since=today - timedelta(days=7 * WEEKS), today=today)
    return {"posts": spike.posts, "customers": spike.customers, "days": spike.window} if spike else None
