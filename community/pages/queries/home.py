"""The first page: what this place is, and for a member what is new about him."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from math import ceil
from statistics import median

from sqlalchemy import Select, bindparam, func, or_, select
from sqlalchemy.orm import aliased, defer, joinedload, selectin_polymorphic

from community.articles.models import Article
from community.articles.queries import Sort as ArticleSort
from community.articles.queries import articles_in
from community.core import clock
from community.core.database import UtcDateTime, db
from community.core.locale import _n
from community.ideas.models import Idea, Status, StatusChange
from community.ideas.queries import latest_changes
from community.members.models import Member, Viewer, likeness, numbers_of
from community.pages.queries.words import News, news_of
from community.posts import queries as posts
from community.posts.models import Follow, Kind, Post
from community.problems.models import Problem
from community.products.models import Product

WEEK = timedelta(days=7)
MONTH = timedelta(days=30)
LONGEST_IN_HOURS = 48
MOST_NEWS = 5
MOST_ROWS = 5
MOST_CANDIDATES = 30
MOST_MOVING = 4
MOST_PRODUCTS = 8
MOST_ARTICLES = 3
MOST_TIMED = 200
MOVING = (Status.UNDER_REVIEW, Status.PLANNED, Status.IN_PROGRESS)


@dataclass(frozen=True)
class Figures:
    """What happened in the last thirty days; `hours` is how soon half of the solved problems were solved."""

    solved: int
    hours: float | None
    answered_ideas: int

    @property
    def pace(self) -> str:
        """Say how soon half of the problems were solved, if any were."""
        if self.hours is None:
            return ""
        hours = max(1, ceil(self.hours))
        if hours < LONGEST_IN_HOURS:
            return _n(
                "Half of them were solved within %(count)s hour.",
                "Half of them were solved within %(count)s hours.",
                hours,
            )
        days = ceil(hours / 24)
        return _n(
            "Half of them were solved within %(count)s day.", "Half of them were solved within %(count)s days.", days
        )


@dataclass(frozen=True)
class Solved:
    """A problem with the answer that helped."""

    problem: Problem
    answer: Post


@dataclass(frozen=True)
class Moving:
    """An idea that the company has taken up, with its latest word."""

    idea: Idea
    answer: StatusChange | None


@dataclass(frozen=True)
class StrangersHome:
    """What a stranger finds here."""

    solved: Sequence[Solved]
    moving: Sequence[Moving]
    products: Sequence[Product]
    articles: Sequence[Article]
    figures: Figures


@dataclass(frozen=True)
class MembersHome:
    """What a member finds here; `recent` is what became of his words within a week.

    `known` are problems that wait for an answer and are about products he knows, `to_answer` others that wait.
    """

    news: Sequence[News]
    recent: Sequence[News]
    known: Sequence[Problem]
    to_answer: Sequence[Problem]
    following: Sequence[Post]
    articles: Sequence[Article]
    figures: Figures


def strangers_home(viewer: Viewer) -> StrangersHome:
    """Return what is worth seeing first; seven statements."""
    return StrangersHome(
        solved=_newest_solved(viewer),
        moving=_moving(viewer),
        products=_best_known_products(),
        articles=articles_in(ArticleSort.NEWEST, viewer, size=MOST_ARTICLES).rows,
        figures=_figures(viewer),
    )


def members_home(member: Member) -> MembersHome:
    """Return what concerns the member; at most twelve statements."""
    news = news_of(member)
    return MembersHome(
        news=news[:MOST_NEWS],
        recent=[one for one in news if one.at > clock.now() - WEEK],
        known=(known := _known_to(member)),
        to_answer=_others_to_answer(member, known),
        following=_following(member),
        articles=articles_in(ArticleSort.NEWEST, member, size=MOST_ARTICLES).rows,
        figures=_figures(member),
    )


def _newest_solved(viewer: Viewer) -> list[Solved]:
    """Return what was solved last among the threads that are alive: the list's own index bounds the search."""
    solved = [Solved(*row) for row in db.session.execute(_candidates(likeness(viewer)), numbers_of(viewer))]
    return sorted(solved, key=lambda one: one.problem.resolved_at or one.problem.created_at, reverse=True)[:MOST_ROWS]


@cache
def _candidates(alike: Viewer) -> Select[Problem, Post]:
    answer = aliased(Post, flat=True)
    light = defer(Problem.source), defer(Problem.rendered), defer(Problem.tried), joinedload(Problem.product)
    return (
        posts.shown_to(Problem, alike)
        .add_columns(answer)
        .join(answer, answer.id == Problem.accepted_answer_id)
        .where(Problem.kind == Kind.PROBLEM, answer.shown)
        .options(*light, defer(answer.source), defer(answer.rendered))
        .order_by(Problem.last_activity_at.desc(), Post.id.desc())
        .limit(MOST_CANDIDATES)
    )


