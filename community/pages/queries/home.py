"""The first page: what this place is, and for a member what is new about him."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from statistics import median

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import aliased, defer, joinedload, selectin_polymorphic

from community.articles.models import Article
from community.articles.queries import Sort as ArticleSort
from community.articles.queries import articles_in
from community.core import clock
from community.core.database import db
from community.core.locale import _n
from community.ideas.models import Idea, Status, StatusChange
from community.ideas.queries import latest_changes
from community.members.models import Member, Viewer
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
    """What a member finds here; `recent` is what became of his words within a week."""

    news: Sequence[News]
    recent: Sequence[News]
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
        to_answer=_to_answer(member),
        following=_following(member),
        articles=articles_in(ArticleSort.NEWEST, member, size=MOST_ARTICLES).rows,
        figures=_figures(member),
    )


def _newest_solved(viewer: Viewer) -> list[Solved]:
    """Return what was solved last among the threads that are alive: the list's own index bounds the search."""
    answer = aliased(Post, flat=True)
    rows = (
        posts.shown_to(Problem, viewer)
        .add_columns(answer)
        .join(answer, answer.id == Problem.accepted_answer_id)
        .where(Problem.kind == Kind.PROBLEM, answer.shown)
        .options(defer(Problem.source), defer(Problem.rendered), joinedload(Problem.product))
        .order_by(Problem.last_activity_at.desc(), Post.id.desc())
    )
    solved = [Solved(*row) for row in db.session.execute(rows.limit(MOST_CANDIDATES))]
    return sorted(solved, key=lambda one: one.problem.resolved_at or one.problem.created_at, reverse=True)[:MOST_ROWS]


def _moving(viewer: Viewer) -> list[Moving]:
    rows = posts.shown_to(Idea, viewer).where(Idea.status.in_(MOVING)).order_by(Idea.status_at.desc(), Idea.id.desc())
    light = defer(Idea.source), defer(Idea.rendered), joinedload(Idea.product)
    ideas = db.session.scalars(rows.options(*light).limit(MOST_MOVING)).all()
    answers = latest_changes(ideas)
    return [Moving(idea, answers.get(idea.id)) for idea in ideas]


def _best_known_products() -> Sequence[Product]:
    rows = select(Product).where(Product.archived_at.is_(None))
    return db.session.scalars(rows.order_by(Product.score_count.desc(), Product.id).limit(MOST_PRODUCTS)).all()


def _to_answer(member: Member) -> list[Problem]:
    """Return open problems without an answer: about products that the member wrote about first, then others."""
    known = select(Post.product_id).where(Post.author_id == member.id, Post.product_id.is_not(None))
    found = list(db.session.scalars(_unanswered(member).where(Problem.product_id.in_(known)).limit(MOST_ROWS)))
    if len(found) < MOST_ROWS:
        others = _unanswered(member).where(Problem.id.not_in([one.id for one in found]))
        found += db.session.scalars(others.limit(MOST_ROWS - len(found)))
    return found


def _unanswered(member: Member) -> Select[Problem]:
    return (
        posts.shown_to(Problem, member)
        .where(Problem.kind == Kind.PROBLEM, Problem.answer_count == 0, Problem.closed_at.is_(None))
        .where(or_(Problem.author_id.is_(None), Problem.author_id != member.id))
        .options(defer(Problem.source), defer(Problem.rendered), joinedload(Problem.product))
        .order_by(Problem.last_activity_at.desc(), Post.id.desc())
    )


def _following(member: Member) -> Sequence[Post]:
    """Return the threads the member follows in which something happened since, the latest first."""
    rows = (
        posts.shown_to(Post, member)
        .join(Follow, Follow.post_id == Post.id)
        .where(Follow.member_id == member.id, Follow.ended_at.is_(None), Post.last_activity_at > Follow.created_at)
        .options(selectin_polymorphic(Post, [Problem, Idea]), defer(Post.source), defer(Post.rendered))
        .options(joinedload(Post.product))
        .order_by(Post.last_activity_at.desc(), Post.id.desc())
    )
    return db.session.scalars(rows.limit(MOST_ROWS)).all()


def _figures(viewer: Viewer) -> Figures:
    since = clock.now() - MONTH
    hours = _hours_to_solve(viewer, since)
    changes = select(func.count(StatusChange.idea_id.distinct())).where(
        StatusChange.created_at >= since,
        posts.shown_to(Idea, viewer).where(Idea.id == StatusChange.idea_id).exists(),
    )
    return Figures(
        solved=len(hours), hours=median(hours) if hours else None, answered_ideas=db.session.scalar(changes) or 0
    )


def _hours_to_solve(viewer: Viewer, since: datetime) -> list[float]:
    """Return how long each problem of this month waited for what helped; the list's own index bounds the search."""
    rows = (
        posts.shown_to(Problem, viewer)
        .where(Problem.kind == Kind.PROBLEM, Problem.last_activity_at >= since)
        .where(Problem.created_at >= since, Problem.resolved_at.is_not(None))
        .with_only_columns(Problem.created_at, Problem.resolved_at)
        .limit(posts.MOST_COUNTED)
    )
    return [(row.resolved_at - row.created_at) / timedelta(hours=1) for row in db.session.execute(rows)]
