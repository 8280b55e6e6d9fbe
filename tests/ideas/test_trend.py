"""Support that fades, as one number."""

import math
from datetime import UTC, datetime, timedelta

import pytest

from community.ideas.trend import EPOCH, trend_of

pytestmark = pytest.mark.pure

NOW = datetime(2026, 5, 1, tzinfo=UTC)
WEEK = timedelta(weeks=1)


def test_a_vote_today_weighs_as_much_as_two_a_week_ago() -> None:
    long_ago = NOW - 60 * WEEK

    today, last_week = trend_of(long_ago, [NOW]), trend_of(long_ago, [NOW - WEEK] * 2)

    assert today == pytest.approx(last_week, abs=1e-9)


def test_the_number_is_the_log_of_the_sum() -> None:
    submitted, voted = EPOCH + WEEK, [EPOCH + 2 * WEEK, EPOCH + 3 * WEEK]

    assert trend_of(submitted, voted) == pytest.approx(math.log(0.5 * 2 + 4 + 8))


def test_a_new_idea_is_seen_before_one_whose_only_vote_is_a_month_old() -> None:
    assert trend_of(NOW, []) > trend_of(NOW - 5 * WEEK, [NOW - 4 * WEEK])
    assert trend_of(NOW, []) < trend_of(NOW - 5 * WEEK, [NOW])


def test_many_old_votes_lose_to_few_new_ones_in_the_end() -> None:
    famous = trend_of(NOW - 30 * WEEK, [NOW - 20 * WEEK] * 1000)

    assert famous < trend_of(NOW - WEEK, [NOW])
    assert famous > trend_of(NOW - 30 * WEEK, [NOW - 20 * WEEK] * 999)


def test_the_number_stays_small_for_centuries() -> None:
    assert math.isfinite(trend_of(NOW + 5200 * WEEK, [NOW + 5200 * WEEK] * 100))
