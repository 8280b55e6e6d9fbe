"""The intervals agree with the exact values of the literature and behave at the edges."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2

from community.insights.intervals import count_interval, ratio_interval, share_interval


def test_a_share_of_none_out_of_ten_may_still_be_a_quarter() -> None:
    interval = share_interval(0, 10)

    assert interval.low == 0
    assert interval.high == pytest.approx(0.2775, abs=0.0005)


def test_nobody_asked_means_nothing_known() -> None:
    interval = share_interval(0, 0)

    assert (interval.low, interval.high) == (0, 1)


@given(st.integers(1, 10_000), st.data())
def test_a_share_lies_inside_its_interval(whole: int, data: st.DataObject) -> None:
    part = data.draw(st.integers(0, whole))

    interval = share_interval(part, whole)

    assert 0 <= interval.low <= part / whole <= interval.high <= 1


@pytest.mark.parametrize("count", [5, 12, 143, 4000])
def test_the_interval_of_a_count_is_the_exact_poisson_one_within_a_hundredth(count: int) -> None:
    interval = count_interval(count)

    assert interval.low == pytest.approx(chi2.ppf(0.025, 2 * count) / 2, rel=0.01)
    assert interval.high == pytest.approx(chi2.ppf(0.975, 2 * count + 2) / 2, rel=0.01)


def test_a_count_of_nothing_starts_at_nothing() -> None:
    assert count_interval(0).low == 0
    assert 3 < count_interval(0).high < 4.5


def test_more_people_narrow_a_growth() -> None:
    few, many = ratio_interval(4, 8), ratio_interval(400, 800)

    assert few.low < 1 < few.high
    assert 1 < many.low < 2 < many.high


def test_restless_counts_widen_a_growth() -> None:
    assert ratio_interval(40, 80, dispersion=3).margin > ratio_interval(40, 80).margin


def test_growth_from_nothing_has_no_upper_end() -> None:
    assert ratio_interval(0, 7).high == float("inf")
