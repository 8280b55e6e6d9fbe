"""Who may do what with an idea."""

import pytest

from community.ideas import policies
from community.members.models import Visitor
from tests.factories import make_idea, make_member, set_state


def test_members_submit_and_strangers_do_not() -> None:
    assert policies.may_submit(make_member())
    assert not policies.may_submit(Visitor())


@pytest.mark.parametrize(
    ("roles", "may"),
    [((), False), (("moderator",), False), (("agent",), False), (("analyst",), True), (("administrator",), True)],
)
def test_the_product_team_and_administrators_decide(roles: tuple[str, ...], may: bool) -> None:
    assert policies.may_decide(make_member(roles=roles), make_idea()) is may


def test_the_author_does_not_decide_on_his_own_idea() -> None:
    author = make_member()

    assert not policies.may_decide(author, make_idea(by=author))
    assert not policies.may_decide(Visitor(), make_idea())


def test_a_withdrawn_idea_is_decided_by_nobody() -> None:
    idea = set_state(make_idea(), "removed")

    assert not policies.may_decide(make_member(roles=("analyst", "moderator")), idea)
