"""Put one batch of checked lines into the tables, by bulk insert."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, case, func, insert, select, update

from community.articles.models import Article
from community.core import text
from community.core.database import db
from community.core.jobs import later
from community.core.language import detect, direction
from community.exchange.actions.people import Directory
from community.exchange.lines import HEADS, ImportLine
from community.ideas.models import Idea
from community.ideas.trend import trend_of
from community.insights.events import ReadPosts
from community.pages.events import RecountReputation
from community.posts.models import Audience, Comment, Kind, Post, State
from community.problems.models import Answer, Problem
from community.reviews.models import Review
from community.search.events import IndexPosts

MODELS: dict[str, type[Post]] = {
    Kind.PROBLEM: Problem, Kind.ANSWER: Answer, Kind.REVIEW: Review, Kind.IDEA: Idea, Kind.ARTICLE: Article,
    Kind.COMMENT: Comment,
}  # fmt: skip
POST = cast(Table, Post.__table__)
PROBLEM = cast(Table, Problem.__table__)
OWN_NAME = re.compile(r"post-(\d{1,18})")
Numbered = tuple[int, ImportLine]


@dataclass(frozen=True, slots=True)
class Parent:
    """What a line below another post needs to know of it."""

    id: int
    kind: str
    head_id: int
    product_id: int | None
    shown: bool
    audience: str
    audience_organization_id: int | None


class Batch:
    """Some lines on their way into the tables, within one transaction."""

    def __init__(self, lines: Sequence[Numbered], directory: Directory) -> None:
        self._lines = lines
        self._directory = directory
        self._placed: list[int] = []
        self._reviewed: set[tuple[int, int]] = set()
        self._solved: set[int] = set()
        self._helpers: set[int] = set()
        self.added = self.unchanged = 0
        self.bad: list[tuple[int, str]] = []
        self.waiting: list[int] = []
        self.rated_products: set[int] = set()

    def place(self) -> None:
        """Insert what can be inserted; children of what is not there yet wait."""
        known = set(db.session.scalars(select(Post.external_id).where(Post.external_id.in_(self._ids()))))
        known |= self._written_here()
        fresh = [(number, line) for number, line in self._lines if line.id not in known]
        self.unchanged = len(self._lines) - len(fresh)
        self._insert([(number, line, None) for number, line in fresh if line.kind in HEADS])
        for kind in (Kind.ANSWER, Kind.COMMENT):
            self._place_below([(number, line) for number, line in fresh if line.kind == kind])
        if self._placed:
            later(IndexPosts(tuple(self._placed)))
            later(ReadPosts(tuple(self._placed)))
        if self._helpers:
            later(RecountReputation(tuple(sorted(self._helpers))))

    def _ids(self) -> list[str]:
        return [line.id for _, line in self._lines]

    def _written_here(self) -> set[str]:
        """Return the ids of lines that this very installation exported: same number, same kind, same moment."""
        named = {int(found[1]): line for _, line in self._lines if (found := OWN_NAME.fullmatch(line.id))}
        rows = select(Post.id, Post.kind, Post.created_at).where(Post.id.in_(named), Post.external_id.is_(None))
        return {
            named[post_id].id
            for post_id, kind, at in db.session.execute(rows)
            if (named[post_id].kind, named[post_id].at) == (kind, at)
        }

    def _place_below(self, lines: Sequence[Numbered]) -> None:
        parents = _parents_of([line.parent or "" for _, line in lines])
        self._solved |= _solved_among([parent.id for parent in parents.values()])
        placed: list[tuple[int, ImportLine, Parent | None]] = []
        for number, line in lines:
            parent = parents.get(line.parent or "")
            if parent is None:
                self.waiting.append(number)
            elif reason := self._misfit(line, parent):
                self.bad.append((number, reason))
            else:
                placed.append((number, line, parent))
        self._insert(placed)
        _count_again({parent.id for _, _, parent in placed if parent}, {p.head_id for _, _, p in placed if p})

    def _misfit(self, line: ImportLine, parent: Parent) -> str | None:
        if line.kind == Kind.ANSWER and parent.kind != Kind.PROBLEM:
            return f"an answer cannot stand under a {parent.kind}"
        if line.kind == Kind.COMMENT and parent.kind == Kind.COMMENT:
            return "a comment cannot stand under a comment"
        if line.accepted and parent.id in self._solved:
            return "this problem has an accepted answer already"
        if line.accepted:
            self._solved.add(parent.id)
        return None

    def _insert(self, placed: Sequence[tuple[int, ImportLine, Parent | None]]) -> None:
        rows: list[dict[str, Any]] = []
        lines: list[tuple[ImportLine, Parent | None]] = []
        for number, line, parent in placed:
            author_id, organization_id = self._directory.member_of(line)
            product_id = parent.product_id if parent else self._directory.product_id(line.product)
            if line.kind == Kind.REVIEW and self._is_second_review(author_id, product_id):
                self.bad.append((number, "this author has reviewed this product already"))
                continue
            rows.append(_post_row(line, parent, author_id, organization_id, product_id))
            lines.append((line, parent))
        if rows:
            self._insert_rows(rows, lines)

    def _insert_rows(self, rows: list[dict[str, Any]], lines: list[tuple[ImportLine, Parent | None]]) -> None:
        ids = list(db.session.scalars(insert(POST).returning(POST.c.id, sort_by_parameter_order=True), rows))
        for kind, model in MODELS.items():
            own = [_own_row(line, post_id) for (line, _), post_id in zip(lines, ids, strict=True) if line.kind == kind]
            if own:
                db.session.execute(insert(cast(Table, model.__table__)), own)
        for (line, parent), post_id, row in zip(lines, ids, rows, strict=True):
            if line.accepted and parent is not None:
                _accept(parent.id, post_id, line.at)
                self._helpers |= {row["author_id"]} - {None}
        self.rated_products |= {row["product_id"] for row in rows if row["kind"] == Kind.REVIEW}
        self._placed += ids
        self.added += len(ids)

    def _is_second_review(self, author_id: int | None, product_id: int | None) -> bool:
        if author_id is None or product_id is None:
            return False
        pair = (author_id, product_id)
        earlier = select(Post.id).where(
            Post.kind == Kind.REVIEW, Post.author_id == author_id, Post.product_id == product_id,
            Post.state != State.REMOVED,
        )  # fmt: skip
        if pair in self._reviewed or db.session.scalar(earlier.limit(1)) is not None:
            return True
        self._reviewed.add(pair)
        return False


def _post_row(
    line: ImportLine, parent: Parent | None, author_id: int | None, organization_id: int | None, product_id: int | None
) -> dict[str, Any]:
    rendered = text.render(line.text)
    plain = "\n".join(part for part in (rendered.plain, line.pros, line.cons) if part)
    words = f"{line.title}\n{plain}"
    return {
        "kind": line.kind.value, "external_id": line.id, "author_id": author_id, "organization_id": organization_id,
        "thread_id": parent.head_id if parent else None, "parent_id": parent.id if parent else None,
        "product_id": product_id, "title": line.title, "source": text.clean(line.text), "rendered": rendered.html,
        "plain": plain, "renderer_version": text.VERSION, "language": line.language or detect(words),
        "direction": direction(words), "state": line.state,
        "shown": line.state == State.VISIBLE and (parent is None or parent.shown),
        "audience": parent.audience if parent else Audience.EVERYONE.value,
        "audience_organization_id": parent.audience_organization_id if parent else None,
        "created_at": line.at, "last_activity_at": line.at,
    }  # fmt: skip


def _own_row(line: ImportLine, post_id: int) -> dict[str, Any]:
    if line.kind == Kind.REVIEW:
        return {"id": post_id, "rating": line.rating, "pros": line.pros, "cons": line.cons}
    if line.kind == Kind.IDEA:
        return {"id": post_id, "status_at": line.at, "trend": trend_of(line.at, ())}
    return {"id": post_id}


def _parents_of(external_ids: Sequence[str]) -> dict[str, Parent]:
    columns = (
        Post.external_id, Post.id, Post.kind, Post.thread_id, Post.product_id, Post.shown, Post.audience,
        Post.audience_organization_id,
    )  # fmt: skip
    return {
        row.external_id: _parent(row)
        for row in db.session.execute(select(*columns).where(Post.external_id.in_(external_ids)))
    }


def _parent(row: Any) -> Parent:
    head_id = row.thread_id or row.id
    return Parent(row.id, row.kind, head_id, row.product_id, row.shown, row.audience, row.audience_organization_id)


def _solved_among(problem_ids: Sequence[int]) -> set[int]:
    rows = select(PROBLEM.c.id).where(PROBLEM.c.id.in_(problem_ids), PROBLEM.c.accepted_answer_id.is_not(None))
    return set(db.session.scalars(rows))


def _accept(problem_id: int, answer_id: int, at: datetime) -> None:
    db.session.execute(update(PROBLEM).where(PROBLEM.c.id == problem_id).values(accepted_answer_id=answer_id))
    db.session.execute(update(POST).where(POST.c.id == problem_id).values(resolved_at=at))


def _count_again(parent_ids: set[int], head_ids: set[int]) -> None:
    """Count remarks and answers below these posts, and move their threads to the newest activity."""
    below = POST.alias("below")
    shown = (below.c.parent_id == POST.c.id, below.c.shown)
    comments = select(func.count()).where(*shown, below.c.kind == Kind.COMMENT).scalar_subquery()
    db.session.execute(update(POST).where(POST.c.id.in_(parent_ids)).values(comment_count=comments))
    answers = select(func.count()).where(POST.c.parent_id == PROBLEM.c.id, POST.c.shown, POST.c.kind == Kind.ANSWER)
    db.session.execute(
        update(PROBLEM).where(PROBLEM.c.id.in_(parent_ids)).values(answer_count=answers.scalar_subquery())
    )
    newest = select(func.max(below.c.created_at)).where(below.c.thread_id == POST.c.id, below.c.shown).scalar_subquery()
    latest = case((newest > POST.c.last_activity_at, newest), else_=POST.c.last_activity_at)
    db.session.execute(
        update(POST)
        .where(POST.c.id.in_(head_ids))
        .values(thread_version=POST.c.thread_version + 1, last_activity_at=latest)
    )
