"""Problems and answers."""

from datetime import datetime

from community.core import clock
from community.core.transaction import transaction
from community.members.models import Member
from community.posts.models import Audience, State
from community.problems.models import Answer, Problem
from community.products.models import Product
from tests.factories.numbers import next_number
from tests.factories.posts import published


def make_problem(
    *,
    by: Member | None = None,
    title: str | None = None,
    source: str | None = None,
    product: Product | None = None,
    state: State | str = State.VISIBLE,
    audience: Audience | str = Audience.EVERYONE,
    solved: bool = False,
    closed: bool = False,
    at: datetime | None = None,
) -> Problem:
    """Post a problem; a solved one gets an answer by somebody else, accepted."""
    number = next_number()
    with transaction():
        problem = Problem(product_id=product.id if product else None, closed_at=clock.now() if closed else None)
        published(
            problem, by=by, title=title or f"Problem {number}", source=source or f"What to do about number {number}?",
            state=state, audience=audience, at=at,
        )  # fmt: skip
    if solved:
        make_answer(problem=problem, accepted=True)
    return problem


def make_answer(
    *,
    problem: Problem | None = None,
    by: Member | None = None,
    source: str | None = None,
    state: State | str = State.VISIBLE,
    official: bool = False,
    accepted: bool = False,
    at: datetime | None = None,
) -> Answer:
    """Answer a problem, a new one unless it is given."""
    problem = problem or make_problem()
    with transaction():
        answer = Answer(official=official)
        published(answer, by=by, source=source or f"Answer {next_number()}", parent=problem, state=state, at=at)
        problem.answer_count += 1 if answer.shown else 0
        if accepted:
            problem.accepted_answer_id = answer.id
            problem.resolved_at = clock.now()
    return answer
