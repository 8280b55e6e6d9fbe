"""What the pages of ideas read."""

from datetime import UTC, datetime, timedelta

import pytest

from community.core import clock
from community.core.database import db
from community.core.errors import NotFoundError
from community.core.paging import PAGE_SIZE
from community.core.transaction import transaction
from community.ideas import actions, queries
from community.ideas.models import CLOSED, OPEN, DeclineReason, Idea, Status
from community.ideas.queries import Sort, idea_page, ideas_in
from community.members.models import Member, Organization, Viewer, Visitor
from community.posts.queries import page_with_comment
from tests.factories import (
    make_comment,
    make_draft,
    make_idea,
    make_member,
    make_organization,
    make_product,
    make_vote,
)
from tests.statements import at_most_queries

VISITOR = Visitor()
START = datetime(2026, 1, 1, tzinfo=UTC)


def answered(idea: Idea, *statuses: Status, by: Member | None = None) -> Idea:
    by = by or make_member(roles=("analyst",))
    for status in statuses:
        reason = DeclineReason.NOT_PLANNED if status is Status.DECLINED else None
        with transaction():
            after = queries.latest_change_id(idea)
            actions.change_status(idea, status, source=f"It is {status}.", by=by, reason=reason, after=after)
    return idea


def listed(sort: Sort, viewer: Viewer = VISITOR, **options: object) -> list[Idea]:
    return list(ideas_in(sort, viewer, **options).rows)  # type: ignore[arg-type]


def vote(idea: Idea, *, weeks_ago: int = 0, organization: Organization | None = None) -> None:
    cast = make_vote(on=idea, by=make_member(organization=organization))
    with transaction():
        cast.created_at = clock.now() - timedelta(weeks=weeks_ago)
        db.session.flush()
        actions.recount_support([idea])


def test_each_order_puts_something_else_first() -> None:
    one, other = make_organization(), make_organization()
    wanted, wide, fresh = (make_idea(at=clock.now() - timedelta(weeks=9)) for _ in range(3))
    latest = make_idea()
    for _ in range(3):
        vote(wanted, weeks_ago=8, organization=one)
    vote(wide, weeks_ago=3, organization=one)
    vote(wide, weeks_ago=3, organization=other)
    vote(fresh)

    assert listed(Sort.TRENDING) == [fresh, latest, wide, wanted]
    assert listed(Sort.WANTED)[0] == wanted
    assert listed(Sort.ORGANIZATIONS)[:2] == [wide, wanted]
    assert listed(Sort.NEWEST)[0] == latest


@pytest.mark.parametrize("sort", list(Sort))
def test_lists_are_read_in_pages_both_ways(sort: Sort) -> None:
    ideas = {make_idea(at=START + timedelta(hours=hour)).id for hour in range(PAGE_SIZE + 5)}

    first = ideas_in(sort, VISITOR)
    second = ideas_in(sort, VISITOR, cursor=first.next_cursor)
    back = ideas_in(sort, VISITOR, cursor=second.previous_cursor)

    assert {one.id for one in (*first.rows, *second.rows)} == ideas
    assert len(second.rows) == 5
    assert second.next_cursor is None
    assert back.rows == first.rows


def test_lists_are_narrowed_by_status_and_product() -> None:
    product = make_product()
    here, elsewhere, done = make_idea(product=product), make_idea(), make_idea(status=Status.DELIVERED)

    assert set(listed(Sort.NEWEST, product=product)) == {here}
    assert set(listed(Sort.NEWEST, statuses=OPEN)) == {here, elsewhere}
    assert set(listed(Sort.NEWEST, statuses=CLOSED)) == {done}
    assert set(listed(Sort.NEWEST)) == {here, elsewhere, done}


@pytest.mark.parametrize("state", ["pending", "hidden", "removed"])
def test_withdrawn_ideas_are_on_no_list(state: str) -> None:
    author = make_member()
    idea = make_idea(by=author, state=state, status=Status.PLANNED)

    for viewer in (VISITOR, author, make_member(), make_member(roles=("moderator",))):
        assert listed(Sort.NEWEST, viewer) == []
        assert all(not column.ideas for column in queries.roadmap(viewer).columns)
    with pytest.raises(NotFoundError):
        queries.get_idea(idea.id, make_member())
    assert queries.get_idea(idea.id, author) == idea


