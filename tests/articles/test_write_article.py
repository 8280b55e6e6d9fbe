"""Publish an article, from nothing or from a solved problem."""

import pytest

from community.articles import actions
from community.articles.models import Article
from community.core import clock
from community.core.errors import ConflictError, NotAllowedError
from community.core.transaction import transaction
from community.members.models import Member
from community.posts.models import Audience
from tests.factories import (
    make_article,
    make_idea,
    make_member,
    make_organization,
    make_problem,
    make_product,
    set_state,
)


def write(by: Member | None = None, **options: object) -> Article:
    by = by or make_member(roles=("agent",))
    values: dict[str, object] = {"title": "Where to place it", "source": "In the **middle**."}
    with transaction():
        return actions.write_article(by=by, **{**values, **options})  # type: ignore[arg-type]


@pytest.mark.parametrize("role", ["moderator", "agent", "analyst", "administrator"])
def test_all_staff_write_articles(role: str) -> None:
    author, product = make_member(roles=(role,)), make_product()

    article = write(author, product=product)

    assert (article.author, article.product, article.plain) == (author, product, "In the middle.")
    assert article.problem is None


def test_customers_do_not() -> None:
    with pytest.raises(NotAllowedError):
        write(make_member())


def test_an_article_is_linked_with_the_problem_it_was_made_from() -> None:
    problem = make_problem(solved=True)

    assert write(problem=problem).problem == problem


def test_of_one_problem_one_article_is_made() -> None:
    problem = make_problem(solved=True)
    make_article(problem=problem)

    with pytest.raises(ConflictError, match="about this problem already"):
        write(problem=problem)


def test_a_removed_article_gives_its_place_to_a_new_one() -> None:
    problem = make_problem(solved=True)
    former = set_state(make_article(problem=problem), "removed")

    article = write(problem=problem)

    assert (article.problem, former.problem) == (problem, None)


def test_a_hidden_article_keeps_its_place() -> None:
    problem = make_problem(solved=True)
    set_state(make_article(problem=problem), "hidden")

    with pytest.raises(ConflictError):
        write(problem=problem)


def test_only_solved_problems_become_articles() -> None:
    for post in (make_problem(), make_idea(status="delivered")):
        with pytest.raises(ConflictError, match="Only a solved problem"):
            write(problem=post)


def test_what_was_said_within_an_organization_stays_there() -> None:
    organization = make_organization()
    asker = make_member(organization=organization)
    problem = make_problem(by=asker, audience="organization", solved=True)

    article = write(problem=problem)

    assert article.audience == Audience.ORGANIZATION
    assert article.audience_organization_id == organization.id


def test_an_archived_product_takes_no_articles() -> None:
    with pytest.raises(ConflictError):
        write(product=make_product(archived_at=clock.now()))
