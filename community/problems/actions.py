"""Writes of problems and answers."""

from dataclasses import dataclass

from sqlalchemy import func, select

from community.core import clock, text
from community.core.database import db
from community.core.errors import ConflictError, NotAllowedError
from community.core.events import announce
from community.core.locale import _l
from community.members.models import Member
from community.posts import actions as posts
from community.posts import policies as post_policies
from community.posts.models import State
from community.problems import policies
from community.problems.events import AnswerAccepted, AnswerUnaccepted, ProblemClosed, ProblemReopened
from community.problems.models import LONGEST_ENVIRONMENT, LONGEST_TRIED, Answer, Problem
from community.products import policies as product_policies
from community.products.models import Product


@dataclass(frozen=True)
class Words:
    """What the asker says: the problem, the device and version it happens on, and what was tried."""

    title: str
    source: str
    environment: str = ""
    tried: str = ""

    @property
    def details(self) -> tuple[str, str]:
        """Environment and what was tried, cleaned and within their limits."""
        tried = text.clean(self.tried)[:LONGEST_TRIED]
        return text.clean_line(self.environment)[:LONGEST_ENVIRONMENT], tried


def ask(words: Words, *, by: Member, product: Product | None = None) -> Problem:
    """Put a problem before the community; without a product it is about the company in general."""
    _refuse_archived(product)
    problem = Problem(product=product)
    problem.environment, problem.tried = words.details
    posts.write(problem, title=words.title, source=words.source, also=words.details)
    return posts.publish(problem, by=by)


def join_problem(problem: Problem, *, by: Member) -> None:
    """Say that one has the same problem, and ask to be told what becomes of it."""
    posts.cast_vote(problem, by=by)
    posts.follow(problem, by=by)


def answer_problem(problem: Problem, *, source: str, by: Member, official: bool = False) -> Answer:
    """Propose an answer; staff may let it speak for the company."""
    if not policies.may_answer(by, problem):
        raise NotAllowedError(_l("You cannot answer here."))
    if official and not post_policies.may_speak_for_the_company(by):
        raise NotAllowedError(_l("Only staff can speak for the company."))
    if problem.is_closed:
        raise ConflictError(_l("This problem was closed before your answer arrived. It takes no new answers."))
    answer = Answer(official=official)
    posts.write(answer, source=source)
    posts.publish(answer, by=by, parent=problem)
    recount_answers(problem)
    return answer


def accept_answer(answer: Answer, *, by: Member) -> None:
    """Mark the answer that helped; a problem has at most one, so a better one takes the place of the first."""
    problem = answer.problem
    _refuse_to_judge(problem, by)
    if not answer.shown:
        raise ConflictError(_l("This answer is not shown any more."))
    if problem.accepted_answer_id == answer.id:
        return
    _forget_acceptance(problem, by=by)
    problem.accepted_answer = answer
    posts.mark_resolved(problem, resolved=True)
    announce(AnswerAccepted(answer, by=by))


def unaccept_answer(answer: Answer, *, by: Member) -> None:
    """Say that the answer did not help after all: the problem is unsolved again."""
    _refuse_to_judge(answer.problem, by)
    if answer.problem.accepted_answer_id == answer.id:
        _forget_acceptance(answer.problem, by=by)


def follow_state(answer: Answer, *, by: Member | None) -> None:
    """Keep the count, and the solution, true after an answer was shown or taken down."""
    problem = answer.problem
    if answer.state != State.VISIBLE and problem.accepted_answer_id == answer.id:
        _forget_acceptance(problem, by=by)
    recount_answers(problem)


def edit_problem(problem: Problem, words: Words, *, by: Member, version: int, product: Product | None) -> None:
    """Change a problem's words or product, keeping what it said before; saving it unchanged changes nothing."""
    before = Words(problem.title, problem.source, problem.environment, problem.tried)
    if version == problem.version and (before, problem.product) == (words, product):
        return
    fields = {"environment": before.environment, "tried": before.tried, "product": _name_of(problem.product)}
    posts.edit(
        problem, by=by, version=version, title=words.title, source=words.source, fields=fields, also=words.details
    )
    problem.environment, problem.tried = words.details
    posts.move(problem, product)


def edit_answer(answer: Answer, *, source: str, by: Member, version: int) -> None:
    """Change an answer's words, keeping what it said before; saving it unchanged changes nothing."""
    if version != answer.version or source != answer.source:
        posts.edit(answer, by=by, version=version, source=source)


def close_problem(problem: Problem, *, by: Member) -> None:
    """Take no more answers, because it is over or leads nowhere."""
    if not policies.may_close(by, problem):
        raise NotAllowedError(_l("Only the person who asked can close this."))
    if not problem.is_closed:
        problem.closed_at = clock.now()
        problem.closed_by_moderator = not by.is_author_of(problem)
        announce(ProblemClosed(problem, by=by))


def reopen_problem(problem: Problem, *, by: Member) -> None:
    """Take answers again."""
    if problem.closed_by_moderator and not policies.may_reopen(by, problem):
        raise NotAllowedError(_l("A moderator closed this. Only moderators can reopen it."))
    if not policies.may_reopen(by, problem):
        raise NotAllowedError(_l("Only the person who asked can reopen this."))
    if problem.is_closed:
        problem.closed_at, problem.closed_by_moderator = None, False
        announce(ProblemReopened(problem, by=by))


def recount_answers(problem: Problem) -> None:
    """Count the visible answers anew."""
    rows = select(func.count()).select_from(Answer).where(Answer.parent_id == problem.id)
    problem.answer_count = db.session.scalar(rows.where(Answer.state == State.VISIBLE)) or 0


def _refuse_to_judge(problem: Problem, by: Member) -> None:
    if not policies.may_accept_answer(by, problem):
        raise NotAllowedError(_l("Only the person who asked can say what helped."))
    if problem.is_closed:
        raise ConflictError(_l("This problem is closed. Reopen it first."))


def _forget_acceptance(problem: Problem, *, by: Member | None) -> None:
    accepted = problem.accepted_answer
    problem.accepted_answer = None
    if isinstance(accepted, Answer):
        posts.mark_resolved(problem, resolved=False)
        announce(AnswerUnaccepted(accepted, by=by))


def _refuse_archived(product: Product | None) -> None:
    if product is not None and not product_policies.may_post_about(product):
        raise ConflictError(_l("This product takes no new posts."))


def _name_of(product: Product | None) -> str:
    return product.name if product else ""
