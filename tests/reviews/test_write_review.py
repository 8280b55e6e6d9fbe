"""Review a product, once."""

import pytest

from community.core import clock
from community.core.errors import ConflictError, NotAllowedError
from community.core.transaction import transaction
from community.members.models import Member
from community.posts.queries import is_following
from community.products.models import Product
from community.reviews import actions
from community.reviews.actions import Judgement
from community.reviews.models import Review
from tests.factories import make_member, make_product, make_review, set_state

GOOD = Judgement(rating=4, title="Good upstairs too", source="Two *floors*.", pros="range\nspeed", cons="heat")


def write(product: Product, by: Member, judgement: Judgement = GOOD) -> Review:
    with transaction():
        return actions.write_review(product, judgement, by=by)


def test_a_member_gives_stars_words_and_both_sides() -> None:
    author, product = make_member(), make_product()

    review = write(product, author)

    assert (review.rating, review.title, review.pros, review.cons) == (4, "Good upstairs too", "range\nspeed", "heat")
    assert review.product == product
    assert is_following(author, review)


def test_both_sides_are_found_by_search_and_read_for_needs() -> None:
    assert write(make_product(), make_member()).plain == "Two floors.\nrange\nspeed\nheat"


def test_the_stars_enter_the_score_at_once() -> None:
    product = make_product()

    write(product, make_member())
    write(product, make_member(), Judgement(1, "Bad", "It broke."))

    assert (product.score_count, product.score_sum) == (2, 5)


def test_a_second_review_of_the_same_product_is_refused() -> None:
    author, product = make_member(), make_product()
    write(product, author)

    with pytest.raises(ConflictError, match="reviewed this product already"):
        write(product, author)

    assert product.score_count == 1
    assert write(make_product(), author).id


@pytest.mark.parametrize("state", ["pending", "hidden"])
def test_a_withheld_review_keeps_its_place(state: str) -> None:
    author, product = make_member(), make_product()
    make_review(by=author, product=product, state=state)

    with pytest.raises(ConflictError):
        write(product, author)


def test_after_taking_a_review_back_one_may_write_another() -> None:
    author, product = make_member(), make_product()
    set_state(write(product, author), "removed")

    write(product, author)

    assert product.score_count == 1


def test_an_archived_product_takes_no_reviews() -> None:
    with pytest.raises(NotAllowedError):
        write(make_product(archived_at=clock.now()), make_member())


@pytest.mark.parametrize("rating", [0, 6, -1])
def test_there_are_one_to_five_stars(rating: int) -> None:
    with pytest.raises(ConflictError):
        write(make_product(), make_member(), Judgement(rating, "Title", "Words."))