def test_an_idea_for_one_organization_is_on_no_other_list() -> None:
    one = make_organization()
    idea = make_idea(by=make_member(organization=one), audience="organization", status=Status.PLANNED)
    colleague, stranger = make_member(organization=one), make_member(organization=make_organization())

    assert listed(Sort.NEWEST, colleague) == [idea]
    assert listed(Sort.NEWEST, stranger) == []
    assert not queries.roadmap(stranger).columns[0].ideas


def test_the_roadmap_shows_the_most_wanted_promises_and_the_latest_deliveries() -> None:
    few, many = make_idea(), make_idea()
    make_vote(on=many)
    early, late = make_idea(), make_idea()
    make_vote(on=early)
    for idea in (few, many):
        answered(idea, Status.UNDER_REVIEW, Status.PLANNED)
    for idea in (early, late):
        answered(idea, Status.DELIVERED)
    answered(make_idea(), Status.DECLINED)

    roadmap = queries.roadmap(VISITOR)

    assert [(column.status, column.ideas) for column in roadmap.columns] == [
        (Status.PLANNED, [many, few]), (Status.IN_PROGRESS, []), (Status.DELIVERED, [late, early]),
    ]  # fmt: skip
    assert {idea_id: change.source for idea_id, change in roadmap.answers.items()} == {
        many.id: "It is planned.", few.id: "It is planned.", early.id: "It is delivered.", late.id: "It is delivered.",
    }  # fmt: skip


def test_a_full_column_says_that_there_is_more() -> None:
    for _ in range(queries.COLUMN_SIZE + 1):
        make_idea(status=Status.IN_PROGRESS)

    columns = {column.status: column for column in queries.roadmap(VISITOR).columns}

    assert columns[Status.IN_PROGRESS].has_more
    assert len(columns[Status.IN_PROGRESS].ideas) == queries.COLUMN_SIZE
    assert not columns[Status.PLANNED].has_more


def test_the_roadmap_takes_four_statements_however_full_it_is() -> None:
    for status in (Status.PLANNED, Status.IN_PROGRESS, Status.DELIVERED):
        for _ in range(3):
            answered(make_idea(product=make_product()), status)

    with at_most_queries(4):
        roadmap = queries.roadmap(VISITOR)
        assert all(idea.product and idea.product.name for column in roadmap.columns for idea in column.ideas)
        assert all(change.by and change.by.name for change in roadmap.answers.values())


@pytest.mark.parametrize("comments", [0, 3, 30])
def test_an_idea_is_read_by_as_many_statements_with_any_number_of_comments(comments: int) -> None:
    idea, viewer = answered(make_idea(product=make_product()), Status.PLANNED, Status.DELIVERED), make_member()
    for _ in range(comments):
        make_comment(on=idea)
    make_draft(by=viewer, form=f"comment-{idea.id}", fields={"source": "I too"})

    idea_id, _name = idea.id, viewer.name

    with at_most_queries(7):
        page = idea_page(queries.get_idea(idea_id, viewer), viewer)
        assert len(page.comments.rows) == min(comments, PAGE_SIZE)
        assert all(comment.author and comment.author.name for comment in page.comments.rows)
        assert page.answer is not None
        assert page.answer.source == "It is delivered."
        assert page.draft is not None


def test_the_page_of_a_late_comment_is_found() -> None:
    idea = make_idea()
    comments = [make_comment(on=idea, at=START + timedelta(hours=hour)) for hour in range(PAGE_SIZE + 3)]

    assert page_with_comment(comments[PAGE_SIZE - 1], VISITOR) is None
    cursor = page_with_comment(comments[-1], VISITOR)
    assert idea_page(idea, VISITOR, cursor=cursor).comments.rows == comments[PAGE_SIZE:]
