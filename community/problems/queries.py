"""Reads of problems and answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from sqlalchemy import ColumnElement, Integer, Select, bindparam, func, not_, or_, select
from sqlalchemy.orm import defer, joinedload

from community.core.database import db
from community.core.errors import NotFoundError
from community.core.locale import _l
from community.core.paging import PAGE_SIZE, Page, cursor_after, page_of
from community.members.models import Member, Viewer, likeness, numbers_of
from community.posts import queries as posts
from community.posts.models import Attachment, Comment, Draft, Kind, Post
from community.problems import policies
from community.problems.models import Answer, Problem
from community.products.models import Product

NO_PROBLEM = _l("There is no such problem, or it is not open to you.")
NO_ANSWER = _l("There is no such answer, or it is not open to you.")

OLDEST_FIRST = (Answer.created_at, Post.id)


class Listing(StrEnum):
    """The lists of problems, as their addresses name them."""

    NEWEST = "newest"
    UNANSWERED = "unanswered"
    UNSOLVED = "unsolved"
    ME_TOO = "me-too"
    MINE = "mine"


@dataclass(frozen=True)
class Answers:
    """A page of answers: on the first page the accepted and official ones lead, then the oldest first.

    `numbers` tells which answer of the thread each one is, by age.
    """

    leading: Sequence[Answer]
    page: Page[Answer]
    numbers: dict[int, int]

    @property
    def shown(self) -> list[Answer]:
        """The answers in the order of the page."""
        return [*self.leading, *self.page.rows]


@dataclass(frozen=True)
class ProblemPage:
    """All that the page of a problem shows."""

    problem: Problem
    answers: Answers
    comments: dict[int, list[Comment]]
    images: dict[int, list[Attachment]]
    votes: dict[int, int]
    is_following: bool
    may_answer: bool
    may_judge: bool
    may_close: bool
    may_reopen: bool
    draft: Draft | None


def problem_page(problem: Problem, viewer: Viewer, *, cursor: str | None = None) -> ProblemPage:
    """Return the problem with a page of its answers, by a fixed number of statements for any number of them."""
    return _page_with(_answers_of(problem, viewer, cursor), problem, viewer)


def answers_alone(answer_ids: Sequence[int], viewer: Viewer) -> ProblemPage:
    """Return the page with nothing but these answers of one problem, in this order; the first must be there."""
    problem = get_problem(get_answer(answer_ids[0], viewer).head_id, viewer)
    rows = _answers_below(problem, viewer).where(Answer.id.in_(answer_ids)).options(joinedload(Answer.author))
    found = sorted(db.session.scalars(rows), key=lambda one: answer_ids.index(one.id))
    return _page_with(Answers(found, Page(()), _numbers_of(found, problem, viewer)), problem, viewer)


def get_problem(problem_id: int, viewer: Viewer, *, for_update: bool = False) -> Problem:
    """Return the problem with its people and product, or raise `NotFoundError`."""
    options = () if for_update else (joinedload(Problem.author), joinedload(Problem.product))
    return posts.get_post(Problem, problem_id, viewer, for_update=for_update, sentence=NO_PROBLEM, options=options)


def lock_problem(problem: Problem) -> None:
    """Wait for whoever is changing the problem, then read it anew."""
    db.session.refresh(problem, with_for_update=True)


def get_answer(answer_id: int, viewer: Viewer, *, for_update: bool = False) -> Answer:
    """Return the answer, or raise `NotFoundError`."""
    return posts.get_post(Answer, answer_id, viewer, for_update=for_update, sentence=NO_ANSWER)


def answer_to_judge(answer_id: int, viewer: Viewer) -> Answer:
    """Return the answer after locking its problem: two people who judge at once wait for each other."""
    problem_id = db.session.scalar(select(Answer.thread_id).where(Answer.id == answer_id))
    if problem_id is None:
        raise NotFoundError(NO_ANSWER)
    get_problem(problem_id, viewer, for_update=True)
    return get_answer(answer_id, viewer)


def problems_in(
    listing: Listing,
    viewer: Viewer,
    *,
    product: Product | None = None,
    cursor: str | None = None,
    size: int = PAGE_SIZE,
) -> Page[Problem]:
    """Return a page of a list, without the long texts; one's own list holds one's withdrawn problems too."""
    numbers = numbers_of(viewer) | {"product": product.id if product else None}
    rows = _listed(listing, likeness(viewer), of_product=product is not None)
    keys = [Problem.vote_count, Post.id] if listing is Listing.ME_TOO else posts.list_keys(Problem)
    return page_of(rows, keys, cursor=cursor, size=size, numbers=numbers)


@cache
def _listed(listing: Listing, alike: Viewer, *, of_product: bool) -> Select[Problem]:
    """Build the statement of a list once."""
    rows = _rows_of(listing, alike).where(Problem.kind == Kind.PROBLEM)
    if of_product:
        rows = rows.where(Problem.product_id == bindparam("product", type_=Integer))
    light = (defer(Problem.source), defer(Problem.rendered), defer(Problem.tried), joinedload(Problem.product))
    return rows.options(*light)


def _rows_of(listing: Listing, viewer: Viewer) -> Select[Problem]:
    if listing is Listing.MINE:
        return posts.visible(Problem, viewer).where(Problem.author_id == viewer.id)
    rows = posts.shown_to(Problem, viewer)
    if listing is Listing.UNANSWERED:
        return rows.where(Problem.answer_count == 0, Problem.closed_at.is_(None))
    if listing is Listing.UNSOLVED:
        return rows.where(Problem.resolved_at.is_(None), Problem.closed_at.is_(None))
    return rows


def _page_with(answers: Answers, problem: Problem, viewer: Viewer) -> ProblemPage:
    shown: list[Post] = [problem, *answers.shown]
    is_open = not problem.is_closed
    return ProblemPage(
        problem=problem,
        answers=answers,
        comments=posts.comments_below(shown, viewer),
        images=posts.attachments_of(shown),
        votes=posts.votes_of(viewer, shown),
        is_following=posts.is_following(viewer, problem),
        may_answer=policies.may_answer(viewer, problem) and is_open,
        may_judge=policies.may_accept_answer(viewer, problem) and is_open,
        may_close=is_open and policies.may_close(viewer, problem),
        may_reopen=not is_open and policies.may_reopen(viewer, problem),
        draft=posts.draft_of(viewer, f"answer-{problem.id}") if isinstance(viewer, Member) else None,
    )


def page_with(answer_id: int, problem: Problem, viewer: Viewer) -> str | None:
    """Return the cursor of the page on which the answer stands; None for the first one."""
    rows = _following(_answers_below(problem, viewer), problem).with_only_columns(Answer.id, Answer.created_at)
    found = db.session.execute(rows.order_by(*OLDEST_FIRST)).all()
    place = next((index for index, row in enumerate(found) if row.id == answer_id), 0)
    first = place - place % PAGE_SIZE
    return cursor_after(found[first - 1], OLDEST_FIRST) if first else None


def _answers_of(problem: Problem, viewer: Viewer, cursor: str | None) -> Answers:
    """Read a short thread by one statement; a long one takes three more, however long it is."""
    rows = _answers_below(problem, viewer).options(joinedload(Answer.author))
    if problem.answer_count <= PAGE_SIZE and cursor is None:
        everything = page_of(rows, OLDEST_FIRST, newest_first=False)
        if everything.next_cursor is None:
            return _short_thread(problem, everything.rows)
    page = page_of(_following(rows, problem), OLDEST_FIRST, cursor=cursor, newest_first=False)
    leading = [] if page.previous_cursor else db.session.scalars(rows.where(_leads(problem))).all()
    return Answers(_accepted_first(leading, problem), page, _numbers_of([*leading, *page.rows], problem, viewer))


def _short_thread(problem: Problem, answers: Sequence[Answer]) -> Answers:
    leading = [one for one in answers if one.official or one.id == problem.accepted_answer_id]
    page = Page([one for one in answers if one not in leading])
    return Answers(
        _accepted_first(leading, problem), page, {one.id: place for place, one in enumerate(answers, start=1)}
    )


def _accepted_first(leading: Sequence[Answer], problem: Problem) -> list[Answer]:
    return sorted(leading, key=lambda one: (one.id != problem.accepted_answer_id, one.created_at, one.id))


def _numbers_of(answers: Sequence[Answer], problem: Problem, viewer: Viewer) -> dict[int, int]:
    """Return which answer of the thread each one is, by age."""
    number = func.row_number().over(order_by=OLDEST_FIRST).label("number")
    all_numbers = _answers_below(problem, viewer).with_only_columns(Answer.id.label("id"), number).subquery()
    rows = select(all_numbers.c.id, all_numbers.c.number).where(all_numbers.c.id.in_([one.id for one in answers]))
    return {row.id: row.number for row in db.session.execute(rows)}


def _answers_below(problem: Problem, viewer: Viewer) -> Select[Answer]:
    return posts.visible(Answer, viewer).where(Answer.thread_id == problem.id)


def _leads(problem: Problem) -> ColumnElement[bool]:
    return or_(Answer.official, Answer.id == problem.accepted_answer_id)


def _following(rows: Select[Answer], problem: Problem) -> Select[Answer]:
    return rows.where(not_(_leads(problem)))
