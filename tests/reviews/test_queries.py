"""What the pages of reviews and products read."""

from datetime import UTC, datetime, timedelta

import pytest

from community.core.errors import NotFoundError
from community.core.paging import PAGE_SIZE
from community.members.models import Visitor
from community.products.models import Product
from community.reviews import queries
from community.reviews.models import Review
from community.reviews.queries import Sort, distribution, reviews_of
from tests.factories import make_comment, make_member, make_product, make_review, make_vote
from tests.statements import at_most_queries

VISITOR = Visitor()
START = datetime(2026, 1, 1, tzinfo=UTC)


def listed(product: Product, sort: Sort, **options: int) -> list[Review]:
    return list(reviews_of(product, VISITOR, sort=sort, **options).page.rows)  # type: ignore[arg-type]


def votes(review: Review, helpful: int, unhelpful: int = 0) -> None:
    for value in [1] * helpful + [-1] * unhelpful:
        make_vote(on=review, value=value)


def test_each_order_puts_something_else_first() -> None:
    product = make_product()
    helpful = make_review(product=product, rating=4, at=START)
    disputed = make_review(product=product, rating=5, at=START + timedelta(days=1))
    bad = make_review(product=product, rating=1, at=START + timedelta(days=2))
    newest = make_review(product=product, rating=3, at=START + timedelta(days=3))
    votes(helpful, 3)
    votes(disputed, 4, 4)
    votes(bad, 1)
    make_review(rating=1)

    assert listed(product, Sort.HELPFUL) == [helpful, disputed, bad, newest]
    assert listed(product, Sort.NEWEST) == [newest, bad, disputed, helpful]
    assert listed(product, Sort.LOWEST) == [bad, newest, helpful, disputed]


def test_a_list_is_narrowed_to_a_number_of_stars() -> None:
    product = make_product()
    four = make_review(product=product, rating=4)
    make_review(product=product, rating=5)

    assert listed(product, Sort.HELPFUL, stars=4) == [four]
    assert listed(product, Sort.HELPFUL, stars=1) == []
    assert len(listed(product, Sort.HELPFUL, stars=77)) == 2


def test_reviews_without_stars_are_left_out_of_the_lowest_only() -> None:
    product = make_product()
    unrated = make_review(product=product, rating=None)

    assert listed(product, Sort.LOWEST) == []
    assert listed(product, Sort.NEWEST) == [unrated]


@pytest.mark.parametrize("sort", list(Sort))
def test_lists_are_read_in_pages(sort: Sort) -> None:
    product = make_product()
    reviews = {
        make_review(product=product, rating=hour % 5 + 1, at=START + timedelta(hours=hour)).id for hour in range(23)
    }

    first = reviews_of(product, VISITOR, sort=sort).page
    second = reviews_of(product, VISITOR, sort=sort, cursor=first.next_cursor).page
    back = reviews_of(product, VISITOR, sort=sort, cursor=second.previous_cursor).page

    assert len(first.rows) == PAGE_SIZE
    assert {one.id for one in (*first.rows, *second.rows)} == reviews
    assert back.rows == first.rows


def test_withdrawn_reviews_are_on_no_list_and_in_no_distribution() -> None:
    product = make_product()
    for state in ("pending", "hidden", "removed"):
        make_review(product=product, rating=1, state=state)
    shown = make_review(product=product, rating=5)

    for viewer in (VISITOR, make_member(), make_member(roles=("moderator",))):
        assert list(reviews_of(product, viewer).page.rows) == [shown]
        assert [row.count for row in distribution(product, viewer).rows] == [1, 0, 0, 0, 0]


def test_the_distribution_tells_counts_shares_and_the_plain_mean() -> None:
    product = make_product()
    for rating in (5, 5, 5, 5, 2, 1, 1, None):
        make_review(product=product, rating=rating)

    stars = distribution(product, VISITOR)

    assert [(row.stars, row.count, row.share) for row in stars.rows] == [
        (5, 4, 100.0), (4, 0, 0.0), (3, 0, 0.0), (2, 1, 25.0), (1, 2, 50.0),
    ]  # fmt: skip
    assert (stars.count, stars.unrated) == (7, 1)
    assert stars.mean == pytest.approx(24 / 7)
    assert stars.mean == product.mean


def test_a_product_without_reviews_has_an_empty_distribution() -> None:
    stars = distribution(make_product(), VISITOR)

    assert (stars.count, stars.mean, stars.unrated) == (0, None, 0)
    assert all(row.share == 0 for row in stars.rows)


def test_the_companys_last_reply_stands_beside_its_review() -> None:
    product = make_product()
    review, other = make_review(product=product), make_review(product=product)
    make_comment(on=review, official=True, at=START)
    latest = make_comment(on=review, official=True)
    make_comment(on=other)

    assert reviews_of(product, VISITOR).replies == {review.id: latest}


def test_on_its_own_page_the_reply_stands_apart_from_the_comments() -> None:
    review = make_review()
    comment = make_comment(on=review)
    reply = make_comment(on=review, official=True)

    page = queries.review_page(review, VISITOR)

    assert page.reply == reply
    assert list(page.comments.rows) == [comment]


def test_a_members_review_of_a_product_is_found_unless_it_was_removed() -> None:
    author, product = make_member(), make_product()
    make_review(by=author, product=product, state="removed")
    assert queries.review_by(author, product) is None

    hidden = make_review(by=author, product=product, state="hidden")

    assert queries.review_by(author, product) == hidden
    assert queries.review_by(make_member(), product) is None


def test_a_hidden_review_is_not_found_by_others() -> None:
    review = make_review(state="hidden")

    with pytest.raises(NotFoundError):
        queries.get_review(review.id, make_member())


@pytest.mark.parametrize("count", [1, 15])
def test_a_list_takes_as_many_statements_for_any_number_of_reviews(count: int) -> None:
    product, viewer = make_product(), make_member()
    for _ in range(count):
        make_comment(on=make_review(product=product), official=True)
    _ids = product.id, viewer.id

    with at_most_queries(5):
        reviews = reviews_of(product, viewer)
        distribution(product, viewer)
        assert all(review.author and review.author.name for review in reviews.page.rows)
        assert all(reply.author and reply.author.name for reply in reviews.replies.values())
