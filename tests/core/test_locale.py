"""Figures and dates as each reader writes them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from community.core import locale

NOW = datetime(2026, 11, 21, 20, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _now(stop_clock: Callable[[datetime], None]) -> None:
    stop_clock(NOW)


def test_numbers_carry_the_readers_digits_and_separators() -> None:
    assert locale.number(1234567.5, 1) == "1,234,567.5"
    with locale.in_language("fa"):
        assert locale.number(1234567.5, 1) == "۱٬۲۳۴٬۵۶۷٫۵"


def test_shares_are_whole_percent_with_the_sign_where_the_language_wants_it() -> None:
    assert locale.percent(0.256) == "26%"
    with locale.in_language("fa"):
        assert locale.percent(0.256) == "٪۲۶"


def test_digits_of_three_families_are_read() -> None:
    assert locale.ascii_digits("۱۲٣٤5") == "12345"


def test_days_are_jalali_in_persian_and_local_everywhere() -> None:
    late_evening_in_utc = datetime(2026, 3, 20, 21, 0, tzinfo=UTC)

    assert locale.date(late_evening_in_utc) == "21 Mar"
    with locale.in_language("fa"):
        assert locale.date(late_evening_in_utc) == "۱ فروردین"
        assert locale.moment(late_evening_in_utc) == "۱ فروردین ۱۴۰۵، ۰۰:۳۰"
        assert locale.month(late_evening_in_utc) == "فروردین"


def test_the_year_is_told_when_it_is_another_one() -> None:
    assert locale.date(datetime(2025, 11, 21, tzinfo=UTC)) == "21 Nov 2025"
    assert locale.moment(NOW) == "21 Nov 2026, 23:30"
    with locale.in_language("fa"):
        assert locale.date(datetime(2026, 3, 1, tzinfo=UTC)) == "۱۰ اسفند ۱۴۰۴"


@pytest.mark.parametrize(
    ("passed", "told"),
    [
        (timedelta(seconds=-5), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(minutes=59), "59 minutes ago"),
        (timedelta(hours=23, minutes=59), "23 hours ago"),
        (timedelta(days=6, hours=23), "6 days ago"),
        (timedelta(days=8), "13 Nov"),
    ],
)
def test_how_long_ago_is_told_up_to_a_week(passed: timedelta, told: str) -> None:
    assert locale.ago(NOW - passed) == told


def test_the_direction_is_that_of_the_language() -> None:
    assert (locale.language(), locale.direction()) == ("en", "ltr")
    with locale.in_language("fa"):
        assert (locale.language(), locale.direction()) == ("fa", "rtl")
