"""How sure it is that a review helps: the order of reviews. Pure."""

import math

Z = 1.96
"""The 95 % quantile of both sides of the normal distribution."""


def helpfulness(helpful: int, unhelpful: int) -> float:
    """Return the lower bound of Wilson's 95 % interval for the share that found it helpful; 0 without votes.

    `(p + z²/2n − z·√((p(1−p) + z²/4n)/n)) / (1 + z²/n)`: few votes prove little, so 1 of 1 stands below 10 of 11.
    Source: E. B. Wilson, "Probable Inference", JASA 22 (1927), as E. Miller applies it in "How Not To Sort By Average
    Rating" (evanmiller.org, 2009).
    """
    count = helpful + unhelpful
    if count == 0:
        return 0.0
    share, square = helpful / count, Z * Z
    middle = share + square / (2 * count)
    spread = Z * math.sqrt((share * (1 - share) + square / (4 * count)) / count)
    return max(0.0, (middle - spread) / (1 + square / count))
