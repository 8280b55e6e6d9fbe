"""What makes one result come before another beside its words: all weights in one place.

    score = words · accepted · solved · official · about · outdated · closed · (1 + helpful) · (1 + fresh) · (1 + further)

`words` is what the engine says: about 0 to 2, a word in the title counting more than one in the body; a post whose title
is the query gets 2 more and stays first. The facts only decide between posts whose words do about equally well.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from math import log2, prod

ACCEPTED = 1.12
"""The answer that helped the asker."""
SOLVED = 1.15
"""A thread that found its answer helps most of those who search."""
OFFICIAL = 1.1
ABOUT = 1.1
"""The thread is about a product that the words name: what a tag would say."""
OUTDATED = 0.7
"""Still findable, below what holds."""
CLOSED = 0.9
"""Closed without an answer that helped."""
HELPFUL, MOST_HELPFUL = 0.04, 0.2
"""For each doubling of votes, up to a fifth."""
FRESH, HALF_LIFE_DAYS = 0.1, 180
FURTHER_HITS, MOST_FURTHER_HITS = 0.02, 5
"""A thread with several matching posts gains a little for each further one, up to five."""


class Sort(StrEnum):
    """In which order results are shown."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    HELPFUL = "helpful"


@dataclass(frozen=True, slots=True)
class Standing:
    """What the database says of a hit."""

    post_id: int
    head_id: int
    kind: str
    head_kind: str
    product_id: int | None
    author_id: int | None
    is_solved: bool
    is_accepted: bool
    is_closed: bool
    official: bool
    outdated: bool
    votes: int
    written_at: datetime
    active_at: datetime


Factors = dict[str, float]


def factors(words: float, standing: Standing, now: datetime, *, is_about: bool = False) -> Factors:
    """Return what the hit's score is the product of, by name; what does not apply is 1."""
    days = max(0.0, (now - standing.active_at).total_seconds() / 86400)
    return {
        "words": words,
        "accepted": ACCEPTED if standing.is_accepted else 1.0,
        "solved": SOLVED if standing.is_solved else 1.0,
        "official": OFFICIAL if standing.official else 1.0,
        "about": ABOUT if is_about else 1.0,
        "outdated": OUTDATED if standing.outdated else 1.0,
        "closed": CLOSED if standing.is_closed and not standing.is_solved else 1.0,
        "helpful": 1 + min(MOST_HELPFUL, HELPFUL * log2(1 + max(0, standing.votes))),
        "fresh": 1 + FRESH * float(2.0 ** (-days / HALF_LIFE_DAYS)),
    }


def score(words: float, standing: Standing, now: datetime, *, is_about: bool = False) -> float:
    """Return by what the hit is ranked."""
    return prod(factors(words, standing, now, is_about=is_about).values())


def further(hits: int) -> float:
    """Return what a thread's best hit is multiplied by, for so many hits."""
    return 1 + FURTHER_HITS * min(MOST_FURTHER_HITS, hits - 1)


def place(sort: Sort, score: float, votes: int, written_at: datetime) -> tuple[float, float]:
    """Return what a thread is sorted by, the largest first; equal ones by how well they answer."""
    if sort is Sort.NEWEST:
        return written_at.timestamp(), score
    return (votes, score) if sort is Sort.HELPFUL else (score, 0.0)
