"""The light vectors of a language: texts as points, so that texts about one thing lie close.

Four views of each text, all learned from the installation's own texts and laid side by side: what its terms mean, what
its words as typed mean (word vectors from co-occurrence, see `meanings`), how it is worded (terms and pairs of
neighbours by rarity, then a truncated decomposition: Deerwester et al., JASIS 1990), and its runs of characters
likewise, which forgive typing errors and unknown endings. Small words are kept in the views of wording: "why did" and
"how do I" are different needs. A fitted model is frozen: it gives the same text the same vector for ever.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from itertools import pairwise
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from community.core.language import char_ngrams, surface_words, terms
from community.insights.factoring import Floats, Matrix, Sparse, count_table, truncated_basis, unit_rows
from community.insights.meanings import common_direction, word_meanings

FORMAT = 1
VIEW_NAMES = ("terms", "typed", "wording", "grams")
# How much each view says in the joint vector, and into how many directions it is condensed.
VIEW_SHARES: Mapping[str, float] = {"terms": 1.0, "typed": 0.8, "wording": 0.8, "grams": 1.0}
VIEW_WIDTHS: Mapping[str, int] = {"terms": 200, "typed": 200, "wording": 200, "grams": 150}
MEANING_VIEWS = frozenset(("terms", "typed"))
GRAM_BUCKETS = 2**15
MOST_UNITS = 40_000
LEAST_TEXTS = 2
COMMON_SHARE = 0.5
# A text is known by its beginning: what follows does not change what it is about, but would cost time without bound.
MOST_WORDS = 400
MOST_CHARACTERS = 4_000
_BATCH = 1_000

Units = list[str]
Rows = Iterable[Units]


@dataclass(frozen=True)
class _Grams:
    """The runs of characters of texts, made while they are read."""

    texts: Sequence[str]

    def __iter__(self) -> Iterator[Units]:
        return (char_ngrams(text) for text in self.texts)


@dataclass(frozen=True)
class View:
    """One way to see a text: its known units, their weights, and the direction each unit points in.

    `units` is empty for character runs, whose place is their checksum. `common` is the direction all texts share; it
    tells nothing about any of them and is taken out.
    """

    units: NDArray[np.str_]
    weights: Floats
    basis: Matrix
    common: Floats

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The row of each known unit."""
        return {unit: place for place, unit in enumerate(self.units.tolist())}

    def look(self, rows: Rows) -> Matrix:
        """Give each list of units its unit vector in this view."""
        table = _weighted(_count(rows, self.places), self.weights)
        seen = np.asarray(table @ self.basis, dtype=np.float32)
        return unit_rows(seen - (seen @ self.common)[:, None] * self.common)


@dataclass(frozen=True)
class VectorModel:
    """The frozen views of one language; arrays only, so that it is stored without pickle."""

    views: Mapping[str, View]

    def transform(self, texts: Sequence[str]) -> Matrix:
        """Give each text its unit vector; a text without anything known is all zeros."""
        parts = [self._transform(texts[start : start + _BATCH]) for start in range(0, len(texts), _BATCH)]
        return np.vstack(parts) if parts else np.zeros((0, self.width), dtype=np.float32)

    @property
    def width(self) -> int:
        """How many numbers a vector has."""
        return sum(view.basis.shape[1] for view in self.views.values())

    def _transform(self, texts: Sequence[str]) -> Matrix:
        units = _read(texts)
        seen = [np.float32(VIEW_SHARES[name]) * view.look(units[name]) for name, view in self.views.items()]
        return unit_rows(np.hstack(seen))

    def to_bytes(self) -> bytes:
        """Store the model; half precision keeps cosines to three digits at a quarter of the size."""
        out = BytesIO()
        arrays: dict[str, NDArray[np.generic]] = {"format": np.array(FORMAT)}
        for name, view in self.views.items():
            arrays |= {f"{name}.units": view.units, f"{name}.weights": view.weights, f"{name}.common": view.common}
            arrays[f"{name}.basis"] = view.basis.astype(np.float16)
        np.savez(out, allow_pickle=False, **arrays)
        return out.getvalue()

    @classmethod
    def from_bytes(cls, stored: bytes) -> "VectorModel":
        """Load a stored model; ValueError when another version of the engine wrote it."""
        with np.load(BytesIO(stored), allow_pickle=False) as arrays:
            if "format" not in arrays.files or int(arrays["format"]) != FORMAT:
                raise ValueError("These vectors were stored by another version of the engine.")
            return cls({name: _stored_view(arrays, name) for name in VIEW_NAMES})


