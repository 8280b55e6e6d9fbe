"""How much two texts resemble each other: BM25 over words and BM25 over pieces of words, added on one scale.

    idf(t)   = ln(1 + (N - n + ½) / (n + ½))                         n of N posts have the term
    bm25     = Σ idf(t) · tf · (k + 1) / (tf + k · (1 - b + b · length / mean length))      (Robertson, Zaragoza 2009)
    scale    = √ Σ (idf(t) · …)² · p(1 - p),  p = n / N               how far a random post's bm25 spreads

Dividing either sum by its scale is what a z-score over all posts does, without looking at all posts. Words carry the
meaning, pieces forgive spelling and endings: together they find more than either alone.
"""

import marshal
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from heapq import nlargest
from itertools import accumulate, islice
from math import log, sqrt

from community.core.language import terms
from community.search.documents import LONGEST_COMPARED, piece_counts
from community.search.mending import mended_text
from community.search.postings import Kept, Postings, frequencies_of_spelled

WORDS_K, PIECES_K, B = 2.0, 1.2, 0.9
WORDS_FLATNESS, PIECES_FLATNESS = 0.8, 0.85
"""Powers of idf: among many short posts on one matter the rarest word is noise as often as it is the point."""
PIECES_WEIGHT = 0.7
TOLD, FEW = 0.8, 1000
"""So many words that only one post has make a text that can be answered; one that tells less ("how do I") scores less.
Among few posts any word seems frequent: it is weighed as among FEW."""
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


class Text:
    """What is counted of a text that others are compared with."""

    def __init__(self, text: str) -> None:
        text = text[:LONGEST_COMPARED]
        self.words, self.pieces = _counts(terms(text)), piece_counts(text)

    def measured(
        self, frequency: Callable[[str, str], int], size: int, mean_length: Callable[[str], float]
    ) -> "Measured":
        """Weigh the text's terms in an index, of which frequencies (by field and term), size and means are told."""

        def measure(field: str, counts: Counts, *, k: float, flatness: float) -> Measure:
            frequencies = {term: frequency(field, term) for term in counts}
            weights = {term: counts[term] * idf(found, max(1, size)) ** flatness for term, found in frequencies.items()}
            spread = sum(weight**2 * _variance(frequencies[term] / max(1, size)) for term, weight in weights.items())
            return Measure(field, weights, frequencies, mean_length(field), sqrt(spread) or 1.0, k)

        words = measure("words", self.words, k=WORDS_K, flatness=WORDS_FLATNESS)
        pieces = measure("pieces", self.pieces, k=PIECES_K, flatness=PIECES_FLATNESS)
        told = sum(idf(found, max(FEW, size)) for found in words.frequencies.values()) / log(max(FEW, size))
        return Measured(self, words, pieces, min(1.0, told / TOLD))


@dataclass(frozen=True, slots=True)
class Measured:
    """A text, the two measures of resembling it, and how much of what can be answered it tells, up to 1.0."""

    text: Text
    words: Measure
    pieces: Measure
    told: float

    def telling(self) -> list[tuple[float, str, str]]:
        """Return weight, field and term of what finds the posts to compare: frequent terms are left out once enough is read."""
        rated = sorted(
            (measure.frequencies[term], weight / measure.scale, measure.field, term)
            for measure in (self.words, self.pieces)
            for term, weight in measure.weights.items()
            if measure.frequencies[term]
        )
        read = list(accumulate(frequency for frequency, *_ in rated))
        within = sum(total <= MOST_POSTINGS for total in read)
        return [(weight, field, term) for _, weight, field, term in rated[: max(1, within)]]

    def best(self, kept: Iterable[Kept], limit: int) -> list[Resembling]:
        """Return the posts that resemble the text most, best first."""
        own = self._score(self.text.words, self.text.pieces) or 1.0
        found = (
            Resembling(post_id, self.told * self._score(_counts(words.split()), marshal.loads(pieces)) / own)  # noqa: S302 - our own index
            for post_id, _, _, words, pieces in kept
        )
        return nlargest(limit, found, key=lambda one: (one.score, one.id))

    def share_of_pieces(self, kept_pieces: bytes) -> float:
        """Return how much of the text a post has by its pieces alone: 1.0 is the text itself."""
        return self.pieces.score(marshal.loads(kept_pieces)) / (self.pieces.score(self.text.pieces) or 1.0)  # noqa: S302 - our own index

    def _score(self, word_counts: Counts, counted_pieces: Counts) -> float:
        return self.words.score(word_counts) + PIECES_WEIGHT * self.pieces.score(counted_pieces)


def most_compared(limit: int) -> int:
    """Return how many posts are compared closely for so many to be shown."""
    return max(MOST_COMPARED, 2 * limit)


def closest(postings: Postings, text: str, *, facts: list[list[str]], limit: int) -> list[Resembling]:
    """Return the posts that resemble the text most, best first.

    Of each list in `facts` a post must have at least one.
    """
    text = mended_text(text[:LONGEST_COMPARED], frequencies_of_spelled(postings))
    measured = Text(text).measured(postings.frequency, postings.size, postings.mean_length)
    sums: dict[int, float] = {}
    for weight, field, term in measured.telling():
        for number in postings.numbers(field, term):
            sums[number] = sums.get(number, 0.0) + weight
    fits = postings.fits(facts)
    best_first = (number for number in sorted(sums, key=sums.__getitem__, reverse=True) if fits[number])
    return measured.best(map(postings.kept, islice(best_first, most_compared(limit))), limit)


def _variance(share: float) -> float:
    return share * max(0.01, 1 - share)


def idf(frequency: int, size: int) -> float:
    """Return how much a term tells: the rarer, the more."""
    return log(1 + max(0.0, size - frequency + 0.5) / (frequency + 0.5))


def _counts(words: list[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    return counts
