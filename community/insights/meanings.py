"""Word vectors from the words themselves: words said in the same company mean alike.

Positive pointwise mutual information of neighbouring words, decomposed (Levy & Goldberg, NIPS 2014); a text is the sum
of its words weighted by rarity, freed of the direction all texts share (Arora, Liang & Ma, ICLR 2017).
"""

from collections.abc import Sequence

import numpy as np
from scipy import sparse

from community.insights.factoring import Floats, Matrix, Sparse, truncated_basis

WINDOW = 8
RARITY = 1e-3


def word_meanings(rows: Sequence[Sequence[int]], table: Sparse, width: int) -> tuple[Floats, Matrix]:
    """Give each word its weight (a/(a+p) for a word of frequency p) and its vector, from texts as lists of words."""
    together = _together(rows, table.shape[1])
    basis, values = truncated_basis(together, width)
    vectors = np.asarray(together @ basis, dtype=np.float32) / np.sqrt(np.maximum(values, 1e-9))
    said_by = np.bincount(table.indices, minlength=table.shape[1])
    weights = RARITY / (RARITY + said_by / max(1, said_by.sum()))
    return np.asarray(weights, dtype=np.float32), np.asarray(vectors, dtype=np.float32)


def common_direction(sums: Matrix) -> Floats:
    """Find the direction nearly all texts share: the first right singular vector."""
    moments = np.asarray(sums.T @ sums, dtype=np.float64)
    direction = np.linalg.eigh(moments)[1][:, -1]
    return np.asarray(direction * np.sign(direction[np.abs(direction).argmax()]), dtype=np.float32)


def _together(rows: Sequence[Sequence[int]], width: int) -> Sparse:
    """Measure how much more than by chance two words stand near each other.

    Nearer counts more (1/√distance); contexts are smoothed by the power ¾ (Levy, Goldberg & Dagan, TACL 2015).
    """
    counts = _neighbours(rows, width)
    row = np.repeat(np.arange(width), np.diff(counts.indptr))
    totals = np.bincount(row, counts.data, width)
    contexts = totals**0.75
    chance = totals[row] * contexts[counts.indices]
    information = np.log(np.maximum(counts.data * contexts.sum() / np.maximum(chance, 1e-12), 1e-12))
    kept = information > 0
    where = (row[kept], counts.indices[kept])
    return Sparse((information[kept].astype(np.float32), where), shape=(width, width))


def _neighbours(rows: Sequence[Sequence[int]], width: int) -> sparse.csr_array[np.float64]:
    total: sparse.csr_array[np.float64] = sparse.csr_array((width, width), dtype=np.float64)
    for step in range(1, WINDOW + 1):
        first = [place for row in rows for place in row[:-step]]
        second = [place for row in rows for place in row[step:]]
        near: sparse.csr_array[np.float64] = sparse.csr_array(
            (np.full(len(first), step**-0.5), (first, second)), shape=(width, width)
        )
        total = total + near
    symmetric: sparse.csr_array[np.float64] = (total + total.T).tocsr()
    return symmetric
