"""Problems and answers."""

from datetime import datetime

from community.core.transaction import transaction
from community.members.models import Member
from community.posts.models import Audience, State
from community.problems import actions
from community.problems.models import Answer, Problem
from community.products.models import Product
from tests.factories.members import make_member
from tests.factories.numbers import next_number
from tests.factories.posts import shaped


def make_problem(
    *,
    by: Member | None = None,
    title: str | None = None,
    source: str | None = None,
    environment: str = "",
    tried: str = "",
    product: Product | None = None,
    state: State | str = State.VISIBLE,
    audience: Audience | str = Audience.EVERYONE,
    solved: bool = False,
    closed: bool = False,
    at: datetime | None = None,
) -> Problem:
    """Post a problem; a solved one gets an answer by somebody else, accepted."""
    number = next_number()
    by = by or make_member()
    words = actions.Words(
        title or f"Problem {number}", source or f"What to do about number {number}?", environment, tried
    )
    with transaction():
        problem = shaped(actions.ask(words, by=by, product=product), audience=audience, at=at)
    if solved:
        make_answer(problem=problem, accepted=True)
    with transaction():
        if closed:
            actions.close_problem(problem, by=by)
        return shaped(problem, state=state, audience=audience)


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
    """Answer a problem, a new one unless it is given; an official answer needs `by` to be staff."""
    problem = problem or make_problem()
    by = by or make_member(roles=("agent",) if official else ())
    with transaction():
        answer = actions.answer_problem(problem, source=source or f"Answer {next_number()}", by=by, official=official)
        shaped(answer, state=state, audience=problem.audience, at=at)
        if accepted:
            assert problem.author is not None
            actions.accept_answer(answer, by=problem.author)
    return answer