def _stored_view(arrays: Mapping[str, NDArray[np.generic]], name: str) -> View:
    return View(
        units=np.asarray(arrays[f"{name}.units"], dtype=np.str_),
        weights=np.asarray(arrays[f"{name}.weights"], dtype=np.float32),
        basis=np.asarray(arrays[f"{name}.basis"], dtype=np.float32),
        common=np.asarray(arrays[f"{name}.common"], dtype=np.float32),
    )


def fit_vectors(texts: Sequence[str]) -> VectorModel:
    """Learn the vectors of one language from its texts; the same texts give the same model."""
    units = _read(texts)
    return VectorModel({name: _fit_view(name, units[name]) for name in VIEW_NAMES})


def _read(texts: Sequence[str]) -> dict[str, Sequence[Units] | _Grams]:
    """List the units of each text for each view; character runs are many, so they are made anew when looked at."""
    starts = [text[:MOST_CHARACTERS] for text in texts]
    found = [terms(start)[:MOST_WORDS] for start in starts]
    typed = [[token.text for token in surface_words(start)][:MOST_WORDS] for start in starts]
    wording = [[*telling, *_pairs(telling), *_pairs(["", *words])] for telling, words in zip(found, typed, strict=True)]
    return {"terms": found, "typed": typed, "wording": wording, "grams": _Grams(starts)}


def _pairs(words: Sequence[str]) -> Units:
    return [f"{first} {second}" for first, second in pairwise(words)]


def _fit_view(name: str, rows: Sequence[Units] | _Grams) -> View:
    units = [] if isinstance(rows, _Grams) else _usual_units(rows)
    table = _count(rows, {unit: place for place, unit in enumerate(units)})
    if name in MEANING_VIEWS:
        weights, basis = word_meanings(_places_in_order(rows, units), table, VIEW_WIDTHS[name])
        common = common_direction(_weighted(table, weights) @ basis)
    else:
        weights = _rarity(table)
        basis = truncated_basis(_lengthless(_weighted(table, weights)), VIEW_WIDTHS[name])[0]
        common = np.zeros(basis.shape[1], dtype=np.float32)
    return View(np.array(units, dtype=np.str_), weights, basis, common)


def _usual_units(rows: Sequence[Units]) -> Units:
    """Keep what at least LEAST_TEXTS texts say and at most half of them, the most usual first when too many."""
    said_by = Counter(unit for row in rows for unit in set(row))
    most = max(LEAST_TEXTS, int(len(rows) * COMMON_SHARE))
    usual = sorted((-count, unit) for unit, count in said_by.items() if LEAST_TEXTS <= count <= most)
    return sorted(unit for _, unit in usual[:MOST_UNITS]) or sorted(said_by)[:1] or [""]


def _places_in_order(rows: Rows, units: Sequence[str]) -> list[list[int]]:
    places = {unit: place for place, unit in enumerate(units)}
    return [[places[unit] for unit in row if unit in places] for row in rows]


def _count(rows: Rows, places: Mapping[str, int]) -> Sparse:
    if places:
        return count_table(([places[unit] for unit in row if unit in places] for row in rows), len(places))
    buckets: dict[str, int] = {}
    return count_table(([_bucket(unit, buckets) for unit in row] for row in rows), GRAM_BUCKETS)


def _bucket(gram: str, known: dict[str, int]) -> int:
    if gram not in known:
        known[gram] = crc32(gram.encode("utf-8", "surrogatepass")) % GRAM_BUCKETS
    return known[gram]


def _rarity(table: Sparse) -> Floats:
    """Weigh rare units more: log((1+n)/(1+d)) + 1 for d of n texts."""
    said_by = np.bincount(table.indices, minlength=table.shape[1])
    return np.asarray(np.log((1 + table.shape[0]) / (1 + said_by)) + 1, dtype=np.float32)


def _weighted(table: Sparse, weights: Floats) -> Sparse:
    data = (1 + np.log(np.maximum(table.data, 1))) * weights[table.indices]
    return Sparse((data.astype(np.float32), table.indices, table.indptr), shape=table.shape)


def _lengthless(table: Sparse) -> Sparse:
    length = np.sqrt(np.bincount(_row_numbers(table), table.data**2, table.shape[0]))
    data = table.data / np.maximum(length, 1e-9)[_row_numbers(table)]
    return Sparse((data.astype(np.float32), table.indices, table.indptr), shape=table.shape)


def _row_numbers(table: Sparse) -> NDArray[np.int64]:
    return np.repeat(np.arange(table.shape[0]), np.diff(table.indptr))
