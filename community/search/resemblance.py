"""How much two texts resemble each other: BM25 over words and BM25 over pieces of words, added on one scale.

    idf(t)   = ln(1 + (N - n + ½) / (n + ½))                         n of N posts have the term
    bm25     = Σ idf(t) · tf · (k + 1) / (tf + k · (1 - b + b · length / mean length))      (Robertson, Zaragoza 2009)
    scale    = √ Σ (idf(t) · …)² · p(1 - p),  p = n / N               how far a random post's bm25 spreads

Dividing either sum by its scale is what a z-score over all posts does, without looking at all posts. Words carry the
meaning, pieces forgive spelling and endings: together they find more than either alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from heapq import nlargest
from math import log, sqrt

from community.core.language import terms
from community.search.documents import LONGEST_COMPARED, piece_counts
from community.search.postings import Kept, Postings

K, B = 1.2, 0.75
PIECES_WEIGHT = 1.0
MOST_POSTINGS = 60_000
MOST_COMPARED = 250
FEWEST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Resembling:
    """A post that resembles the text: 1.0 would be the text itself."""

    id: int
    score: float


@dataclass(frozen=True, slots=True)
class Measure:
    """One way of comparing: the weights of the text's terms, and the scale of their sums."""

    field: str
    weights: Mapping[str, float]
    frequencies: Mapping[str, int]
    mean_length: float
    scale: float

    def score(self, counts: Mapping[str, int], length: int) -> float:
        """Return the BM25 of a post with these counts."""
        floor = K * (1 - B + B * length / self.mean_length)
        total = 0.0
        for term, weight in self.weights.items():
            count = counts.get(term)
            if count:
                total += weight * count * (K + 1) / (count + floor)
        return total / self.scale


def closest(postings: Postings, text: str, *, facts: list[list[str]], limit: int) -> list[Resembling]:
    """Return the posts that resemble the text most, best first.

    Of each list in `facts` a post must have at least one.
    """
    text = text[:LONGEST_COMPARED]
    words = _measure(postings, "words", _counts(terms(text)))
    pieces = _measure(postings, "pieces", piece_counts(text))
    candidates = _candidates(postings, (words, pieces), facts)
    found = [_compared(postings.kept(number), words, pieces) for number in candidates]
    return nlargest(limit, found, key=lambda one: (one.score, one.id))


def _measure(postings: Postings, field: str, counts: Mapping[str, int]) -> Measure:
    size = max(1, postings.size)
    frequencies = {term: postings.frequency(field, term) for term in counts}
    weights = {term: idf(frequency, size) for term, frequency in frequencies.items() if frequency}
    spread = sum(
        (weight * sqrt(counts[term])) ** 2 * (p := frequencies[term] / size) * (1 - min(p, 0.99))
        for term, weight in weights.items()
    )
    return Measure(field, weights, frequencies, postings.mean_length(field), sqrt(spread) or 1.0)


def idf(frequency: int, size: int) -> float:
    """Return how much a term tells: the rarer, the more."""
    return log(1 + max(0.0, size - frequency + 0.5) / (frequency + 0.5))


def _candidates(postings: Postings, measures: tuple[Measure, ...], facts: list[list[str]]) -> list[int]:
    """Return the posts that share the most telling terms; frequent terms are left out once enough were read."""
    sums: dict[int, float] = {}
    left = MOST_POSTINGS
    rated = [
        (measure.frequencies[term], weight / measure.scale, measure.field, term)
        for measure in measures
        for term, weight in measure.weights.items()
    ]
    for frequency, weight, field, term in sorted(rated):
        left -= frequency
        if left < 0 and sums:
            break
        for number in postings.numbers(field, term):
            sums[number] = sums.get(number, 0.0) + weight
    fits = postings.fits(facts)
    fitting = (number for number in sums if fits(number))
    return nlargest(MOST_COMPARED, fitting, key=lambda number: (sums[number], number))


def _compared(kept: Kept, words: Measure, pieces: Measure) -> Resembling:
    post_id, _, _, post_words, post_pieces = kept
    counts = _counts(post_words.split())
    score = words.score(counts, len(counts)) + PIECES_WEIGHT * pieces.score(post_pieces, len(post_pieces))
    return Resembling(post_id, score)


def _counts(words: list[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    return counts
