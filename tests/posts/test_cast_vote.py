"""Me-too, support and helpful."""

import pytest

from community.core.database import db
from community.core.errors import NotAllowedError
from community.core.transaction import transaction
from community.posts import actions
from community.posts.models import Post, Vote
from tests.factories import make_answer, make_comment, make_idea, make_member, make_problem, make_review, set_state


def test_a_second_press_counts_once() -> None:
    problem, member = make_problem(), make_member()

    for _ in range(2):
        with transaction():
            actions.cast_vote(problem, by=member)

    assert problem.vote_count == 1


def test_taking_back_leaves_no_row() -> None:
    problem, member = make_problem(), make_member()
    with transaction():
        actions.cast_vote(problem, by=member)

    with transaction():
        actions.take_back_vote(problem, by=member)
        actions.take_back_vote(problem, by=member)

    assert problem.vote_count == 0
    assert db.session.get(Vote, (problem.id, member.id)) is None


def test_nobody_votes_on_his_own_post() -> None:
    author = make_member()
    problem = make_problem(by=author)

    with pytest.raises(NotAllowedError), transaction():
        actions.cast_vote(problem, by=author)

    assert problem.vote_count == 0


@pytest.mark.parametrize("make", [make_problem, make_idea])
def test_nobody_votes_down_a_problem_or_an_idea(make: type[Post]) -> None:
    post, member = make(), make_member()

    with pytest.raises(NotAllowedError), transaction():
        actions.cast_vote(post, by=member, value=-1)


@pytest.mark.parametrize("make", [make_review, make_answer])
def test_not_helpful_is_counted_apart_and_replaces_helpful(make: type[Post]) -> None:
    post, member, other = make(), make_member(), make_member()
    with transaction():
        actions.cast_vote(post, by=member)
        actions.cast_vote(post, by=other)

    with transaction():
        actions.cast_vote(post, by=member, value=-1)

    assert (post.vote_count, post.against_count) == (1, 1)


def test_remarks_and_hidden_posts_take_no_votes() -> None:
    hidden, comment, moderator = make_problem(), make_comment(on=make_problem()), make_member(roles=("moderator",))
    set_state(hidden, "hidden")

    for post in (comment, hidden):
        with pytest.raises(NotAllowedError), transaction():
            actions.cast_vote(post, by=moderator)
