import pytest

from community.core.errors import ConflictError, NotAllowedError
from community.core.transaction import transaction
from community.members.models import Visitor
from community.problems import policies
from community.problems.actions import answer_problem
from tests.factories import make_answer, make_member, make_problem, set_state


def test_an_answer_stands_below_its_problem() -> None:
    problem, helper = make_problem(), make_member()

    with transaction():
        answer = answer_problem(problem, source="Turn it off and on.", by=helper)

    assert (answer.parent, answer.thread, answer.problem) == (problem, problem, problem)
    assert answer.author is helper
    assert not answer.official


def test_answers_are_counted() -> None:
    problem = make_problem()
    make_answer(problem=problem)
    helper = make_member()

    with transaction():
        answer_problem(problem, source="Another one.", by=helper)

    assert problem.answer_count == 2
    assert problem.standing == "unsolved"


def test_an_answer_moves_the_problem_up() -> None:
    problem = make_problem()
    before, helper = problem.last_activity_at, make_member()

    with transaction():
        answer_problem(problem, source="Turn it off and on.", by=helper)

    assert problem.last_activity_at > before


def test_the_asker_may_answer() -> None:
    asker = make_member()
    problem = make_problem(by=asker)

    with transaction():
        answer_problem(problem, source="I found it myself.", by=asker)

    assert problem.answer_count == 1


def test_staff_speak_for_the_company() -> None:
    problem, agent = make_problem(), make_member(roles=("agent",))

    with transaction():
        answer = answer_problem(problem, source="We fixed it.", by=agent, official=True)

    assert answer.official


def test_a_customer_cannot_speak_for_the_company() -> None:
    problem, customer = make_problem(), make_member()

    with pytest.raises(NotAllowedError), transaction():
        answer_problem(problem, source="We fixed it.", by=customer, official=True)


def test_a_closed_problem_takes_no_answer() -> None:
    problem, helper = make_problem(closed=True), make_member()

    with pytest.raises(ConflictError, match="closed before your answer arrived"), transaction():
        answer_problem(problem, source="Too late.", by=helper)

    assert problem.answer_count == 0


def test_a_hidden_problem_takes_no_answer() -> None:
    asker = make_member()
    problem = set_state(make_problem(by=asker), "hidden")

    with pytest.raises(NotAllowedError), transaction():
        answer_problem(problem, source="Hello?", by=asker)


def test_a_stranger_may_not_answer() -> None:
    assert not policies.may_answer(Visitor(), make_problem())
