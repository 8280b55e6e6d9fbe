"""The lower bound of Wilson's interval."""

import pytest

from community.reviews.helpfulness import helpfulness

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("helpful", "count", "bound"), [(1, 1, 0.207), (10, 11, 0.623), (100, 101, 0.946), (90, 100, 0.826)]
)
def test_the_bound_is_wilsons(helpful: int, count: int, bound: float) -> None:
    assert helpfulness(helpful, count - helpful) == pytest.approx(bound, abs=0.0005)


def test_without_votes_nothing_is_known() -> None:
    assert helpfulness(0, 0) == 0.0


def test_unhelpful_votes_alone_stay_at_zero() -> None:
    assert helpfulness(0, 50) == 0.0


def test_more_of_the_same_is_surer() -> None:
    bounds = [helpfulness(9 * times, times) for times in (1, 10, 100, 1000)]

    assert bounds == sorted(bounds)
    assert bounds[-1] < 0.9
