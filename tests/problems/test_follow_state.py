from community.problems.events import AnswerUnaccepted
from tests.factories import make_answer, make_member, make_problem, set_state
from tests.problems.heard import heard


def test_a_solution_taken_down_is_no_solution() -> None:
    answer, moderator = make_answer(accepted=True), make_member(roles=("moderator",))

    with heard(AnswerUnaccepted) as told:
        set_state(answer, "hidden", by=moderator)

    assert not answer.problem.is_solved
    assert answer.problem.resolved_at is None
    assert told == [AnswerUnaccepted(answer, by=moderator)]


def test_the_count_follows_what_is_shown() -> None:
    problem = make_problem()
    answer = make_answer(problem=problem)
    make_answer(problem=problem)

    set_state(answer, "removed")
    assert problem.answer_count == 1

    set_state(answer, "visible")
    assert problem.answer_count == 2


def test_another_answer_taken_down_leaves_the_solution() -> None:
    problem = make_problem(solved=True)

    set_state(make_answer(problem=problem), "hidden")

    assert problem.is_solved


def test_a_hidden_problem_keeps_its_solution() -> None:
    problem = make_problem(solved=True)

    set_state(problem, "hidden")
    set_state(problem, "visible")

    assert problem.is_solved
    assert problem.answer_count == 1
