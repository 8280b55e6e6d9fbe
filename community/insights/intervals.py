"""The ± beside every figure: how far a count or a share could be off by chance alone."""

from dataclasses import dataclass
from math import sqrt

Z95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95 % interval; `low` ≤ the figure ≤ `high`."""

    low: float
    high: float

    @property
    def margin(self) -> float:
        """Half the width: the number to print after ±."""
        return (self.high - self.low) / 2


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean with the half width of its 95 % interval, and how many stand behind it."""

    mean: float
    margin: float
    count: int


def mean_of(count: int, total: float | None, squares: float | None) -> Mean | None:
    """Return the mean of `count` values from their sum and the sum of their squares; None for none.

    ± 1.96 standard errors (normal approximation, variance with n - 1); of a single value nothing is sure: ± 1.
    """
    if not count or total is None or squares is None:
        return None
    mean = float(total) / count
    variance = max(0.0, float(squares) / count - mean * mean) * count / max(1, count - 1)
    return Mean(mean, Z95 * sqrt(variance / count) if count > 1 else 1.0, count)


def share_interval(part: float, whole: float, *, z: float = Z95) -> Interval:
    """Say between which shares the true one lies (Wilson score interval: E. B. Wilson, JASA 22, 1927).

    Wilson keeps its promise for tiny groups and shares near 0 or 1, where the usual p ± z·√(p(1-p)/n) does not.
    An empty whole knows nothing: 0 to 1.
    """
    if whole <= 0:
        return Interval(0.0, 1.0)
    share = min(max(part / whole, 0.0), 1.0)
    scale = 1 + z * z / whole
    centre = (share + z * z / (2 * whole)) / scale
    margin = z / scale * sqrt(share * (1 - share) / whole + z * z / (4 * whole * whole))
    return Interval(min(share, max(0.0, centre - margin)), max(share, min(1.0, centre + margin)))


def count_interval(count: int, *, z: float = Z95) -> Interval:
    """Say between which counts the true rate lies, for a count of independent events.

    Byar's approximation of the exact Poisson limits (Rothman & Boice, Epidemiologic Analysis, 1979): within 1 % of
    the exact (Garwood 1936) limits from a count of 5 on, and never below zero.
    """
    upper = count + 1
    high = upper * (1 - 1 / (9 * upper) + z / (3 * sqrt(upper))) ** 3
    if count == 0:
        return Interval(0.0, high)
    low = count * (1 - 1 / (9 * count) - z / (3 * sqrt(count))) ** 3
    return Interval(max(0.0, low), high)


def ratio_interval(before: float, now: float, *, dispersion: float = 1.0, z: float = Z95) -> Interval:
    """Say between which factors a rate changed from `before` to `now` (two periods of equal length).

    Given their sum, the later of two Poisson counts is binomial (Przyborowski & Wilenski, Biometrika 31, 1940), so the
    Wilson limits p of its share give the ratio p/(1-p). Counts that vary more than Poisson carry less knowledge:
    both are divided by `dispersion` (variance ÷ mean, at least 1). Nothing seen at all gives 0 to infinity.
    """
    real = max(1.0, dispersion)
    share = share_interval(now / real, (before + now) / real, z=z)
    high = share.high / (1 - share.high) if share.high < 1 else float("inf")
    return Interval(share.low / (1 - share.low) if share.low < 1 else float("inf"), high)
