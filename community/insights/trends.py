"""How a need moves: weeks of distinct customers, growth with its error, and sudden spikes."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import exp, lgamma, log, log1p

from community.insights.intervals import Interval, ratio_interval

MONDAY, SATURDAY = 0, 5
SPIKE_WINDOWS = (1, 2, 4, 7)
SPIKE_CHANCE = 2e-5
SPIKE_POSTS = 4
SPIKE_CUSTOMERS = 3
COOL_DOWN_DAYS = 7
LEARNING_DAYS = 14
# A need without history is taken to hear this much a day, so that its very first posts are no spike.
QUIET_RATE = 0.12
FORGETTING = 0.03
# How many days of ordinary weeks the rhythm and the dispersion are worth before the need's own past outweighs them.
PRIOR_WEEKS = 8
PRIOR_DAYS = 20
MOST_DISPERSION = 3.0


@dataclass(frozen=True, slots=True)
class Day:
    """One day on which somebody spoke."""

    day: date
    customers: int
    posts: int


@dataclass(frozen=True, slots=True)
class Episode:
    """A rise from its first alarm to its last hot day, with the spike at its height; a birth has no past to rise from."""

    first: date
    last: date
    peak: "Spike"


@dataclass(frozen=True, slots=True)
class Said:
    """That a customer said something at some moment."""

    at: datetime
    customer: str


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days from `start` on: how many people spoke, in how many posts."""

    start: date
    customers: int
    posts: int


@dataclass(frozen=True, slots=True)
class Growth:
    """By which factor the later of two equal periods outgrew the earlier, counted in customers."""

    before: int
    now: int
    factor: float
    interval: Interval

    @property
    def is_certain(self) -> bool:
        """Whether the change is larger than chance explains."""
        return self.interval.low > 1 or self.interval.high < 1


@dataclass(frozen=True, slots=True)
class Spike:
    """A sudden rise: `posts` by `customers` in the `window` days up to `day`, where `expected` customers were usual."""

    day: date
    window: int
    posts: int
    customers: int
    expected: float
    chance: float


def weekly(said: Iterable[Said], *, until: date, weeks: int, first_weekday: int = MONDAY) -> list[Week]:
    """Count distinct customers per week, oldest first, the week of `until` last; silent weeks are zeros.

    `first_weekday` is MONDAY, or SATURDAY for the Persian week.
    """
    last = until - timedelta((until.weekday() - first_weekday) % 7)
    starts = [last - timedelta(7 * back) for back in reversed(range(weeks))]
    heard: dict[date, list[str]] = {start: [] for start in starts}
    for one in said:
        start = one.at.date() - timedelta((one.at.date().weekday() - first_weekday) % 7)
        if start in heard and one.at.date() <= until:
            heard[start].append(one.customer)
    return [Week(start, len(set(heard[start])), len(heard[start])) for start in starts]


def growth(said: Iterable[Said], *, until: date, days: int = 28) -> Growth:
    """Compare the customers of the last `days` with those of as many days before.

    The factor is smoothed by half a customer on both sides; the interval is that of two Poisson counts.
    """
    turn, begin = until - timedelta(days), until - timedelta(2 * days)
    now, before = set[str](), set[str]()
    for one in said:
        if turn < one.at.date() <= until:
            now.add(one.customer)
        elif begin < one.at.date() <= turn:
            before.add(one.customer)
    factor = (len(now) + 0.5) / (len(before) + 0.5)
    return Growth(len(before), len(now), factor, ratio_interval(len(before), len(now)))


def daily(said: Iterable[Said], *, until: date, days: int) -> list[Day]:
    """Count distinct customers per day of the last `days`, oldest first, silent days left out."""
    begin = until - timedelta(days - 1)
    heard: dict[date, list[str]] = {}
    for one in said:
        if begin <= one.at.date() <= until:
            heard.setdefault(one.at.date(), []).append(one.customer)
    return [Day(day, len(set(heard[day])), len(heard[day])) for day in sorted(heard)]


def spikes(said: Sequence[Said], *, since: date, until: date) -> list[Spike]:
    """Find the first alarm of every episode between two days."""
    return [alarms[0] for alarms in _alarms(said, since, until)]


def episodes(said: Sequence[Said], *, since: date, until: date) -> list[Episode]:
    """Name every sudden rise between two days, oldest first.

    A day alarms when the customers of the last 1, 2, 4 or 7 days would be that many by chance less often than
    SPIKE_CHANCE, under a negative binomial whose mean is the exponentially forgetting past of the need with the
    rhythm of the week removed and whose dispersion is shrunk towards Poisson; and when at least SPIKE_POSTS posts
    of SPIKE_CUSTOMERS customers are behind it. After an alarm, COOL_DOWN_DAYS calm days must pass before the next.
    """
    return [
        Episode(alarms[0].day, alarms[-1].day, min(alarms, key=lambda spike: (spike.chance, spike.day)))
        for alarms in _alarms(said, since, until)
    ]


