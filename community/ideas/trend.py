"""Trending: support that fades, kept as one number that never has to be swept. Pure functions."""

import math
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

HALF_LIFE = timedelta(weeks=1)
EPOCH = datetime(2024, 1, 1, tzinfo=UTC)
START = 0.5
"""A new idea begins as half a vote, so that it is seen before anybody has voted."""


def trend_of(submitted_at: datetime, voted_at: Iterable[datetime]) -> float:
    """Return `ln(START·e^(t₀/τ) + Σ e^(tᵢ/τ))`, t in weeks since EPOCH, τ the week over ln 2.

    The exponential-decay score, written forwards: instead of old votes losing half their weight each week, every week
    new ones weigh twice as much, which leaves the same order and makes it change only when somebody votes. The log
    keeps the number small. Source: ExpDecayScore of ClearFlask (github.com/clearflask/clearflask).
    """
    weights = [math.log(START) + _age(submitted_at), *map(_age, voted_at)]
    greatest = max(weights)
    return greatest + math.log(math.fsum(math.exp(weight - greatest) for weight in weights))


def _age(at: datetime) -> float:
    return (at - EPOCH) / HALF_LIFE * math.log(2)
