from collections.abc import Callable

from community.core.database import db
from community.core.transaction import transaction
from community.members.models import Member
from community.members.queries import get_member
from community.pages.actions import recount_reputation
from community.pages.points import Standing
from community.pages.queries.reputation import standing_of
from community.posts.models import Audience
from community.problems import actions as problems
from tests.factories import (
    make_answer,
    make_comment,
    make_idea,
    make_member,
    make_problem,
    make_review,
    make_vote,
    set_state,
)

Jobs = Callable[[], int]


def reputation_of(member: Member) -> int:
    db.session.expire_all()
    return get_member(member.id).reputation


def test_an_accepted_answer_is_worth_fifteen(do_jobs: Jobs) -> None:
    helper = make_member()

    make_answer(by=helper, accepted=True)
    do_jobs()

    assert standing_of(helper.id) == Standing(accepted=1)
    assert reputation_of(helper) == 15


def test_helpful_is_worth_two_and_support_one(do_jobs: Jobs) -> None:
    writer = make_member()
    make_vote(on=make_answer(by=writer))
    make_vote(on=make_review(by=writer))
    make_vote(on=make_idea(by=writer))

    do_jobs()

    assert standing_of(writer.id) == Standing(helpful=2, support=1)
    assert reputation_of(writer) == 5


def test_accepting_ones_own_answer_earns_nothing(do_jobs: Jobs) -> None:
    asker = make_member()
    make_answer(problem=make_problem(by=asker), by=asker, accepted=True)

    do_jobs()

    assert reputation_of(asker) == 0


def test_me_too_and_not_helpful_earn_nothing(do_jobs: Jobs) -> None:
    writer = make_member()
    make_vote(on=make_problem(by=writer))
    make_vote(on=make_answer(by=writer), value=-1)

    do_jobs()

    assert reputation_of(writer) == 0


def test_a_withdrawn_acceptance_takes_the_points_back(do_jobs: Jobs) -> None:
    asker, helper = make_member(), make_member()
    answer = make_answer(problem=make_problem(by=asker), by=helper, accepted=True)
    do_jobs()

    with transaction():
        problems.unaccept_answer(answer, by=asker)
    do_jobs()

    assert reputation_of(helper) == 0


def test_hiding_a_thread_takes_the_points_of_all_below_it_until_it_is_back(do_jobs: Jobs) -> None:
    helper = make_member()
    answer = make_answer(by=helper)
    make_vote(on=answer)
    make_comment(on=answer)
    do_jobs()

    set_state(answer.problem, "hidden")
    do_jobs()
    while_hidden = reputation_of(helper)
    set_state(answer.problem, "visible")
    do_jobs()

    assert while_hidden == 0
    assert reputation_of(helper) == 2


def test_what_only_staff_may_read_does_not_count() -> None:
    writer = make_member(roles=("agent",))
    idea = make_idea(by=writer)
    make_vote(on=idea)
    with transaction():
        idea.audience = Audience.STAFF

    assert standing_of(writer.id) == Standing()


def test_counting_anew_mends_a_wrong_sum() -> None:
    helper = make_member()
    make_answer(by=helper, accepted=True)
    with transaction():
        helper.reputation = 999

    with transaction():
        recount_reputation([helper.id])

    assert reputation_of(helper) == 15
