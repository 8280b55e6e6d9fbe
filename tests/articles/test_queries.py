"""What the pages of articles read."""

from datetime import UTC, datetime, timedelta

import pytest

from community.articles import queries
from community.articles.models import Article
from community.articles.queries import Sort, articles_in
from community.core.errors import NotFoundError
from community.core.paging import PAGE_SIZE
from community.core.transaction import transaction
from community.members.models import Viewer, Visitor
from community.problems import actions as problems
from tests.factories import (
    make_answer,
    make_article,
    make_comment,
    make_idea,
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


def listed(sort: Sort = Sort.NEWEST, viewer: Viewer = VISITOR, **options: object) -> list[Article]:
    return list(articles_in(sort, viewer, **options).rows)  # type: ignore[arg-type]


def test_the_newest_or_the_most_helpful_come_first() -> None:
    product = make_product()
    helpful, newest = make_article(at=START, product=product), make_article(at=START + timedelta(days=1))
    make_vote(on=helpful)

    assert listed() == [newest, helpful]
    assert listed(Sort.HELPFUL) == [helpful, newest]
    assert listed(product=product) == [helpful]


@pytest.mark.parametrize("sort", list(Sort))
def test_lists_are_read_in_pages(sort: Sort) -> None:
    articles = {make_article(at=START + timedelta(hours=hour)).id for hour in range(PAGE_SIZE + 2)}

    first = articles_in(sort, VISITOR)
    second = articles_in(sort, VISITOR, cursor=first.next_cursor)

    assert {one.id for one in (*first.rows, *second.rows)} == articles
    assert articles_in(sort, VISITOR, cursor=second.previous_cursor).rows == first.rows


def test_hidden_articles_and_those_for_others_are_on_no_list() -> None:
    make_article(state="hidden")
    make_article(audience="staff")
    agent = make_member(roles=("agent",))

    assert listed() == listed(viewer=make_member(organization=make_organization())) == []
    assert len(listed(viewer=agent)) == 1


def test_an_article_names_its_problem_to_those_who_may_see_that() -> None:
    problem = make_problem(solved=True)
    article = make_article(problem=problem)
    assert queries.article_page(article, VISITOR).problem == problem

    set_state(problem, "hidden")

    for viewer in (VISITOR, make_member(), make_member(roles=("moderator",))):
        assert queries.article_page(article, viewer).problem is None


def test_beside_a_problem_stands_its_article() -> None:
    problem = make_problem(solved=True)
    article = make_article(problem=problem)

    for viewer in (VISITOR, make_member(roles=("agent",))):
        beside = queries.beside(problem.id, viewer)
        assert (beside.article, beside.may_write) == (article, False)


def test_beside_a_solved_problem_without_one_staff_find_the_way_to_it() -> None:
    solved, open_one = make_problem(solved=True), make_problem()
    agent = make_member(roles=("agent",))

    assert queries.beside(solved.id, agent).may_write
    assert not queries.beside(solved.id, make_member()).may_write
    assert not queries.beside(open_one.id, agent).may_write


def test_beside_a_problem_that_one_may_not_see_stands_nothing() -> None:
    problem = make_problem(solved=True)
    make_article(problem=problem)
    set_state(problem, "removed")

    for post_id in (problem.id, make_idea().id, 10**9):
        beside = queries.beside(post_id, make_member(roles=("agent",)))
        assert (beside.article, beside.may_write) == (None, False)


def test_a_hidden_article_stands_beside_nothing() -> None:
    problem = make_problem(solved=True)
    make_article(problem=problem, state="hidden")

    assert queries.beside(problem.id, make_member()).article is None


def test_the_solution_is_the_accepted_answer() -> None:
    problem = make_problem()
    make_answer(problem=problem)
    accepted = make_answer(problem=problem)
    with transaction():
        problems.accept_answer(accepted, by=problem.author)

    assert queries.solution_of(problem, make_member(roles=("agent",))) == accepted
    assert queries.solution_of(make_problem(), make_member(roles=("agent",))) is None


def test_only_a_problem_is_a_problem() -> None:
    agent = make_member(roles=("agent",))

    for post in (make_idea(), make_answer()):
        with pytest.raises(NotFoundError):
            queries.get_problem(post.id, agent)


@pytest.mark.parametrize("comments", [0, 25])
def test_an_article_is_read_by_as_many_statements_with_any_number_of_comments(comments: int) -> None:
    article, viewer = make_article(problem=make_problem(solved=True), product=make_product()), make_member()
    for _ in range(comments):
        make_comment(on=article)
    article_id, _name = article.id, viewer.name

    with at_most_queries(8):
        page = queries.article_page(queries.get_article(article_id, viewer), viewer)
        assert page.problem is not None
        assert page.problem.title
        assert all(comment.author and comment.author.name for comment in page.comments.rows)
