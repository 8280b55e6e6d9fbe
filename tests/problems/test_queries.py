from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from community.core.database import db
from community.core.errors import NotFoundError
from community.core.paging import PAGE_SIZE
from community.core.transaction import transaction
from community.members.models import Visitor
from community.problems import queries
from community.problems.models import Answer, Problem
from community.problems.queries import Listing, problem_page, problems_in
from tests.factories import (
    make_answer,
    make_comment,
    make_draft,
    make_member,
    make_organization,
    make_problem,
    make_product,
    make_vote,
    set_state,
)
from tests.statements import at_most_queries

VISITOR = Visitor()
START = datetime(2026, 1, 1, tzinfo=UTC)


def answers_to(problem: Problem, count: int) -> list[Answer]:
    return [make_answer(problem=problem, at=START + timedelta(hours=hour)) for hour in range(count)]


def test_the_accepted_answer_leads_then_the_official_then_the_oldest() -> None:
    problem = make_problem()
    oldest, second = answers_to(problem, 2)
    official = make_answer(problem=problem, official=True)
    accepted = make_answer(problem=problem, accepted=True)

    page = problem_page(problem, VISITOR)

    assert page.answers.shown == [accepted, official, oldest, second]
    assert [page.answers.numbers[one.id] for one in page.answers.shown] == [4, 3, 1, 2]


def test_a_long_thread_is_read_in_pages_both_ways() -> None:
    problem = make_problem()
    answers = answers_to(problem, PAGE_SIZE * 2 + 3)
    accepted = make_answer(problem=problem, accepted=True, at=START + timedelta(days=9))

    first = problem_page(problem, VISITOR).answers
    second = problem_page(problem, VISITOR, cursor=first.page.next_cursor).answers
    third = problem_page(problem, VISITOR, cursor=second.page.next_cursor).answers
    back = problem_page(problem, VISITOR, cursor=second.page.previous_cursor).answers

    assert first.shown == [accepted, *answers[:PAGE_SIZE]]
    assert second.shown == answers[PAGE_SIZE : PAGE_SIZE * 2]
    assert third.shown == answers[PAGE_SIZE * 2 :]
    assert third.page.next_cursor is None
    assert back == first
    assert second.numbers[answers[PAGE_SIZE].id] == PAGE_SIZE + 1
    assert first.numbers[accepted.id] == len(answers) + 1


def test_a_cursor_that_makes_no_sense_is_the_first_page() -> None:
    problem = make_problem()
    answers = answers_to(problem, 2)

    assert problem_page(problem, VISITOR, cursor="nonsense").answers.shown == answers


def test_each_answer_of_a_long_thread_is_found_on_its_page() -> None:
    problem = make_problem()
    answers = answers_to(problem, PAGE_SIZE * 2 + 1)
    official = make_answer(problem=problem, official=True)

    def page_of(answer: Answer) -> list[Answer]:
        return problem_page(problem, VISITOR, cursor=queries.page_with(answer.id, problem, VISITOR)).answers.shown

    assert all(one in page_of(one) for one in (answers[0], answers[PAGE_SIZE - 1], answers[PAGE_SIZE], answers[-1]))
    assert page_of(official)[0] is official
    assert queries.page_with(10**6, problem, VISITOR) is None


def test_what_is_taken_down_is_seen_by_its_author_and_moderators_alone() -> None:
    problem, helper = make_problem(), make_member()
    shown = make_answer(problem=problem)
    hidden = set_state(make_answer(problem=problem, by=helper), "hidden")
    comment = set_state(make_comment(on=shown, by=helper), "hidden")

    for viewer in (VISITOR, make_member(), make_member(roles=("agent",))):
        page = problem_page(problem, viewer)
        assert page.answers.shown == [shown]
        assert page.comments[shown.id] == []
    for viewer in (helper, make_member(roles=("moderator",))):
        page = problem_page(problem, viewer)
        assert page.answers.shown == [shown, hidden]
        assert page.comments[shown.id] == [comment]


def test_absent_and_not_yours_answer_alike() -> None:
    answer = make_answer()
    hidden = set_state(answer.problem, "hidden")

    for problem_id in (hidden.id, 10**6):
        with pytest.raises(NotFoundError, match="no such problem"):
            queries.get_problem(problem_id, make_member())
    for answer_id in (answer.id, 10**6, hidden.id):
        with pytest.raises(NotFoundError):
            queries.answer_to_judge(answer_id, make_member())


def test_the_page_knows_what_the_viewer_did() -> None:
    member, problem = make_member(), make_problem()
    answer = make_answer(problem=problem)
    make_vote(on=problem, by=member)
    make_vote(on=answer, by=member, value=-1)
    draft = make_draft(by=member, form=f"answer-{problem.id}", fields={"source": "Half an answ"})

    page = problem_page(problem, member)

    assert page.votes == {problem.id: 1, answer.id: -1}
    assert page.draft is draft
    assert not page.is_following
    assert page.may_answer
    assert not page.may_judge
    assert not page.may_close


def test_a_closed_problem_offers_neither_answering_nor_judging() -> None:
    asker = make_member()

    page = problem_page(make_problem(by=asker, closed=True), asker)

    assert (page.may_answer, page.may_judge, page.may_close, page.may_reopen) == (False, False, False, True)


