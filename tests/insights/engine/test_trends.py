"""Weeks count people, growth knows its error, and spikes ring once per episode and never for one loud customer."""

from datetime import UTC, date, datetime, timedelta

import pytest
from scipy.stats import nbinom, poisson

from community.insights.trends import MONDAY, SATURDAY, Said, growth, rising_now, spikes, tail, weekly

START = date(2026, 1, 1)


def _said(day: int, customer: str) -> Said:
    moment = START + timedelta(day)
    return Said(datetime(moment.year, moment.month, moment.day, 12, tzinfo=UTC), customer)


def _steady(days: int, every: int = 3) -> list[Said]:
    return [_said(day, f"c{day}") for day in range(0, days, every)]


def test_a_week_counts_each_customer_once() -> None:
    said = [_said(4, "sara"), _said(5, "sara"), _said(5, "reza")]

    last = weekly(said, until=START + timedelta(6), weeks=1)[-1]

    assert (last.customers, last.posts) == (2, 3)


@pytest.mark.parametrize("first_weekday", [MONDAY, SATURDAY])
def test_weeks_begin_on_the_readers_first_weekday(first_weekday: int) -> None:
    weeks = weekly([], until=START, weeks=3, first_weekday=first_weekday)

    assert [week.start.weekday() for week in weeks] == [first_weekday] * 3
    assert [week.customers for week in weeks] == [0, 0, 0]
    assert weeks[-1].start <= START < weeks[-1].start + timedelta(7)


def test_growth_compares_people_not_posts() -> None:
    until = START + timedelta(56)
    said = [_said(10, f"a{n}") for n in range(5)] + [_said(50, "loud") for _ in range(40)]

    change = growth(said, until=until)

    assert (change.before, change.now) == (5, 1)
    assert change.factor < 1


def test_a_large_rise_is_certain_and_a_small_one_is_not() -> None:
    until = START + timedelta(56)
    few = [_said(10, "a"), _said(50, "b"), _said(50, "c")]
    many = [_said(10, f"a{n}") for n in range(20)] + [_said(50, f"b{n}") for n in range(60)]

    assert not growth(few, until=until).is_certain
    assert growth(many, until=until).is_certain


def test_a_burst_after_a_steady_past_is_one_spike() -> None:
    said = _steady(80) + [_said(day, f"new{day}.{n}") for day in (60, 61, 62) for n in range(6)]

    found = spikes(said, since=START, until=START + timedelta(79))

    assert len(found) == 1
    assert START + timedelta(60) <= found[0].day <= START + timedelta(61)
    assert found[0].customers >= 3
    assert found[0].customers > 3 * found[0].expected


def test_one_loud_customer_is_no_spike() -> None:
    said = _steady(80) + [_said(60, "loud") for _ in range(30)]

    assert spikes(said, since=START, until=START + timedelta(79)) == []


def test_a_steady_need_never_alarms() -> None:
    assert spikes(_steady(200, every=1), since=START, until=START + timedelta(199)) == []


def test_a_second_episode_after_calm_days_rings_again() -> None:
    said = _steady(120) + [_said(day, f"new{day}.{n}") for day in (60, 100) for n in range(8)]

    assert len(spikes(said, since=START, until=START + timedelta(119))) == 2


def test_the_alarm_of_today_is_the_alarm_of_the_history() -> None:
    said = _steady(80) + [_said(60, f"new{n}") for n in range(8)]
    day = START + timedelta(60)

    assert rising_now(said, since=START, today=day) == spikes(said, since=START, until=day)[-1]
    assert rising_now(said, since=START, today=day - timedelta(1)) is None


@pytest.mark.parametrize(("count", "mean"), [(4, 0.5), (9, 3.0), (40, 25.0)])
def test_the_tail_is_that_of_the_textbook(count: int, mean: float) -> None:
    r = mean / (2.0 - 1)

    assert tail(count, mean) == pytest.approx(poisson.sf(count - 1, mean), rel=1e-6)
    assert tail(count, mean, 2.0) == pytest.approx(nbinom.sf(count - 1, r, 0.5), rel=1e-6)
