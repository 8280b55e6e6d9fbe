"""Vote for an idea that is there already instead of submitting it once more."""

from community.core.transaction import transaction
from community.ideas import actions
from community.posts.queries import is_following
from tests.factories import make_idea, make_member


def test_whoever_joins_votes_and_follows() -> None:
    idea, member = make_idea(), make_member()

    with transaction():
        actions.join_idea(idea, by=member)

    assert idea.vote_count == 1
    assert is_following(member, idea)


def test_ones_own_idea_is_joined_without_a_vote() -> None:
    author = make_member()
    idea = make_idea(by=author)

    with transaction():
        actions.join_idea(idea, by=author)

    assert idea.vote_count == 0
