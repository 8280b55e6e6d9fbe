import pytest

from community.members.models import Visitor
from community.problems import policies
from tests.factories import make_member, make_problem, set_state


def test_members_answer_what_all_can_see() -> None:
    asker = make_member()
    problem = make_problem(by=asker)

    assert policies.may_answer(make_member(), problem)
    assert policies.may_answer(asker, problem)
    assert not policies.may_answer(Visitor(), problem)
    assert not policies.may_answer(asker, set_state(problem, "hidden"))


def test_the_asker_judges_and_closes() -> None:
    asker = make_member()
    problem = make_problem(by=asker)

    assert policies.may_accept_answer(asker, problem)
    assert policies.may_close(asker, problem)


@pytest.mark.parametrize(
    ("roles", "may"),
    [((), False), (("moderator",), True), (("agent",), False), (("analyst",), False), (("administrator",), False)],
)
def test_only_moderators_stand_in_for_the_asker(roles: tuple[str, ...], may: bool) -> None:
    problem, other = make_problem(), make_member(roles=roles)

    assert policies.may_accept_answer(other, problem) is may
    assert policies.may_close(other, problem) is may


def test_a_stranger_does_neither_even_where_the_author_is_unknown() -> None:
    problem = make_problem()
    problem.author_id = None

    assert not policies.may_accept_answer(Visitor(), problem)
    assert not policies.may_close(Visitor(), problem)
