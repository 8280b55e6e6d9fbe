"""What makes one result come before another beside its words: all weights in one place.

    score = words · solved · official · outdated · (1 + helpful) · (1 + fresh)

`words` is what the engine says (about 0 to 1; a post whose title is the query gets 2 more and stays first). The facts
only decide between posts whose words do about equally well.
"""

from dataclasses import dataclass
from datetime import datetime
from math import log2

SOLVED = 1.15
"""A thread that found its answer helps most of those who search."""
OFFICIAL = 1.1
OUTDATED = 0.7
"""Still findable, below what holds."""
HELPFUL, MOST_HELPFUL = 0.04, 0.2
"""For each doubling of votes, up to a fifth."""
FRESH, HALF_LIFE_DAYS = 0.1, 180
FURTHER_HITS = 0.02
"""A thread with several matching posts gains a little for each further one, up to five."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the database says of a hit."""

    post_id: int
    head_id: int
    kind: str
    head_kind: str
    is_solved: bool
    official: bool
    outdated: bool
    votes: int
    active_at: datetime


def score(words: float, standing: Standing, now: datetime) -> float:
    """Return by what the hit is ranked."""
    score = words
    if standing.is_solved:
        score *= SOLVED
    if standing.official:
        score *= OFFICIAL
    if standing.outdated:
        score *= OUTDATED
    days = max(0.0, (now - standing.active_at).total_seconds() / 86400)
    helpful = min(MOST_HELPFUL, HELPFUL * log2(1 + max(0, standing.votes)))
    fresh = FRESH * 2.0 ** (-days / HALF_LIFE_DAYS)
    return score * (1 + helpful) * (1 + float(fresh))


def score_of_thread(scores: list[float]) -> float:
    """Return by what a thread is ranked: its best hit, and a little for the others."""
    return max(scores) * (1 + FURTHER_HITS * min(5, len(scores) - 1))
