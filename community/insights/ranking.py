"""Which need comes first, and why: every factor stands beside the score.

Only people count. Each customer has one voice in every factor, however often he posts, so a ring of posts by one
customer cannot raise a need.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from math import log, log1p
from statistics import median

HALF_LIFE_DAYS = 45.0
GROWTH_DAYS = 28
# A share is pulled towards the share of all needs as if this many more customers had been heard.
PRIOR_CUSTOMERS = 4
# Beyond this many robust deviations a factor stops adding: one outlier must not own the board.
LIMIT = 3.0


class Factor(StrEnum):
    """What can make a need important."""

    CUSTOMERS = "customers"
    ORGANIZATIONS = "organizations"
    GROWTH = "growth"
    NEGATIVE = "negative"
    UNANSWERED = "unanswered"


DEFAULT_WEIGHTS: Mapping[Factor, float] = {
    Factor.CUSTOMERS: 1.0,
    Factor.ORGANIZATIONS: 0.4,
    Factor.GROWTH: 0.6,
    Factor.NEGATIVE: 0.3,
    Factor.UNANSWERED: 0.3,
}

# Smaller differences are of no weight, however alike the other needs are (logarithms of counts, plain shares).
LEAST_SPREAD: Mapping[Factor, float] = {
    Factor.CUSTOMERS: 0.5,
    Factor.ORGANIZATIONS: 0.5,
    Factor.GROWTH: 0.5,
    Factor.NEGATIVE: 0.15,
    Factor.UNANSWERED: 0.15,
}


@dataclass(frozen=True, slots=True)
class Mention:
    """One voice of a need, as far as ranking cares. `is_unanswered` is None where no answer was asked for."""

    customer: str
    organization: str | None
    at: datetime
    is_negative: bool
    is_unanswered: bool | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A factor of one need: the plain `value`, how it `stands` against the other needs, and the `points` it gave."""

    factor: Factor
    value: float
    stands: float
    points: float


