from datetime import timedelta

import pytest

from community.core import clock
from community.core.database import db
from community.core.errors import ConflictError
from community.core.transaction import transaction
from community.posts.events import PostPublished
from community.posts.models import Follow
from community.problems.actions import Words, ask
from tests.factories import make_member, make_organization, make_product
from tests.problems.heard import heard


def test_a_problem_keeps_what_the_asker_said() -> None:
    asker, product = make_member(organization=make_organization()), make_product()

    with transaction(), heard(PostPublished) as told:
        problem = ask(
            Words("It  is slow", "Since *yesterday*.", " Samsung\nA54 ", "I turned it off.\x00"),
            by=asker,
            product=product,
        )

    assert (problem.title, problem.environment, problem.tried) == ("It is slow", "Samsung A54", "I turned it off.")
    assert "<em>yesterday</em>" in problem.rendered
    assert (problem.author, problem.product, problem.organization_id) == (asker, product, asker.organization_id)
    assert problem.shown
    assert not problem.is_solved
    assert problem.standing == "unanswered"
    assert [event.post for event in told] == [problem]


def test_search_finds_the_details_too() -> None:
    asker = make_member()

    with transaction():
        problem = ask(Words("Slow", "Very slow.", "Samsung A54", "New cable"), by=asker)

    assert problem.plain.splitlines() == ["Very slow.", "Samsung A54", "New cable"]


def test_a_problem_without_a_product_is_about_the_company() -> None:
    asker = make_member()

    with transaction():
        problem = ask(Words("Your opening hours", "When?"), by=asker)

    assert problem.product_id is None


def test_the_asker_follows_the_problem() -> None:
    asker = make_member()

    with transaction():
        problem = ask(Words("Slow", "Very slow."), by=asker)

    assert db.session.get(Follow, (problem.id, asker.id)) is not None


def test_an_archived_product_takes_no_problems() -> None:
    asker, product = make_member(), make_product(archived_at=clock.now() - timedelta(days=1))

    with pytest.raises(ConflictError), transaction():
        ask(Words("Slow", "Very slow."), by=asker, product=product)
