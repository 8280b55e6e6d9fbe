"""What an installation's own labels teach: a small linear reading beside the lexicon, trusted as far as it is right.

Logistic regression over words and pairs of words (hashed), fitted in seconds every night from stars, solved marks and
corrections. How often it errs on texts it was not taught with (five folds) is measured beside how often the lexicon
errs on the same texts; the share of its say is r/(r+l) of their log-odds of being right, less while few were seen.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from math import log
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from community.core.language import surface_words
from community.insights.factoring import Floats, Sparse, count_table
from community.insights.lexicon import key

FORMAT = 1
BUCKETS = 2**16
FOLDS = 5
# Fewer labels of either side than this teach nothing that would hold.
LEAST_LABELS = 30
MOST_LABELS = 30_000
MOST_CHARACTERS = 3_000
PENALTY = 1.0
STEPS = 60
# Both errors are measured as if this many more texts had been tossed by a coin.
DOUBT = 20
HALF_TRUSTED = 100
MOST_SHARE = 0.9
MOST_WORDS = 3
TELLING = 0.25


@dataclass(frozen=True)
class LearnedModel:
    """The weights of a fitted reading, how many labels taught it, how often it errs, and its `share` of the say."""

    weights: Floats
    bias: float
    seen: int
    error: float
    share: float

    def log_odds(self, text: str) -> float:
        """Say how much the text speaks for the reading, in logarithms of odds."""
        row = _table([text])
        return float((row @ self.weights)[0] + self.bias)

    def telling_words(self, text: str) -> list[tuple[int, int, float]]:
        """Name the words that moved the reading most, as typed, with their weights."""
        found = [
            (token.start, token.end, float(self.weights[_bucket(key(token.text))])) for token in surface_words(text)
        ]
        strong = [word for word in found if abs(word[2]) >= TELLING]
        return sorted(sorted(strong, key=lambda word: -abs(word[2]))[:MOST_WORDS])

    def to_bytes(self) -> bytes:
        """Store the model without pickle."""
        out = BytesIO()
        figures = np.array([self.bias, self.seen, self.error, self.share], dtype=np.float64)
        np.savez_compressed(out, format=np.array(FORMAT), weights=self.weights.astype(np.float16), figures=figures)
        return out.getvalue()

    @classmethod
    def from_bytes(cls, stored: bytes) -> "LearnedModel":
        """Load a stored model; ValueError when another version wrote it."""
        with np.load(BytesIO(stored), allow_pickle=False) as arrays:
            if int(arrays["format"]) != FORMAT:
                raise ValueError("This reading was stored by another version of the engine.")
            bias, seen, error, share = arrays["figures"].tolist()
            return cls(np.asarray(arrays["weights"], dtype=np.float32), bias, int(seen), error, share)


def learn(texts: Sequence[str], labels: Sequence[float], before: Sequence[bool]) -> LearnedModel | None:
    """Fit a reading from texts with labels from 0 to 1; `before` says where the lexicon alone was right.

    None while there are too few labels on either side. The same labels always teach the same model.
    """
    wanted = np.asarray(labels[-MOST_LABELS:], dtype=np.float64)
    if min((wanted > 0.5).sum(), (wanted < 0.5).sum()) < LEAST_LABELS:
        return None
    table = _table(texts[-MOST_LABELS:])
    told = wanted != 0.5
    wrong = _held_out(table, wanted)[told] != (wanted[told] > 0.5)
    own, other = _error(wrong), _error(~np.asarray(before[-MOST_LABELS:], dtype=bool)[told])
    weights, bias = _fitted(table, wanted)
    return LearnedModel(weights, bias, len(wanted), own, _share(own, other, len(wanted)))


def _share(own: float, other: float, seen: int) -> float:
    mine, lexicon = (max(0.0, log((1 - error) / error)) for error in (own, other))
    trusted = seen / (seen + HALF_TRUSTED)
    return min(MOST_SHARE, trusted * mine / (mine + lexicon)) if mine else 0.0


def _error(wrong: NDArray[np.bool_]) -> float:
    return float((wrong.sum() + DOUBT / 2) / (len(wrong) + DOUBT))


def _held_out(table: Sparse, labels: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Judge each text by a model that was not taught with it."""
    fold = np.arange(len(labels)) % FOLDS
    judged = np.zeros(len(labels), dtype=bool)
    for number in range(FOLDS):
        taught, asked = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        weights, bias = _fitted(Sparse(table[taught]), labels[taught])
        judged[asked] = (Sparse(table[asked]) @ weights + bias) > 0
    return judged


def _fitted(table: Sparse, labels: NDArray[np.float64]) -> tuple[Floats, float]:
    """Minimise the log-loss with a ridge; both sides weigh the same, however many labels each has."""
    used = np.unique(table.indices)
    inside = Sparse(table[:, used])
    up = np.asarray(labels, dtype=np.float64)
    side = np.where(up > 0.5, 0.5 / max(1.0, (up > 0.5).sum()), 0.5 / max(1.0, (up <= 0.5).sum())) * len(up)

    def loss(
        point: NDArray[np.float64],
    ) -> tuple[float, NDArray[np.float64]]:
        score = inside @ point[:-1] + point[-1]
        off = side * (1 / (1 + np.exp(-np.clip(score, -30, 30))) - up)
        value = (side * (np.logaddexp(0, score) - up * score)).sum() + PENALTY / 2 * (point[:-1] ** 2).sum()
        return float(value), np.append(inside.T @ off + PENALTY * point[:-1], off.sum())

    found = minimize(loss, np.zeros(len(used) + 1), jac=True, method="L-BFGS-B", options={"maxiter": STEPS}).x
    weights = np.zeros(table.shape[1], dtype=np.float32)
    weights[used] = found[:-1]
    return weights, float(found[-1])


def _table(texts: Sequence[str]) -> Sparse:
    """Count words and pairs, each text brought to length one."""
    known: dict[str, int] = {}
    counts = count_table(([_remembered(unit, known) for unit in _units(text)] for text in texts), BUCKETS)
    counts.data = np.ones_like(counts.data)
    length = np.sqrt(np.maximum(np.diff(counts.indptr), 1)).astype(np.float32)
    counts.data /= np.repeat(length, np.diff(counts.indptr))
    return counts


def _units(text: str) -> list[str]:
    words = [key(token.text) for token in surface_words(text[:MOST_CHARACTERS])]
    return [*words, *(f"{first} {second}" for first, second in pairwise(words))]


def _bucket(unit: str) -> int:
    return crc32(unit.encode("utf-8", "surrogatepass")) % BUCKETS


def _remembered(unit: str, known: dict[str, int]) -> int:
    if unit not in known:
        known[unit] = _bucket(unit)
    return known[unit]
