"""The voice of the customer in a period, for one product or all: what a product team asks at the end of a quarter."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import case, distinct, func, or_, select
from sqlalchemy.orm import joinedload

from community.core.database import db
from community.insights import policies
from community.insights.intervals import Interval, Mean, count_interval, mean_of, ratio_interval, share_interval
from community.insights.kinds import VoiceKind
from community.insights.models import Alert, AlertKind, Evidence, Need, NeedEvent, Voice
from community.insights.queries.filters import Filters, live_needs
from community.insights.queries.outcome import Outcome, outcome_of
from community.insights.queries.periods import Period
from community.insights.queries.reports import ReportedNeed, evidence_in, heard_of_needs, need_report
from community.insights.queries.voices import Quote, marked, may_read
from community.members.models import Member, Viewer
from community.posts.models import Kind, Post
from community.posts.queries import shown_to
from community.problems.models import Answer, Problem
from community.products.models import Product
from community.reviews.models import Review

MOST = 10
MOST_MOVERS = 6
QUOTES_A_KIND = 2
STAFF = (Member.is_moderator, Member.is_agent, Member.is_analyst, Member.is_administrator)
QUOTED = (VoiceKind.TROUBLE, VoiceKind.WISH, VoiceKind.PRAISE, VoiceKind.HAZARD)


@dataclass(frozen=True)
class Heard:
    """All that was heard in a period."""

    customers: int
    customers_pm: int
    organizations: int
    problems: int
    reviews: int
    ideas: int
    sentiment: Mean | None
    rating: Mean | None
    unhappy: float
    unhappy_pm: float

    @property
    def posts(self) -> int:
        """How many posts that was."""
        return self.problems + self.reviews + self.ideas


@dataclass(frozen=True)
class Mover:
    """A need that clearly more, or clearly fewer, customers spoke of than in the period before."""

    need: Need
    customers: int
    before: int
    factor: float
    between: Interval


@dataclass(frozen=True)
class Helper:
    """Who answered others in the period."""

    member: Member
    answers: int
    accepted: int


@dataclass(frozen=True)
class Decided:
    """A decision of the period, about a need that stands."""

    need: Need
    event: NeedEvent


@dataclass(frozen=True)
class CustomerVoice:
    """The whole report."""

    now: Heard
    before: Heard
    needs: list[ReportedNeed]
    movers: list[Mover]
    spikes: Sequence[Alert]
    quotes: list[Quote]
    unanswered: Sequence[Problem]
    helpers: list[Helper]
    decided: list[Decided]
    outcomes: list[tuple[Need, Outcome]]

    @property
    def births(self) -> list[ReportedNeed]:
        """The needs among those reported that nobody had spoken of before."""
        return [row for row in self.needs if row.is_born]


def customer_voice(period: Period, viewer: Viewer, product: Product | None = None) -> CustomerVoice:
    """Return what was heard, what moved, what is open, what was decided and what that did; about thirty statements."""
    heard = heard_of_needs(period, viewer, product)
    standing = _needs(heard)
    decided = _decided(period, standing)
    return CustomerVoice(
        now=_heard(period, viewer, product),
        before=_heard(period.before, viewer, product),
        needs=need_report(period, viewer, product)[:MOST],
        movers=_movers(heard, heard_of_needs(period.before, viewer, product), standing),
        spikes=_spikes(period, standing),
        quotes=_quotes(period, viewer, product),
        unanswered=_unanswered(period, viewer, product),
        helpers=_helpers(period, viewer, product),
        decided=decided,
        outcomes=_outcomes(decided),
    )


def _needs(heard: dict[int, Any]) -> dict[int, Need]:
    rows = live_needs(Filters()).where(Need.id.in_(heard))
    return {need.id: need for need in db.session.scalars(rows)}


def _heard(period: Period, viewer: Viewer, product: Product | None) -> Heard:
    """Count what was heard; a review is unhappy by its stars, anything else by its words."""
    begin, end = period.bounds
    unhappy = case(
        (Review.rating.is_not(None), Review.rating <= policies.UNHAPPY_STARS),
        else_=Voice.sentiment <= policies.UNHAPPY_SENTIMENT,
    )
    rows = (
        select(
            func.count(distinct(case((Post.author_id.is_not(None), Post.author_id), else_=-Post.id))).label(
                "customers"
            ),
            func.count(distinct(Post.organization_id)).label("organizations"),
            *(func.count(case((Post.kind == kind, 1))).label(f"of_{kind.value}") for kind in policies.VOICED),
            func.sum(Voice.sentiment).label("mood"),
            func.sum(Voice.sentiment * Voice.sentiment).label("mood_squares"),
            func.count(Review.rating).label("rated"),
            func.sum(Review.rating).label("stars"),
            func.sum(Review.rating * Review.rating).label("star_squares"),
            func.count(case((unhappy, 1))).label("unhappy"),
        )
        .select_from(Post)
        .join(Voice, Voice.post_id == Post.id)
        .outerjoin(Review.__table__, Review.__table__.c.id == Post.id)
        .where(Post.created_at >= begin, Post.created_at < end, may_read(viewer))
    )
    row = db.session.execute(rows.where(Post.product_id == product.id) if product else rows).one()
    return _summed(row)


def _summed(row: Any) -> Heard:
    of = {kind: getattr(row, f"of_{kind.value}") for kind in policies.VOICED}
    posts = sum(of.values())
    return Heard(
        customers=row.customers,
        customers_pm=round(count_interval(row.customers).margin),
        organizations=row.organizations,
        problems=of[Kind.PROBLEM],
        reviews=of[Kind.REVIEW],
        ideas=of[Kind.IDEA],
        sentiment=mean_of(posts, row.mood, row.mood_squares),
        rating=mean_of(row.rated, row.stars, row.star_squares),
        unhappy=row.unhappy / posts if posts else 0.0,
        unhappy_pm=share_interval(row.unhappy, posts).margin if posts else 0.0,
    )


def _movers(now: dict[int, Any], before: dict[int, Any], standing: dict[int, Need]) -> list[Mover]:
    """Return the needs whose change is larger than chance explains, the largest change first."""
    moved = []
    for need in standing.values():
        count, past = now[need.id].customers, before[need.id].customers if need.id in before else 0
        between = ratio_interval(past, count)
        if past and (between.low > 1 or between.high < 1):
            moved.append(Mover(need, count, past, count / past, between))
    return sorted(moved, key=lambda mover: (-abs(mover.customers - mover.before), mover.need.id))[:MOST_MOVERS]


def _spikes(period: Period, standing: dict[int, Need]) -> Sequence[Alert]:
    rows = select(Alert).where(
        Alert.kind == AlertKind.SPIKE, Alert.need_id.in_(standing), Alert.last_day >= period.start,
        Alert.first_day <= period.end,
    )  # fmt: skip
    return db.session.scalars(rows.options(joinedload(Alert.need)).order_by(Alert.first_day.desc()).limit(MOST)).all()


def _quotes(period: Period, viewer: Viewer, product: Product | None) -> list[Quote]:
    """Return for each kind of statement the voices that say best what their need is about, each of another need."""
    place = func.row_number().over(partition_by=Evidence.need_id, order_by=(Evidence.weight.desc(), Evidence.id))
    chosen = (
        evidence_in(period, viewer, product)
        .where(Voice.kind.in_(QUOTED))
        .with_only_columns(Evidence.id, Voice.kind, Evidence.weight, place.label("place"))
    ).subquery()
    order = func.row_number().over(partition_by=chosen.c.kind, order_by=(chosen.c.weight.desc(), chosen.c.id))
    best = select(chosen.c.id, order.label("place")).where(chosen.c.place == 1).subquery()
    rows = (
        select(Evidence)
        .join(best, best.c.id == Evidence.id)
        .where(best.c.place <= QUOTES_A_KIND)
        .options(joinedload(Evidence.need), joinedload(Evidence.voice).joinedload(Voice.post).joinedload(Post.thread))
    )
    found = sorted(db.session.scalars(rows).unique(), key=lambda one: (QUOTED.index(VoiceKind(one.voice.kind)), one.id))
    return [Quote(one.voice.kind, one, marked(one)) for one in found]


def _unanswered(period: Period, viewer: Viewer, product: Product | None) -> Sequence[Problem]:
    begin, end = period.bounds
    rows = shown_to(Problem, viewer).where(
        Problem.created_at >= begin, Problem.created_at < end, Problem.answer_count == 0, Problem.closed_at.is_(None)
    )
    rows = rows.where(Problem.product_id == product.id) if product else rows
    return db.session.scalars(rows.order_by(Problem.vote_count.desc(), Problem.id).limit(MOST)).all()


def _helpers(period: Period, viewer: Viewer, product: Product | None) -> list[Helper]:
    """Return the customers who answered most, those whose answers were accepted first; staff is paid for it."""
    begin, end = period.bounds
    solved = Problem.__table__.c
    accepted = func.count(solved.id)
    rows = (
        shown_to(Answer, viewer)
        .join(Member, Member.id == Answer.author_id)
        .outerjoin(Problem.__table__, solved.accepted_answer_id == Answer.id)
        .where(Answer.created_at >= begin, Answer.created_at < end, ~or_(*STAFF))
        .with_only_columns(Member, func.count().label("answers"), accepted.label("accepted"))
        .group_by(Member.id)
        .order_by(accepted.desc(), func.count().desc(), Member.id)
        .limit(MOST)
    )
    if product:
        rows = rows.where(Answer.thread_id.in_(select(Post.id).where(Post.product_id == product.id)))
    return [Helper(*row) for row in db.session.execute(rows)]


def _decided(period: Period, standing: dict[int, Need]) -> list[Decided]:
    begin, end = period.bounds
    rows = (
        select(NeedEvent)
        .where(NeedEvent.kind == "decided", NeedEvent.created_at >= begin, NeedEvent.created_at < end)
        .where(NeedEvent.need_id.in_(standing))
        .options(joinedload(NeedEvent.by))
        .order_by(NeedEvent.id.desc())
        .limit(3 * MOST)
    )
    last: dict[int, NeedEvent] = {}
    for event in db.session.scalars(rows):
        last.setdefault(event.need_id, event)
    return [Decided(standing[need_id], event) for need_id, event in last.items()][:MOST]


def _outcomes(decided: Sequence[Decided]) -> list[tuple[Need, Outcome]]:
    """Return what became of volume, mood and stars after each decision, where a day has passed since."""
    outcomes = ((one.need, outcome_of(one.need)) for one in decided)
    return [(need, outcome) for need, outcome in outcomes if outcome]
