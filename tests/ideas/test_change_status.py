"""The company answers an idea and moves it."""

from datetime import UTC, datetime

import pytest

from community.core.errors import ConflictError, NotAllowedError
from community.core.transaction import transaction
from community.ideas import actions, queries
from community.ideas.events import IdeaStatusChanged
from community.ideas.models import DeclineReason, Idea, Status, StatusChange
from community.members.models import Member
from community.posts import actions as posts
from tests.factories import make_idea, make_member, make_vote, set_state
from tests.problems.heard import heard


def analyst() -> Member:
    return make_member(roles=("analyst",))


def change(idea: Idea, status: Status, by: Member | None = None, **options: object) -> StatusChange:
    after = options.pop("after", queries.latest_change_id(idea))
    by = by or analyst()
    with transaction():
        return actions.change_status(
            idea,
            status,
            by=by,
            after=after,
            **{"source": "Because we heard you.", **options},  # type: ignore[arg-type]
        )


def test_each_step_is_kept_with_its_answer_its_author_and_its_moment() -> None:
    idea, first, second = make_idea(), analyst(), make_member(roles=("administrator",))

    change(idea, Status.PLANNED, first, source="In **spring**.")
    change(idea, Status.DELIVERED, second, source="It is there.")

    latest, earlier = queries.changes_of(idea)
    assert (latest.status, latest.by, latest.source) == (Status.DELIVERED, second, "It is there.")
    assert (earlier.status, earlier.by, str(earlier.rendered)) == (
        Status.PLANNED, first, '<p dir="ltr">In <strong>spring</strong>.</p>\n',
    )  # fmt: skip
    assert idea.status == Status.DELIVERED


@pytest.mark.parametrize("roles", [(), ("moderator",), ("agent",)])
def test_only_the_product_team_and_administrators_decide(roles: tuple[str, ...]) -> None:
    idea = make_idea()

    with pytest.raises(NotAllowedError):
        change(idea, Status.PLANNED, make_member(roles=roles))

    assert idea.status == Status.NEW
    assert queries.changes_of(idea) == []


def test_what_is_not_shown_is_not_answered() -> None:
    idea = set_state(make_idea(), "hidden")

    with pytest.raises(NotAllowedError):
        change(idea, Status.PLANNED)


def test_declining_takes_a_reason_and_nothing_else_does() -> None:
    idea = make_idea()

    with pytest.raises(ConflictError, match="needs a reason"):
        change(idea, Status.DECLINED)
    with pytest.raises(ConflictError, match="needs a reason"):
        change(idea, Status.PLANNED, reason=DeclineReason.NOT_PLANNED)
    declined = change(idea, Status.DECLINED, reason=DeclineReason.OUT_OF_SCOPE)

    assert idea.status == Status.DECLINED
    assert declined.reason_word == "It is not ours to make"


def test_of_two_deciders_the_slower_is_told() -> None:
    idea = make_idea()
    change(idea, Status.PLANNED)

    with pytest.raises(ConflictError, match="while you were writing"):
        change(idea, Status.DECLINED, reason=DeclineReason.NOT_PLANNED, after=None)

    assert idea.status == Status.PLANNED


def test_an_answer_may_leave_the_idea_where_it_is() -> None:
    idea = make_idea()
    change(idea, Status.PLANNED, source="In spring.")

    change(idea, Status.PLANNED, source="In summer, sorry.")

    assert [one.source for one in queries.changes_of(idea)] == ["In summer, sorry.", "In spring."]


def test_what_is_delivered_counts_as_resolved_until_it_is_taken_up_again() -> None:
    idea = make_idea()

    change(idea, Status.DELIVERED)
    delivered = idea.resolved_at
    change(idea, Status.IN_PROGRESS)

    assert delivered is not None
    assert idea.resolved_at is None


def test_an_answer_is_activity() -> None:
    idea = make_idea(at=datetime(2025, 1, 1, tzinfo=UTC))

    change(idea, Status.UNDER_REVIEW)

    assert idea.last_activity_at == idea.status_at > datetime(2026, 1, 1, tzinfo=UTC)


def test_listeners_hear_where_it_stood_before() -> None:
    idea, by = make_idea(status=Status.UNDER_REVIEW), analyst()

    with heard(IdeaStatusChanged) as events:
        answer = change(idea, Status.PLANNED, by)

    assert events == [IdeaStatusChanged(idea, answer, was=Status.UNDER_REVIEW, by=by)]


def test_closing_ends_the_votes_and_reopening_lets_them_in_again() -> None:
    idea, voter, late = make_idea(), make_member(), make_member()
    make_vote(on=idea, by=voter)
    change(idea, Status.DECLINED, reason=DeclineReason.NOT_PLANNED)

    with pytest.raises(ConflictError, match="no more votes"):
        make_vote(on=idea, by=late)
    change(idea, Status.UNDER_REVIEW)
    make_vote(on=idea, by=late)

    assert idea.vote_count == 2


def test_a_closed_idea_keeps_the_votes_it_got() -> None:
    idea, voter = make_idea(), make_member()
    make_vote(on=idea, by=voter)
    change(idea, Status.DELIVERED)

    with pytest.raises(ConflictError, match="no more votes"), transaction():
        posts.take_back_vote(idea, by=voter)

    assert idea.vote_count == 1
