"""The few pieces of linear algebra the engine stands on: truncated decomposition, unit rows, nearest neighbours."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Matrix = NDArray[np.float32]
Floats = NDArray[np.float32]
Indices = NDArray[np.int64]
Sparse = sparse.csr_array[np.float32]

SEED = 7
_OVERSAMPLING = 12
_POWER_STEPS = 4
_LEAST_VALUE = 1e-10
_NOTHING = 1e-20
BLOCK_ROWS = 1_000


def unit_rows(rows: Matrix) -> Matrix:
    """Scale every row to length one; a row of zeros stays zero."""
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(length, 1e-9), dtype=np.float32)


def count_table(rows: Iterable[Sequence[int]], width: int) -> Sparse:
    """Count how often each row names each column."""
    columns, counts, ends = list[int](), list[int](), [0]
    for row in rows:
        counted = Counter(row)
        columns.extend(counted.keys())
        counts.extend(counted.values())
        ends.append(len(columns))
    where = (np.array(columns, dtype=np.int64), np.array(ends, dtype=np.int64))
    return Sparse((np.array(counts, dtype=np.float32), *where), shape=(len(ends) - 1, width))


def truncated_basis(counts: Sparse, width: int) -> tuple[Matrix, Floats]:
    """Give the leading right singular vectors (as columns) and singular values of a sparse matrix.

    Randomized range finder with power steps (Halko, Martinsson & Tropp, SIAM Review 53, 2011), from a fixed seed, so
    the same texts always give the same vectors. Signs are fixed by the largest entry of each column.
    """
    used = np.unique(counts.indices)
    basis, values = _basis_of_used(Sparse(counts[:, used]), width) if len(used) else _nothing()
    placed = np.zeros((counts.shape[1], basis.shape[1]), dtype=np.float32)
    placed[used] = basis
    return placed, values


def _nothing() -> tuple[Matrix, Floats]:
    return np.zeros((0, 1), dtype=np.float32), np.zeros(1, dtype=np.float32)


def _basis_of_used(counts: Sparse, width: int) -> tuple[Matrix, Floats]:
    width = max(1, min(width, min(counts.shape) - 1))
    rng = np.random.default_rng(SEED)
    found = rng.standard_normal((counts.shape[1], min(width + _OVERSAMPLING, *counts.shape))).astype(np.float32)
    turned = counts.T.tocsr()
    for _ in range(_POWER_STEPS):
        found = _orthonormal(turned @ (counts @ found))
    inside = counts @ found
    values, axes = np.linalg.eigh(np.asarray(inside.T @ inside, dtype=np.float64))
    best = np.argsort(-values, kind="stable")[:width]
    basis = np.asarray(found @ axes[:, best], dtype=np.float32)
    signs = np.sign(basis[np.abs(basis).argmax(axis=0), np.arange(basis.shape[1])])
    return np.asarray(basis * signs, dtype=np.float32), np.sqrt(np.maximum(values[best], 0)).astype(np.float32)


def _orthonormal(columns: Matrix) -> Matrix:
    """Make columns orthonormal through their small Gram matrix, far cheaper than a QR of tall columns."""
    values, axes = np.linalg.eigh(np.asarray(columns.T @ columns, dtype=np.float64))
    kept = values > max(values[-1] * _LEAST_VALUE, _NOTHING)
    if not kept.any():
        return np.zeros((len(columns), 1), dtype=np.float32)
    return np.asarray(columns @ (axes[:, kept] / np.sqrt(values[kept])), dtype=np.float32)


def similar_rows(rows: Matrix, count: int) -> tuple[Indices, Matrix]:
    """Give for every unit row the `count` most similar other rows and their cosines, block by block."""
    count = min(count, len(rows) - 1)
    nearest = np.empty((len(rows), count), dtype=np.int64)
    cosines = np.empty((len(rows), count), dtype=np.float32)
    for start, block in blocks(rows):
        likeness = block @ rows.T
        likeness[np.arange(len(block)), np.arange(start, start + len(block))] = -2.0
        chosen = np.argpartition(-likeness, count - 1, axis=1)[:, :count]
        nearest[start : start + len(block)] = chosen
        cosines[start : start + len(block)] = np.take_along_axis(likeness, chosen, axis=1)
    return nearest, cosines


def blocks(rows: Matrix) -> Iterator[tuple[int, Matrix]]:
    """Cut rows into blocks small enough to compare with all others in bounded memory."""
    for start in range(0, len(rows), BLOCK_ROWS):
        yield start, rows[start : start + BLOCK_ROWS]
