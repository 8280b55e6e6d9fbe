"""A product's score is what its shown reviews say."""

from flask import Flask
from sqlalchemy import update

from community.core.database import db
from community.core.transaction import transaction
from community.posts import actions as posts
from community.products.models import Product
from community.reviews.models import Review
from tests.factories import make_member, make_product, make_review, make_vote, set_state


def score(product: Product) -> tuple[int, int]:
    db.session.refresh(product)
    return product.score_count, product.score_sum


def test_hidden_and_removed_reviews_leave_the_score_and_come_back() -> None:
    product = make_product()
    kept, shamed = make_review(product=product, rating=5), make_review(product=product, rating=1)

    for state in ("hidden", "removed"):
        set_state(shamed, state)
        assert score(product) == (1, 5)
        set_state(shamed, "visible")
        assert score(product) == (2, 6)
    assert kept.shown


def test_a_pending_review_counts_from_its_approval_on() -> None:
    product = make_product()
    review = make_review(product=product, rating=3, state="pending")
    assert score(product) == (0, 0)

    set_state(review, "visible")

    assert score(product) == (1, 3)


def test_reviews_without_stars_stay_outside() -> None:
    product = make_product()
    make_review(product=product, rating=None)
    make_review(product=product, rating=2)

    assert score(product) == (1, 2)


def test_each_product_has_its_own_score() -> None:
    one, other = make_product(), make_product()
    make_review(product=one, rating=5)
    make_review(product=other, rating=2)

    assert (score(one), score(other)) == ((1, 5), (1, 2))


def test_a_helpful_vote_moves_the_review_and_not_the_score() -> None:
    product = make_product()
    review = make_review(product=product, rating=4)

    make_vote(on=review)
    helped = review.helpfulness
    make_vote(on=review, value=-1)

    assert helped > review.helpfulness > 0
    assert score(product) == (1, 4)


def test_a_vote_taken_back_leaves_no_trace() -> None:
    review, voter = make_review(), make_member()
    make_vote(on=review, by=voter)

    with transaction():
        posts.take_back_vote(review, by=voter)

    assert (review.vote_count, review.helpfulness) == (0, 0.0)


def test_the_command_repairs_what_was_kept_wrongly(app: Flask) -> None:
    product = make_product()
    review = make_review(product=product, rating=4)
    make_vote(on=review)
    right = review.helpfulness
    with transaction():
        db.session.execute(update(Product).values(score_sum=99, score_count=9))
        db.session.execute(update(Review.__table__).values(helpfulness=0.9))

    result = app.test_cli_runner().invoke(args=["reviews", "recount"])

    assert "products 1, reviews 1" in result.output
    assert score(product) == (1, 4)
    assert db.session.scalar(db.select(Review.helpfulness)) == right
