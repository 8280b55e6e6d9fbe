import pytest

from community.core.errors import ConflictError, NotAllowedError
from community.core.transaction import transaction
from community.posts.events import PostChanged
from community.problems.actions import accept_answer, close_problem
from community.problems.events import AnswerAccepted, AnswerUnaccepted
from tests.factories import make_answer, make_member, make_problem, set_state
from tests.problems.heard import heard


def test_the_asker_accepts() -> None:
    asker = make_member()
    answer = make_answer(problem=make_problem(by=asker))

    with transaction(), heard(AnswerAccepted) as told, heard(PostChanged) as changed:
        accept_answer(answer, by=asker)

    assert answer.problem.accepted_answer_id == answer.id
    assert answer.problem.resolved_at is not None
    assert answer.problem.standing == "solved"
    assert told == [AnswerAccepted(answer, by=asker)]
    assert [event.post for event in changed] == [answer.problem]


def test_a_moderator_accepts_for_an_absent_asker() -> None:
    answer, moderator = make_answer(), make_member(roles=("moderator",))

    with transaction():
        accept_answer(answer, by=moderator)

    assert answer.problem.is_solved


@pytest.mark.parametrize("roles", [(), ("agent",), ("analyst",), ("administrator",)])
def test_nobody_else_accepts(roles: tuple[str, ...]) -> None:
    answer, other = make_answer(), make_member(roles=roles)

    with pytest.raises(NotAllowedError), transaction():
        accept_answer(answer, by=other)

    assert not answer.problem.is_solved


def test_the_author_of_an_answer_cannot_accept_it() -> None:
    helper = make_member()
    answer = make_answer(by=helper)

    with pytest.raises(NotAllowedError), transaction():
        accept_answer(answer, by=helper)


def test_a_better_answer_takes_the_place_of_the_first() -> None:
    asker = make_member()
    problem = make_problem(by=asker)
    first, better = make_answer(problem=problem, accepted=True), make_answer(problem=problem)

    with transaction(), heard(AnswerUnaccepted) as untold:
        accept_answer(better, by=asker)

    assert problem.accepted_answer_id == better.id
    assert problem.resolved_at is not None
    assert untold == [AnswerUnaccepted(first, by=asker)]


def test_accepting_twice_is_told_once() -> None:
    asker = make_member()
    answer = make_answer(problem=make_problem(by=asker), accepted=True)

    with transaction(), heard(AnswerAccepted) as told:
        accept_answer(answer, by=asker)

    assert told == []


def test_nothing_is_accepted_in_a_closed_problem() -> None:
    asker = make_member()
    answer = make_answer(problem=make_problem(by=asker))
    with transaction():
        close_problem(answer.problem, by=asker)

    with pytest.raises(ConflictError), transaction():
        accept_answer(answer, by=asker)


def test_an_answer_taken_down_is_not_accepted() -> None:
    asker = make_member()
    answer = set_state(make_answer(problem=make_problem(by=asker)), "hidden")

    with pytest.raises(ConflictError), transaction():
        accept_answer(answer, by=asker)
