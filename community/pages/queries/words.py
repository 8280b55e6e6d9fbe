"""What became of a member's words: acceptances, official answers, status changes, decisions, articles made of them.

Read from what is, not from the inbox: whoever switched a kind of notification off still sees it here.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, not_, or_, select
from sqlalchemy.orm import aliased, joinedload, with_polymorphic

from community.articles.models import Article
from community.core.database import db
from community.ideas.models import Idea, StatusChange
from community.members.models import Member, Viewer, likeness, numbers_of
from community.moderation.models import Decision, DecisionAction
from community.posts import queries as posts
from community.posts.models import Post, State
from community.problems.models import Answer, Problem

MOST_OF_A_KIND = 10
Rows = Select[*tuple[Any, ...]]


class Outcome(StrEnum):
    """What can become of somebody's words."""

    ACCEPTED = "accepted"
    OFFICIAL = "official"
    STATUS = "status"
    DECISION = "decision"
    ARTICLE = "article"


@dataclass(frozen=True)
class News:
    """One thing that became of a member's words.

    `post` is where to read it and `title` what it is about; `words` is what was said to it, `by` whom. `fact` is the
    status or the decision's action. A post below another keeps its `head` loaded, for its address is made of both.
    """

    outcome: Outcome
    at: datetime
    post: Post
    title: str
    words: str = ""
    by: Member | None = None
    fact: str = ""
    reason: str = ""
    head: Post | None = None


def news_of(member: Member) -> list[News]:
    """Return what became of the member's words, the latest first; five statements."""
    found: list[News] = []
    for part in (_accepted, _official, _statuses, _decisions, _articles):
        found.extend(part(member))
    return sorted(found, key=lambda news: news.at, reverse=True)


def _accepted(member: Member) -> Iterable[News]:
    """The member's answers that other people's problems accepted."""
    for answer, solved in _first(_accepted_rows, member):
        yield News(Outcome.ACCEPTED, solved.resolved_at, answer, solved.title, words=answer.plain, head=solved)


def _official(member: Member) -> Iterable[News]:
    """What the company said officially below the member's problems, reviews and ideas."""
    for reply, asked in _first(_official_rows, member):
        yield News(
            Outcome.OFFICIAL, reply.created_at, reply, asked.title, words=reply.plain, by=reply.author, head=asked
        )


def _statuses(member: Member) -> Iterable[News]:
    """What the company last said to each of the member's ideas."""
    last = {idea.id: (idea, change) for idea, change in reversed(list(_first(_status_rows, member)))}
    for idea, change in last.values():
        words, reason = change.rendered.striptags(), change.reason_word
        yield News(Outcome.STATUS, change.created_at, idea, idea.title, words, change.by, change.status, reason)


def _decisions(member: Member) -> Iterable[News]:
    """What moderators last decided about each of the member's posts; that a reported one simply stays is no news."""
    last = {post.id: (post, decision) for post, decision in reversed(list(_first(_decision_rows, member)))}
    for post, decision in last.values():
        if decision.action != DecisionAction.UNDO:
            title = post.title or post.plain
            yield News(Outcome.DECISION, decision.created_at, post, title, decision.words, fact=decision.action)


def _articles(member: Member) -> Iterable[News]:
    """The articles that were made from the member's problems."""
    for (article,) in _first(_article_rows, member):
        yield News(Outcome.ARTICLE, article.created_at, article, article.title, article.plain, article.author)


@cache
def _accepted_rows(alike: Viewer) -> Rows:
    problem = aliased(Problem, flat=True)
    return (
        posts.shown_to(Answer, alike)
        .add_columns(problem)
        .join(problem, problem.accepted_answer_id == Answer.id)
        .where(Answer.author_id == alike.id, or_(problem.author_id.is_(None), problem.author_id != alike.id))
        .where(problem.resolved_at.is_not(None))
        .order_by(problem.resolved_at.desc())
        .limit(MOST_OF_A_KIND)
    )


@cache
def _official_rows(alike: Viewer) -> Rows:
    head = with_polymorphic(Post, [Problem], aliased=True, flat=True)
    return (
        posts.shown_to(Post, alike)
        .add_columns(head)
        .join(head, head.id == Post.parent_id)
        .where(head.author_id == alike.id, head.thread_id.is_(None), Post.official)
        .where(or_(Post.author_id.is_(None), Post.author_id != alike.id))
        .options(joinedload(Post.author))
        .order_by(Post.created_at.desc())
        .limit(MOST_OF_A_KIND)
    )


@cache
def _status_rows(alike: Viewer) -> Rows:
    return (
        posts.shown_to(Idea, alike)
        .add_columns(StatusChange)
        .join(StatusChange, StatusChange.idea_id == Idea.id)
        .where(Idea.author_id == alike.id)
        .options(joinedload(StatusChange.by))
        .order_by(StatusChange.id.desc())
        .limit(MOST_OF_A_KIND)
    )


@cache
def _decision_rows(alike: Viewer) -> Rows:
    stays = and_(Decision.action == DecisionAction.APPROVE, Decision.state_before == State.VISIBLE)
    return (
        select(Post, Decision)
        .join(Decision, Decision.post_id == Post.id)
        .where(Post.author_id == alike.id, not_(stays))
        .order_by(Decision.id.desc())
        .limit(MOST_OF_A_KIND)
    )


@cache
def _article_rows(alike: Viewer) -> Rows:
    problem = aliased(Post, flat=True)
    return (
        posts.shown_to(Article, alike)
        .join(problem, problem.id == Article.problem_id)
        .where(problem.author_id == alike.id, or_(Article.author_id.is_(None), Article.author_id != alike.id))
        .options(joinedload(Article.author))
        .order_by(Article.created_at.desc())
        .limit(MOST_OF_A_KIND)
    )


def _first(rows_for: Callable[[Viewer], Rows], member: Member) -> Iterable[Any]:
    """Ask a statement that was built once for all who are alike."""
    return db.session.execute(rows_for(likeness(member)), numbers_of(member)).all()