@dataclass(frozen=True, slots=True)
class Standard:
    """What is usual among all needs: shares over all customers, and the middle and spread of each factor."""

    shares: Mapping[Factor, float]
    scales: Mapping[Factor, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Rank:
    """The place of one need, 1 for the first, with its parts in the order of Factor."""

    need_id: int
    place: int
    score: float
    customers: int
    organizations: int
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class _Figures:
    customers: int
    organizations: int
    values: Mapping[Factor, float]


def rank_needs(
    mentions: Mapping[int, Sequence[Mention]],
    *,
    now: datetime,
    weights: Mapping[Factor, float] = DEFAULT_WEIGHTS,
) -> list[Rank]:
    """Order needs by the weighted sum of their robustly scaled factors; ties by the lower id.

    Each factor is centred on the median of all needs and divided by 1.4826 times the median absolute deviation (the
    robust standard deviation of Hampel, JASA 69, 1974), cut at ±LIMIT.
    """
    people = _all_people(mentions)
    shares = _usual_shares(people)
    figures = {need_id: _figures(each, now, shares) for need_id, each in people.items()}
    if not figures:
        return []
    scales = _scales(figures.values())
    scored = []
    for need_id, each in figures.items():
        parts = _parts(each, scales, weights)
        scored.append((-sum(part.points for part in parts), need_id, each, parts))
    scored.sort(key=lambda row: row[:2])
    return [
        Rank(need_id, place, -minus, each.customers, each.organizations, parts)
        for place, (minus, need_id, each, parts) in enumerate(scored, 1)
    ]


def standard_of(mentions: Mapping[int, Sequence[Mention]], *, now: datetime) -> Standard | None:
    """Measure what is usual, to be kept so that one need can be measured without the others; None without any."""
    people = _all_people(mentions)
    shares = _usual_shares(people)
    figures = [_figures(each, now, shares) for each in people.values()]
    return Standard(shares, _scales(figures)) if figures else None


def measured(
    mentions: Sequence[Mention],
    *,
    against: Standard,
    now: datetime,
    weights: Mapping[Factor, float] = DEFAULT_WEIGHTS,
) -> tuple[Part, ...]:
    """Return the parts of one need's score against a kept standard; they add up to the score."""
    return _parts(_figures(_by_customer(mentions), now, against.shares), against.scales, weights)


def _parts(
    figures: _Figures, scales: Mapping[Factor, tuple[float, float]], weights: Mapping[Factor, float]
) -> tuple[Part, ...]:
    return tuple(_part(factor, figures.values[factor], scales[factor], weights) for factor in Factor)


def _part(
    factor: Factor,
    value: float,
    scale: tuple[float, float],
    weights: Mapping[Factor, float],
) -> Part:
    middle, spread = scale
    stands = max(-LIMIT, min(LIMIT, (value - middle) / spread))
    return Part(factor, value, stands, stands * weights.get(factor, 0.0))


def _scale(factor: Factor, values: Sequence[float]) -> tuple[float, float]:
    middle = median(values)
    return middle, max(LEAST_SPREAD[factor], 1.4826 * median(abs(value - middle) for value in values))


def _scales(figures: Iterable[_Figures]) -> dict[Factor, tuple[float, float]]:
    every = list(figures)
    return {factor: _scale(factor, [each.values[factor] for each in every]) for factor in Factor}


def _all_people(mentions: Mapping[int, Sequence[Mention]]) -> dict[int, dict[str, list[Mention]]]:
    return {need_id: _by_customer(said) for need_id, said in mentions.items() if said}


def _usual_shares(people: Mapping[int, Mapping[str, Sequence[Mention]]]) -> dict[Factor, float]:
    everyone = [own for each in people.values() for own in each.values()]
    return {
        Factor.NEGATIVE: _share([_negative(own) for own in everyone], 0.5),
        Factor.UNANSWERED: _share([_unanswered(own) for own in everyone], 0.5),
    }


def _by_customer(said: Sequence[Mention]) -> dict[str, list[Mention]]:
    people: dict[str, list[Mention]] = defaultdict(list)
    for mention in said:
        people[mention.customer].append(mention)
    return people


def _figures(
    people: Mapping[str, Sequence[Mention]],
    now: datetime,
    usual: Mapping[Factor, float],
) -> _Figures:
    organizations = {mention.organization for own in people.values() for mention in own if mention.organization}
    ages = [min((now - mention.at).total_seconds() / 86_400 for mention in own) for own in people.values()]
    fresh: float = sum(0.5 ** (max(0.0, age) / HALF_LIFE_DAYS) for age in ages)
    values = {
        Factor.CUSTOMERS: log1p(fresh),
        Factor.ORGANIZATIONS: log1p(len(organizations)),
        Factor.GROWTH: _growth(people, now),
        Factor.NEGATIVE: _share([_negative(own) for own in people.values()], usual[Factor.NEGATIVE]),
        Factor.UNANSWERED: _share([_unanswered(own) for own in people.values()], usual[Factor.UNANSWERED]),
    }
    return _Figures(len(people), len(organizations), values)


def _growth(people: Mapping[str, Sequence[Mention]], now: datetime) -> float:
    """Give the logarithm of how many more customers spoke in the last four weeks than in the four before, smoothed."""
    recent = before = 0
    for own in people.values():
        ages = [(now - mention.at).total_seconds() / 86_400 for mention in own]
        recent += any(age < GROWTH_DAYS for age in ages)
        before += any(GROWTH_DAYS <= age < 2 * GROWTH_DAYS for age in ages)
    return log((recent + 2) / (before + 2))


def _negative(own: Sequence[Mention]) -> float | None:
    return sum(mention.is_negative for mention in own) / len(own)


def _unanswered(own: Sequence[Mention]) -> float | None:
    asked = [mention.is_unanswered for mention in own if mention.is_unanswered is not None]
    return sum(asked) / len(asked) if asked else None


def _share(shares: Sequence[float | None], usual: float) -> float:
    known = [share for share in shares if share is not None]
    return (sum(known) + usual * PRIOR_CUSTOMERS) / (len(known) + PRIOR_CUSTOMERS)