def _moving(viewer: Viewer) -> list[Moving]:
    ideas = db.session.scalars(_moving_ideas(likeness(viewer)), numbers_of(viewer)).all()
    answers = latest_changes(ideas)
    return [Moving(idea, answers.get(idea.id)) for idea in ideas]


@cache
def _moving_ideas(alike: Viewer) -> Select[Idea]:
    light = defer(Idea.source), defer(Idea.rendered), joinedload(Idea.product)
    rows = posts.shown_to(Idea, alike).where(Idea.status.in_(MOVING)).options(*light)
    return rows.order_by(Idea.status_at.desc(), Idea.id.desc()).limit(MOST_MOVING)


def _best_known_products() -> Sequence[Product]:
    return db.session.scalars(_well_known()).all()


@cache
def _well_known() -> Select[Product]:
    rows = select(Product).where(Product.archived_at.is_(None))
    return rows.order_by(Product.score_count.desc(), Product.id).limit(MOST_PRODUCTS)


def _known_to(member: Member) -> Sequence[Problem]:
    """Return open problems without an answer about products that the member wrote about."""
    return db.session.scalars(_unanswered(likeness(member), of_known=True), numbers_of(member)).all()


def _others_to_answer(member: Member, known: Sequence[Problem]) -> list[Problem]:
    """Return what waits besides, as far as there is room."""
    room, there = MOST_ROWS - len(known), {one.id for one in known}
    if not room:
        return []
    found = db.session.scalars(_unanswered(likeness(member), of_known=False), numbers_of(member))
    return [one for one in found if one.id not in there][:room]


@cache
def _unanswered(alike: Viewer, *, of_known: bool) -> Select[Problem]:
    """Select what waits: of the products that the member wrote about, or of all."""
    rows = (
        posts.shown_to(Problem, alike)
        .where(Problem.kind == Kind.PROBLEM, Problem.answer_count == 0, Problem.closed_at.is_(None))
        .where(or_(Problem.author_id.is_(None), Problem.author_id != alike.id))
        .options(defer(Problem.source), defer(Problem.rendered), defer(Problem.tried), joinedload(Problem.product))
        .order_by(Problem.last_activity_at.desc(), Post.id.desc())
    )
    if not of_known:
        return rows.limit(2 * MOST_ROWS)
    known = select(Post.product_id).where(Post.author_id == alike.id, Post.product_id.is_not(None))
    return rows.where(Problem.product_id.in_(known)).limit(MOST_ROWS)


def _following(member: Member) -> Sequence[Post]:
    """Return the threads the member follows in which something happened since, the latest first."""
    return db.session.scalars(_followed(likeness(member)), numbers_of(member)).all()


@cache
def _followed(alike: Viewer) -> Select[Post]:
    return (
        posts.shown_to(Post, alike)
        .join(Follow, Follow.post_id == Post.id)
        .where(Follow.member_id == alike.id, Follow.ended_at.is_(None), Post.last_activity_at > Follow.created_at)
        .options(selectin_polymorphic(Post, [Problem, Idea]), defer(Post.source), defer(Post.rendered))
        .options(joinedload(Post.product))
        .order_by(Post.last_activity_at.desc(), Post.id.desc())
        .limit(MOST_ROWS)
    )


def _figures(viewer: Viewer) -> Figures:
    since = clock.now() - MONTH
    numbers = numbers_of(viewer) | {"since": since}
    solved = db.session.execute(_solved_since(likeness(viewer)), numbers).all()
    hours = [(row.resolved_at - row.created_at) / timedelta(hours=1) for row in solved]
    answered = db.session.scalar(_answered_ideas(likeness(viewer)), numbers) or 0
    count = solved[0].solved if solved else 0
    return Figures(solved=count, hours=median(hours) if hours else None, answered_ideas=answered)


@cache
def _answered_ideas(alike: Viewer) -> Select[int]:
    return select(func.count(StatusChange.idea_id.distinct())).where(
        StatusChange.created_at >= bindparam("since", type_=UtcDateTime()),
        posts.shown_to(Idea, alike).where(Idea.id == StatusChange.idea_id).exists(),
    )


@cache
def _solved_since(alike: Viewer) -> Select[datetime, datetime, int]:
    """Select when the latest of this month's problems were asked and solved, and how many there are, up to a bound.

    The list's own index bounds the search; the pace is told by a sample, for a thousand moments take long to read.
    """
    since = bindparam("since", type_=UtcDateTime())
    month = (
        posts.shown_to(Problem, alike)
        .where(Problem.kind == Kind.PROBLEM, Problem.last_activity_at >= since)
        .where(Problem.created_at >= since, Problem.resolved_at.is_not(None))
        .with_only_columns(Problem.created_at, Problem.resolved_at)
        .order_by(Problem.created_at.desc())
        .limit(posts.MOST_COUNTED)
        .subquery()
    )
    return select(month.c.created_at, month.c.resolved_at, func.count().over().label("solved")).limit(MOST_TIMED)