def _alarms(said: Sequence[Said], since: date, until: date) -> list[list[Spike]]:
    """Gather the alarms of each episode."""
    days = [since + timedelta(n) for n in range((until - since).days + 1)]
    people: dict[date, list[str]] = {day: [] for day in days}
    for one in said:
        if one.at.date() in people:
            people[one.at.date()].append(one.customer)
    found: list[list[Spike]] = []
    for index in range(LEARNING_DAYS, len(days)):
        spike = _spike_on(index, days, people)
        if spike is None:
            continue
        if found and spike.day <= found[-1][-1].day + timedelta(COOL_DOWN_DAYS):
            found[-1].append(spike)
        else:
            found.append([spike])
    return found


def rising_now(said: Sequence[Said], *, since: date, today: date) -> Spike | None:
    """Tell the spike whose alarm rings on `today`, without looking at earlier episodes."""
    near = [one for one in said if since <= one.at.date() <= today]
    days = [since + timedelta(n) for n in range((today - since).days + 1)]
    people: dict[date, list[str]] = {day: [] for day in days}
    for one in near:
        people[one.at.date()].append(one.customer)
    return _spike_on(len(days) - 1, days, people) if len(days) > LEARNING_DAYS else None


def _spike_on(index: int, days: Sequence[date], people: dict[date, list[str]]) -> Spike | None:
    for window in SPIKE_WINDOWS:
        recent = days[index + 1 - window : index + 1]
        posts = sum(len(people[day]) for day in recent)
        customers = len({one for day in recent for one in people[day]})
        if posts < SPIKE_POSTS or customers < SPIKE_CUSTOMERS:
            continue
        past = days[: index + 1 - window]
        expected, dispersion = _usual([len(set(people[day])) for day in past], past, recent)
        chance = tail(customers, expected, dispersion)
        if chance < SPIKE_CHANCE:
            return Spike(days[index], window, posts, customers, expected, chance)
    return None


def _usual(counts: Sequence[int], past: Sequence[date], recent: Sequence[date]) -> tuple[float, float]:
    """Expect the customers of `recent` from the past days, and say how much more than Poisson they vary."""
    rhythm = _week_rhythm(counts, past)
    weights = [(1 - FORGETTING) ** age for age in range(len(counts) - 1, -1, -1)]
    level = [count / rhythm[day.weekday()] for count, day in zip(counts, past, strict=True)]
    total = sum(weights)
    mean = max(sum(w * x for w, x in zip(weights, level, strict=True)) / total, QUIET_RATE)
    spread = sum(w * (x - mean) ** 2 for w, x in zip(weights, level, strict=True))
    dispersion = (spread + mean * PRIOR_DAYS) / (mean * (total + PRIOR_DAYS))
    expected = mean * sum(rhythm[day.weekday()] for day in recent)
    return expected, min(MOST_DISPERSION, max(1.0, dispersion))


def _week_rhythm(counts: Sequence[int], past: Sequence[date]) -> list[float]:
    """How busy each weekday is against the average day, shrunk towards an even week while little is known."""
    seen, days = Counter[int](), Counter[int]()
    for count, day in zip(counts, past, strict=True):
        seen[day.weekday()] += count
        days[day.weekday()] += 1
    mean = max(sum(counts) / max(1, len(counts)), QUIET_RATE)
    return [(seen[day] + mean * PRIOR_WEEKS) / (mean * (days[day] + PRIOR_WEEKS)) for day in range(7)]


def tail(count: int, mean: float, dispersion: float = 1.0) -> float:
    """Give the chance to count `count` or more, where `mean` is usual and the variance is `dispersion` times mean.

    Negative binomial with r = mean/(dispersion-1); Poisson when the dispersion is 1. Summed from below, so exact to
    about 1e-12, which is far finer than any threshold.
    """
    if count <= 0:
        return 1.0
    below = sum(exp(_log_chance(k, mean, dispersion)) for k in range(count))
    return max(0.0, 1.0 - below)


def _log_chance(k: int, mean: float, dispersion: float) -> float:
    if dispersion <= 1.02:
        return k * log(mean) - mean - lgamma(k + 1)
    r = mean / (dispersion - 1)
    return lgamma(k + r) - lgamma(r) - lgamma(k + 1) - r * log(dispersion) + k * log1p(-1 / dispersion)
