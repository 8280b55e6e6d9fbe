"""Put an idea before the community."""

import pytest

from community.core import clock
from community.core.errors import ConflictError
from community.core.transaction import transaction
from community.ideas import actions
from community.ideas.models import Idea, Status
from community.posts.queries import is_following
from tests.factories import make_idea, make_member, make_product


def submit(**changes: object) -> Idea:
    values: dict[str, object] = {"title": "Quiet hours", "source": "Only *outages* at night.", "by": make_member()}
    with transaction():
        return actions.submit_idea(**{**values, **changes})  # type: ignore[arg-type]


def test_an_idea_begins_new_and_open_for_votes() -> None:
    author, product = make_member(), make_product()

    idea = submit(by=author, product=product)

    assert (idea.title, idea.plain, idea.product) == ("Quiet hours", "Only outages at night.", product)
    assert idea.status == Status.NEW
    assert idea.takes_votes
    assert is_following(author, idea)


def test_it_takes_its_place_among_the_trending_at_once() -> None:
    older = make_idea(at=clock.now().replace(year=2025))

    assert submit().trend > older.trend > 0


def test_an_archived_product_takes_no_ideas() -> None:
    with pytest.raises(ConflictError, match="no new posts"):
        submit(product=make_product(archived_at=clock.now()))
