"""Voices that lie together become a group: smoothing, a tree by average link, a cut the words choose, tidying.

The tree needs every pair of points, so beyond a limit voices are first gathered into micro-groups around a fixed random
sample; time and memory then grow with the number of voices, not with its square.
"""

import numpy as np
from scipy.cluster.hierarchy import linkage

from community.insights.factoring import (
    BLOCK_ROWS,
    SEED,
    Floats,
    Indices,
    Matrix,
    Sparse,
    blocks,
    similar_rows,
    unit_rows,
)
from community.insights.granularity import cut_tree

NEIGHBOURS = 20
NEIGHBOUR_SHARE = 0.6
SMOOTHING_STEPS = 2
TIDYING_STEPS = 2
# A voice belongs to its group if it is nearer to it than this share of all voices is to groups not theirs.
FOREIGN_SHARE = 0.98
MOST_COMPARED = 2_000
# Where all say nearly the same, even a distant voice is nearer than strangers; it still lies far from the others.
FAR = 5.0
LEAST_SPREAD = 0.1
# Up to this many voices more of them tell needs apart more finely; beyond, the number of needs grows no further.
CROWD = 8_000
NOWHERE = -1


def group_rows(rows: Matrix, words: Sparse, *, detail: float, limit: int, least: int) -> Indices:
    """Give each unit row the number of its group, NOWHERE for rows that fit in none.

    `words` counts the terms of each row; groups smaller than `least` are dissolved; `limit` bounds the tree.
    """
    groups = np.full(len(rows), NOWHERE, dtype=np.int64)
    known = np.flatnonzero(np.linalg.norm(rows, axis=1) > 0.5)
    if len(known) < max(2, least):
        return groups
    groups[known] = _group(rows[known], words[known], detail, limit, least)
    return groups


def _group(rows: Matrix, words: Sparse, detail: float, limit: int, least: int) -> Indices:
    gathering = _gather(rows, limit)
    centres, said = _micro_groups(rows, words, gathering)
    smooth = _smoothed(centres)
    groups = cut_tree(_tree(smooth), said, detail=detail * min(1.0, CROWD / len(rows)))
    for _ in range(TIDYING_STEPS):
        groups = _tidied(smooth, groups, np.bincount(gathering), least)
    return _without_far(rows, groups[gathering], least)


def _gather(rows: Matrix, limit: int) -> Indices:
    """Number the micro-group of each row: itself, or the nearest of `limit` sampled rows."""
    if len(rows) <= limit:
        return np.arange(len(rows), dtype=np.int64)
    seeds = np.sort(np.random.default_rng(SEED).choice(len(rows), limit, replace=False))
    nearest = nearest_rows(rows, rows[seeds])[0]
    nearest[seeds] = np.arange(limit)
    return nearest


def _micro_groups(rows: Matrix, words: Sparse, gathering: Indices) -> tuple[Matrix, Sparse]:
    count = int(gathering.max()) + 1
    if count == len(rows):
        return rows, words
    into = Sparse((np.ones(len(rows), dtype=np.float32), (gathering, np.arange(len(rows)))), shape=(count, len(rows)))
    return unit_rows(np.asarray(into @ rows, dtype=np.float32)), Sparse(into @ words)


def nearest_rows(rows: Matrix, targets: Matrix) -> tuple[Indices, Floats]:
    """Give each row the number of the most similar target and its cosine, block by block."""
    nearest, cosine = np.zeros(len(rows), dtype=np.int64), np.zeros(len(rows), dtype=np.float32)
    for start, block in blocks(rows):
        likeness = block @ targets.T
        nearest[start : start + len(block)] = likeness.argmax(axis=1)
        cosine[start : start + len(block)] = likeness.max(axis=1)
    return nearest, cosine


def _smoothed(rows: Matrix) -> Matrix:
    """Pull each row towards its nearest neighbours, so that chance wording fades and what is meant remains.

    A fixed low-pass filter on the neighbour graph, as in simplified graph convolution (Wu et al., ICML 2019), with
    weights that fall with the square of the cosine.
    """
    nearest, cosine = similar_rows(rows, NEIGHBOURS)
    weights = np.maximum(cosine, 0) ** 2
    weights /= np.maximum(weights.sum(axis=1, keepdims=True), 1e-9)
    owner = np.repeat(np.arange(len(rows)), nearest.shape[1])
    pull = Sparse((weights.ravel(), (owner, nearest.ravel())), shape=(len(rows), len(rows)))
    smooth = rows
    for _ in range(SMOOTHING_STEPS):
        pulled = np.asarray(pull @ smooth, dtype=np.float32)
        smooth = unit_rows((1 - NEIGHBOUR_SHARE) * smooth + NEIGHBOUR_SHARE * pulled)
    return smooth


