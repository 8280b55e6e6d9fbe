"""How much two texts resemble each other: BM25 over words and BM25 over pieces of words, added on one scale.

    idf(t)   = ln(1 + (N - n + ½) / (n + ½))                         n of N posts have the term
    bm25     = Σ idf(t) · tf · (k + 1) / (tf + k · (1 - b + b · length / mean length))      (Robertson, Zaragoza 2009)
    scale    = √ Σ (idf(t) · …)² · p(1 - p),  p = n / N               how far a random post's bm25 spreads

Dividing either sum by its scale is what a z-score over all posts does, without looking at all posts. Words carry the
meaning, pieces forgive spelling and endings: together they find more than either alone.
"""

import marshal
from collections.abc import Mapping
from dataclasses import dataclass
from heapq import nlargest
from itertools import islice
from math import log, sqrt

from community.core.language import terms
from community.search.documents import LONGEST_COMPARED, piece_counts
from community.search.postings import Postings

WORDS_K, PIECES_K, B = 2.0, 1.2, 0.9
WORDS_FLATNESS, PIECES_FLATNESS = 0.8, 0.85
"""Powers of idf: among many short posts on one matter the rarest word is noise as often as it is the point."""
PIECES_WEIGHT = 0.7
MOST_POSTINGS = 20_000
MOST_COMPARED = 120
FEWEST_WORDS = 3


Counts = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Resembling:
    """A post that resembles the text: 1.0 is what the text itself would get; a shorter one may get a little more."""

    id: int
    score: float


@dataclass(frozen=True, slots=True)
class Measure:
    """One way of comparing: the weights of the text's terms, also of those that no post has, and the scale of their sums."""

    field: str
    weights: Mapping[str, float]
    frequencies: Counts
    mean_length: float
    scale: float
    k: float

    def score(self, counts: Counts) -> float:
        """Return the BM25 of a post with these counts."""
        floor = self.k * (1 - B + B * sum(counts.values()) / self.mean_length)
        total = 0.0
        for term, weight in self.weights.items():
            count = counts.get(term)
            if count:
                total += weight * count * (self.k + 1) / (count + floor)
        return total / self.scale


def closest(postings: Postings, text: str, *, facts: list[list[str]], limit: int) -> list[Resembling]:
    """Return the posts that resemble the text most, best first.

    Of each list in `facts` a post must have at least one.
    """
    text = text[:LONGEST_COMPARED]
    word_counts, counted_pieces = _counts(terms(text)), piece_counts(text)
    words = _measure(postings, "words", word_counts, k=WORDS_K, flatness=WORDS_FLATNESS)
    pieces = _measure(postings, "pieces", counted_pieces, k=PIECES_K, flatness=PIECES_FLATNESS)
    own = _score(words, pieces, word_counts, counted_pieces) or 1.0
    found = []
    for number in _candidates(postings, (words, pieces), facts, most=max(MOST_COMPARED, 2 * limit)):
        post_id, _, _, post_words, post_pieces = postings.kept(number)
        score = _score(words, pieces, _counts(post_words.split()), marshal.loads(post_pieces))  # noqa: S302 - our own folder
        found.append(Resembling(post_id, score / own))
    return nlargest(limit, found, key=lambda one: (one.score, one.id))


def _score(words: Measure, pieces: Measure, word_counts: Counts, counted_pieces: Counts) -> float:
    return words.score(word_counts) + PIECES_WEIGHT * pieces.score(counted_pieces)


def _measure(postings: Postings, field: str, counts: Counts, *, k: float, flatness: float) -> Measure:
    size = max(1, postings.size)
    frequencies = {term: postings.frequency(field, term) for term in counts}
    weights = {term: counts[term] * idf(frequency, size) ** flatness for term, frequency in frequencies.items()}
    spread = sum(weight**2 * _variance(frequencies[term] / size) for term, weight in weights.items())
    return Measure(field, weights, frequencies, postings.mean_length(field), sqrt(spread) or 1.0, k)


def _variance(share: float) -> float:
    return share * max(0.01, 1 - share)


def idf(frequency: int, size: int) -> float:
    """Return how much a term tells: the rarer, the more."""
    return log(1 + max(0.0, size - frequency + 0.5) / (frequency + 0.5))


def _candidates(postings: Postings, measures: tuple[Measure, ...], facts: list[list[str]], *, most: int) -> list[int]:
    """Return the posts that share the most telling terms; frequent terms are left out once enough were read."""
    sums: dict[int, float] = {}
    left = MOST_POSTINGS
    rated = [
        (measure.frequencies[term], weight / measure.scale, measure.field, term)
        for measure in measures
        for term, weight in measure.weights.items()
        if measure.frequencies[term]
    ]
    for frequency, weight, field, term in sorted(rated):
        left -= frequency
        if left < 0 and sums:
            break
        for number in postings.numbers(field, term):
            sums[number] = sums.get(number, 0.0) + weight
    fits = postings.fits(facts)
    best_first = (number for number in sorted(sums, key=sums.__getitem__, reverse=True) if fits[number])
    return list(islice(best_first, most))


def _counts(words: list[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    return counts