def test_a_page_asks_the_database_as_often_for_twenty_answers_as_for_three() -> None:
    member = make_member()
    short, long, very_long = make_problem(), make_problem(), make_problem()
    for problem, count in ((short, 3), (long, PAGE_SIZE), (very_long, PAGE_SIZE + 5)):
        for answer in answers_to(problem, count):
            make_comment(on=answer)

    counts = [_statements_for(problem.id, viewer) for viewer in (member, VISITOR) for problem in (short, long)]

    assert counts[0] == counts[1] <= 7
    assert counts[2] == counts[3] <= 4
    assert _statements_for(very_long.id, member) <= counts[0] + 2


def _statements_for(problem_id: int, viewer: object) -> int:
    db.session.expire_all()
    _ = viewer.id  # type: ignore[attr-defined]
    with at_most_queries(20) as statements:
        page = problem_page(queries.get_problem(problem_id, viewer), viewer)  # type: ignore[arg-type]
        assert all(answer.author and answer.author.name and answer.rendered for answer in page.answers.shown)
    return len(statements)


def test_the_newest_activity_comes_first() -> None:
    old, new = make_problem(at=START), make_problem(at=START + timedelta(days=1))

    assert problems_in(Listing.NEWEST, VISITOR).rows == [new, old]


def test_the_unanswered_wait_while_they_are_open() -> None:
    waiting = make_problem()
    make_answer(problem=make_problem())
    make_problem(closed=True)
    again = make_problem()
    set_state(make_answer(problem=again), "removed")

    assert set(problems_in(Listing.UNANSWERED, VISITOR).rows) == {waiting, again}


def test_the_unsolved_are_open_and_without_a_solution() -> None:
    waiting = make_problem()
    answered = make_answer().problem
    make_problem(solved=True)
    make_problem(closed=True)

    assert set(problems_in(Listing.UNSOLVED, VISITOR).rows) == {waiting, answered}


def test_what_most_people_have_comes_first() -> None:
    few, many = make_problem(), make_problem()
    make_vote(on=few)
    make_vote(on=many)
    make_vote(on=many)

    assert problems_in(Listing.ME_TOO, VISITOR).rows == [many, few]


def test_ones_own_list_holds_what_was_taken_down_too() -> None:
    asker = make_member()
    mine = {make_problem(by=asker), set_state(make_problem(by=asker), "hidden")}
    make_problem()

    assert set(problems_in(Listing.MINE, asker).rows) == mine


def test_lists_keep_to_the_product() -> None:
    product = make_product()
    about_it = make_problem(product=product)
    make_problem()

    for listing in (Listing.NEWEST, Listing.UNANSWERED, Listing.UNSOLVED, Listing.ME_TOO):
        assert problems_in(listing, VISITOR, product=product).rows == [about_it]


def test_lists_show_nobody_what_is_not_shown() -> None:
    asker = make_member()
    for state in ("pending", "hidden", "removed"):
        set_state(make_problem(by=asker), state)

    for listing in (Listing.NEWEST, Listing.UNANSWERED, Listing.UNSOLVED, Listing.ME_TOO):
        for viewer in (VISITOR, asker, make_member(roles=("moderator",))):
            assert problems_in(listing, viewer).rows == ()


def test_lists_keep_to_the_audience() -> None:
    organization = make_organization()
    colleague = make_member(organization=organization)
    inside = make_problem(by=make_member(organization=organization), audience="organization")
    with transaction():
        inside.audience_organization_id = organization.id
    for_staff = make_problem(audience="staff")

    assert problems_in(Listing.NEWEST, VISITOR).rows == ()
    assert problems_in(Listing.NEWEST, make_member(organization=make_organization())).rows == ()
    assert problems_in(Listing.NEWEST, colleague).rows == [inside]
    assert set(problems_in(Listing.NEWEST, make_member(roles=("agent",))).rows) == {inside, for_staff}


def test_lists_are_read_in_pages_both_ways() -> None:
    problems = [make_problem(at=START + timedelta(hours=hour)) for hour in range(5)][::-1]

    first = problems_in(Listing.NEWEST, VISITOR, size=2)
    second = problems_in(Listing.NEWEST, VISITOR, size=2, cursor=first.next_cursor)
    last = problems_in(Listing.NEWEST, VISITOR, size=2, cursor=second.next_cursor)
    back = problems_in(Listing.NEWEST, VISITOR, size=2, cursor=second.previous_cursor)

    assert [first.rows, second.rows, last.rows] == [problems[:2], problems[2:4], problems[4:]]
    assert back.rows == first.rows
    assert last.next_cursor is None


def test_a_list_is_one_statement() -> None:
    for _ in range(3):
        make_problem(product=make_product())
    db.session.expire_all()

    with at_most_queries(1):
        for problem in problems_in(Listing.NEWEST, VISITOR).rows:
            assert problem.title
            assert problem.plain
            assert problem.product
            assert problem.standing


@pytest.mark.sqlite
@pytest.mark.parametrize("listing", [Listing.NEWEST, Listing.UNANSWERED, Listing.UNSOLVED, Listing.ME_TOO])
def test_a_list_needs_no_sorting(listing: Listing) -> None:
    with at_most_queries(1) as statements:
        problems_in(listing, VISITOR)
    statement = statements[0].replace("?", "1")
    plan = " ".join(row.detail for row in db.session.execute(text(f"EXPLAIN QUERY PLAN {statement}")))

    assert "USING INDEX ix_post_" in plan
    assert "TEMP B-TREE" not in plan