def _tree(rows: Matrix) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Join rows by average link on cosine distance (Sokal & Michener 1958)."""
    distances = np.empty(len(rows) * (len(rows) - 1) // 2, dtype=np.float64)
    start = 0
    for row in range(len(rows) - 1):
        distances[start : start + len(rows) - 1 - row] = 1 - rows[row + 1 :] @ rows[row]
        start += len(rows) - 1 - row
    return linkage(np.maximum(distances, 0, out=distances), "average")


def centres_of(rows: Matrix, groups: Indices) -> Matrix:
    """Give the unit mean of each group, numbered from 0 without gaps."""
    members = np.flatnonzero(groups >= 0)
    shape = (int(groups.max(initial=NOWHERE)) + 1, len(rows))
    into = Sparse((np.ones(len(members), dtype=np.float32), (groups[members], members)), shape=shape)
    return unit_rows(np.asarray(into @ rows, dtype=np.float32))


def cosines_to_others(rows: Matrix, groups: Indices) -> Floats:
    """Give each row its cosine to the centre of the others in its group, so that a small group does not flatter itself."""
    members = np.flatnonzero(groups >= 0)
    sums = np.zeros((int(groups.max(initial=NOWHERE)) + 1, rows.shape[1]), dtype=np.float32)
    np.add.at(sums, groups[members], rows[members])
    cosines = np.zeros(len(rows), dtype=np.float32)
    for start in range(0, len(members), BLOCK_ROWS):
        block = members[start : start + BLOCK_ROWS]
        others = unit_rows(sums[groups[block]] - rows[block])
        cosines[block] = np.einsum("nd,nd->n", others, rows[block])
    return cosines


def renumbered(groups: Indices, kept: Indices) -> Indices:
    """Number the kept groups from 0 without gaps; all others become NOWHERE."""
    numbers = np.full(max(int(groups.max(initial=0)), int(kept.max(initial=0))) + 2, NOWHERE, dtype=np.int64)
    numbers[kept] = np.arange(len(kept))
    return numbers[groups]


def edge_cosine(rows: Matrix, groups: Indices, cosines: Floats) -> float:
    """Give the cosine below which a voice belongs nowhere, from the cosines of all members to the others.

    It is no nearer to its own need than strangers are to needs not theirs, or it lies FAR robust deviations below the
    median, whichever is the stricter.
    """
    middle = np.median(cosines)
    spread = max(LEAST_SPREAD, float(1.4826 * np.median(np.abs(cosines - middle))))
    return max(_foreign_cosine(rows, groups), float(middle) - FAR * spread)


def _foreign_cosine(rows: Matrix, groups: Indices) -> float:
    """Give the cosine that FOREIGN_SHARE of the voices stay below towards other needs, on an even sample of voices."""
    members = np.flatnonzero(groups >= 0)
    sample = members[:: -(-len(members) // MOST_COMPARED)]
    likeness = rows[sample] @ centres_of(rows, groups).T
    likeness[np.arange(len(sample)), groups[sample]] = np.nan
    foreign = likeness[~np.isnan(likeness)]
    return float(np.quantile(foreign, FOREIGN_SHARE)) if len(foreign) else 0.0


def _tidied(rows: Matrix, groups: Indices, sizes: Indices, least: int) -> Indices:
    """Dissolve groups too small to be a need and move every row to the nearest centre that is left."""
    size = np.bincount(groups, weights=sizes)
    large = np.flatnonzero(size >= least)
    if not len(large):
        return groups
    return nearest_rows(rows, centres_of(rows, renumbered(groups, large)))[0]


def _without_far(rows: Matrix, groups: Indices, least: int) -> Indices:
    """Let rows wait that are no nearer to the others of their group than strangers are."""
    groups = renumbered(groups, np.flatnonzero(np.bincount(groups) >= least))
    if groups.max(initial=NOWHERE) < 0:
        return groups
    cosines = cosines_to_others(rows, groups)
    groups = np.where(cosines >= edge_cosine(rows, groups, cosines[groups >= 0]), groups, NOWHERE)
    sizes = np.bincount(groups[groups >= 0])
    return renumbered(groups, np.flatnonzero(sizes >= least))
