import pytest

from community.core.errors import ConflictError, NotAllowedError
from community.core.transaction import transaction
from community.problems.actions import close_problem, unaccept_answer
from community.problems.events import AnswerUnaccepted
from tests.factories import make_answer, make_member, make_problem
from tests.problems.heard import heard


def test_the_asker_takes_the_acceptance_back() -> None:
    asker = make_member()
    answer = make_answer(problem=make_problem(by=asker), accepted=True)

    with transaction(), heard(AnswerUnaccepted) as told:
        unaccept_answer(answer, by=asker)

    assert not answer.problem.is_solved
    assert answer.problem.resolved_at is None
    assert told == [AnswerUnaccepted(answer, by=asker)]


def test_another_answer_stays_accepted() -> None:
    asker = make_member()
    problem = make_problem(by=asker)
    accepted, other = make_answer(problem=problem, accepted=True), make_answer(problem=problem)

    with transaction(), heard(AnswerUnaccepted) as told:
        unaccept_answer(other, by=asker)

    assert problem.accepted_answer_id == accepted.id
    assert told == []


def test_a_stranger_to_the_problem_cannot() -> None:
    answer, other = make_answer(accepted=True), make_member()

    with pytest.raises(NotAllowedError), transaction():
        unaccept_answer(answer, by=other)


def test_a_closed_problem_keeps_its_solution() -> None:
    asker = make_member()
    answer = make_answer(problem=make_problem(by=asker), accepted=True)
    with transaction():
        close_problem(answer.problem, by=asker)

    with pytest.raises(ConflictError), transaction():
        unaccept_answer(answer, by=asker)

    assert answer.problem.is_solved
