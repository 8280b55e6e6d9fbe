"""Change one's judgement."""

import pytest

from community.core.errors import ConflictError, NotAllowedError
from community.core.transaction import transaction
from community.members.models import Member
from community.posts.queries import revisions_of
from community.reviews import actions
from community.reviews.actions import Judgement
from community.reviews.models import Review
from tests.factories import make_member, make_product, make_review

WORSE = Judgement(rating=2, title="Hot", source="It got hot.", pros="", cons="heat")


def edit(review: Review, by: Member, judgement: Judgement = WORSE, version: int = 1) -> None:
    with transaction():
        actions.edit_review(review, judgement, by=by, version=version)


def test_changed_stars_are_kept_as_they_were_and_count_as_they_are() -> None:
    author, product = make_member(), make_product()
    review = make_review(by=author, product=product, rating=5, pros="cool", title="Cool")

    edit(review, author)

    assert (review.rating, review.cons, review.title) == (2, "heat", "Hot")
    assert (product.score_count, product.score_sum) == (1, 2)
    [before] = revisions_of(review)
    assert (before.title, before.fields) == ("Cool", {"rating": 5, "pros": "cool", "cons": ""})


def test_saving_it_unchanged_changes_nothing() -> None:
    author = make_member()
    review = make_review(by=author, rating=5, title="Cool", source="It is cool.")

    edit(review, author, Judgement(5, "Cool", "It is cool."))

    assert review.version == 1
    assert revisions_of(review) == []


@pytest.mark.parametrize("roles", [(), ("moderator",), ("administrator",)])
def test_nobody_but_the_author_changes_a_review(roles: tuple[str, ...]) -> None:
    product = make_product()
    review = make_review(product=product, rating=1)

    with pytest.raises(NotAllowedError):
        edit(review, make_member(roles=roles), Judgement(5, "Great", "Great."))

    assert (review.rating, product.score_sum) == (1, 1)


def test_the_slower_of_two_browsers_overwrites_nothing() -> None:
    author, product = make_member(), make_product()
    review = make_review(by=author, product=product, rating=5)
    edit(review, author)

    with pytest.raises(ConflictError):
        edit(review, author, Judgement(3, "Later", "Later."))

    assert (review.rating, product.score_sum) == (2, 2)


def test_imported_reviews_without_stars_can_get_some() -> None:
    author, product = make_member(), make_product()
    review = make_review(by=author, product=product, rating=None)
    assert product.score_count == 0

    edit(review, author)

    assert (product.score_count, product.score_sum) == (1, 2)
