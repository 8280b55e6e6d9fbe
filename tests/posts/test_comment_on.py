"""Remark on a post."""

import pytest

from community.core.errors import NotAllowedError
from community.core.transaction import transaction
from community.posts import actions
from community.posts.queries import comments_below, is_following
from tests.factories import make_answer, make_comment, make_member, make_problem, set_state


def test_a_remark_hangs_below_its_post_and_is_counted() -> None:
    answer, member = make_answer(), make_member()

    with transaction():
        comment = actions.comment_on(answer, source="Thank you!", by=member)

    assert comment.parent_id == answer.id
    assert comment.thread_id == answer.thread_id
    assert answer.comment_count == 1
    assert [one.id for one in comments_below([answer], member)[answer.id]] == [comment.id]


def test_answers_are_not_counted_among_the_remarks() -> None:
    answer = make_answer()

    comment = make_comment(on=answer.problem)

    assert comment.parent is not None
    assert comment.parent.comment_count == 1


def test_who_remarks_follows_the_thread() -> None:
    problem, member = make_problem(), make_member()

    with transaction():
        actions.comment_on(problem, source="Same here.", by=member)

    assert is_following(member, problem)


def test_a_follow_that_was_ended_by_choice_stays_ended() -> None:
    problem, member = make_problem(), make_member()
    with transaction():
        actions.follow(problem, by=member)
        actions.end_follow(problem, by=member)

    with transaction():
        actions.comment_on(problem, source="Same here.", by=member)

    assert not is_following(member, problem)


def test_nobody_remarks_on_a_remark_or_on_what_is_hidden() -> None:
    hidden, comment, member = make_problem(), make_comment(on=make_problem()), make_member()
    set_state(hidden, "hidden")

    for post in (comment, hidden):
        with pytest.raises(NotAllowedError), transaction():
            actions.comment_on(post, source="Hm.", by=member)


def test_only_staff_speak_for_the_company() -> None:
    problem, customer, agent = make_problem(), make_member(), make_member(roles=("agent",))

    with pytest.raises(NotAllowedError), transaction():
        actions.comment_on(problem, source="We say", by=customer, official=True)
    with transaction():
        comment = actions.comment_on(problem, source="We say", by=agent, official=True)

    assert comment.official


def test_a_hidden_remark_is_not_counted() -> None:
    problem = make_problem()
    comment = make_comment(on=problem)
    make_comment(on=problem)

    set_state(comment, "hidden")

    assert problem.comment_count == 1
