"""A number that no row can have is a number of nothing, wherever it stands in an address."""

from collections.abc import Callable

import pytest

from tests.client import Client
from tests.factories import make_article, make_idea, make_problem, make_review

HUGE = 10**30


@pytest.mark.parametrize(
    ("make", "path", "parameter"),
    [
        (make_problem, "problems", "answer"),
        (make_idea, "ideas", "comment"),
        (make_review, "reviews", "comment"),
        (make_article, "articles", "comment"),
    ],
)
def test_a_place_that_cannot_be_shows_the_thread(
    client: Client, make: Callable[[], object], path: str, parameter: str
) -> None:
    thread_id = make().id  # type: ignore[attr-defined]
    address = client.get(f"/{path}/{thread_id}").headers["Location"]

    assert client.get(f"{address}?{parameter}={HUGE}").status_code == 200
