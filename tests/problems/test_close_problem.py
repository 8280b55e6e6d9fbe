import pytest

from community.core.errors import NotAllowedError
from community.core.transaction import transaction
from community.problems.actions import close_problem, reopen_problem
from community.problems.events import ProblemClosed, ProblemReopened
from tests.factories import make_member, make_problem
from tests.problems.heard import heard


def test_the_asker_closes() -> None:
    asker = make_member()
    problem = make_problem(by=asker)

    with transaction(), heard(ProblemClosed) as told:
        close_problem(problem, by=asker)

    assert problem.is_closed
    assert problem.standing == "closed"
    assert told == [ProblemClosed(problem, by=asker)]


def test_a_moderator_closes_and_reopens() -> None:
    problem, moderator = make_problem(), make_member(roles=("moderator",))

    with transaction():
        close_problem(problem, by=moderator)
    assert problem.is_closed
    with transaction(), heard(ProblemReopened) as told:
        reopen_problem(problem, by=moderator)

    assert not problem.is_closed
    assert told == [ProblemReopened(problem, by=moderator)]


def test_the_asker_does_not_reopen_what_a_moderator_closed() -> None:
    asker, moderator = make_member(), make_member(roles=("moderator",))
    problem = make_problem(by=asker)
    with transaction():
        close_problem(problem, by=moderator)

    with pytest.raises(NotAllowedError), transaction():
        reopen_problem(problem, by=asker)

    assert problem.is_closed
    with transaction():
        reopen_problem(problem, by=moderator)
        close_problem(problem, by=asker)
        reopen_problem(problem, by=asker)
    assert not problem.is_closed


@pytest.mark.parametrize("roles", [(), ("agent",), ("analyst",), ("administrator",)])
def test_nobody_else_closes_or_reopens(roles: tuple[str, ...]) -> None:
    problem, closed, other = make_problem(), make_problem(closed=True), make_member(roles=roles)

    with pytest.raises(NotAllowedError), transaction():
        close_problem(problem, by=other)
    with pytest.raises(NotAllowedError), transaction():
        reopen_problem(closed, by=other)

    assert not problem.is_closed
    assert closed.is_closed


def test_doing_it_twice_is_told_once() -> None:
    asker = make_member()
    problem = make_problem(by=asker)

    with transaction(), heard(ProblemClosed) as closed, heard(ProblemReopened) as reopened:
        reopen_problem(problem, by=asker)
        close_problem(problem, by=asker)
        close_problem(problem, by=asker)

    assert len(closed) == 1
    assert reopened == []
