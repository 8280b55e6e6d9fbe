"""Where one need ends and the next begins, decided by the words themselves.

A tree of ever larger groups leaves open at which size a group is a need, and no single distance fits every community.
Here each branch decides for itself: a group stays whole if its words are better explained by one way of speaking than
by the ways of its parts. "Explained" is the probability of the words under a Dirichlet-multinomial (Madsen, Kauchak &
Elkan, ICML 2005) whose prior is the language of the whole community; comparing it for a group and for its parts is the
Bayes factor of Bayesian hierarchical clustering (Heller & Ghahramani, ICML 2005). The best set of groups follows in one
pass from the leaves up, as in HDBSCAN's choice of clusters (Campello, Moulavi & Sander, PAKDD 2013).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import lgamma

import numpy as np
from numpy.typing import NDArray

from community.insights.factoring import Indices, Sparse

# How many words of one's own the language of the community weighs in a group: larger keeps groups larger.
STRENGTH = 500.0
# What each further need has to win, in natural logarithms of odds, before a group is split.
PRICE = 6.0

Words = dict[int, float]


@dataclass(slots=True)
class _Branch:
    """A group in the tree: its words, their part of the likelihood, and the best it can reach split or whole."""

    words: Words
    evidence: float
    spoken: float
    best: float
    is_whole: bool = True


def cut_tree(tree: NDArray[np.float64], words: Sparse, *, detail: float = 1.0) -> Indices:
    """Give each leaf of a linkage tree the number of its group; `detail` above 1 gives finer groups.

    `tree` is a scipy linkage matrix over the rows of `words`, which counts the terms of each leaf.
    """
    strength = STRENGTH / detail
    prior = _prior(words, strength)
    weight = lgamma(strength)
    branches = [_leaf(words, row, prior, strength, weight) for row in range(words.shape[0])]
    for first, second in tree[:, :2].astype(int).tolist():
        branches.append(_join(branches[first], branches[second], prior, strength, weight))
    return _groups(tree, [branch.is_whole for branch in branches])


def gain_of_joining(words: Sparse, first: Indices, second: Indices, *, detail: float = 1.0) -> float:
    """Say how much better two groups of rows are explained as one than as two, in natural logarithms of odds."""
    strength = STRENGTH / detail
    prior, weight = _prior(words, strength), lgamma(strength)
    branches = [_leaf(_summed(words, rows), 0, prior, strength, weight) for rows in (first, second)]
    apart = branches[0].best + branches[1].best
    joined = _join(branches[0], branches[1], prior, strength, weight)
    return joined.evidence + weight - lgamma(joined.spoken + strength) - PRICE - apart


def _summed(words: Sparse, rows: Indices) -> Sparse:
    into = Sparse((np.ones(len(rows), dtype=np.float32), (np.zeros(len(rows), dtype=np.int64), np.arange(len(rows)))))
    return Sparse(into @ words[rows])


def _prior(words: Sparse, strength: float) -> Sequence[tuple[float, float]]:
    """Give each word its share of the prior and the logarithm of the gamma function of that share."""
    said = np.bincount(words.indices, words.data, words.shape[1]) + 1e-6
    return [(share, lgamma(share)) for share in (said * strength / said.sum()).tolist()]


def _leaf(words: Sparse, row: int, prior: Sequence[tuple[float, float]], strength: float, weight: float) -> _Branch:
    own = slice(words.indptr[row], words.indptr[row + 1])
    counts: Words = dict(zip(words.indices[own].tolist(), words.data[own].tolist(), strict=True))
    evidence = sum(lgamma(count + prior[word][0]) - prior[word][1] for word, count in counts.items())
    spoken = sum(counts.values())
    return _Branch(counts, evidence, spoken, evidence + weight - lgamma(spoken + strength) - PRICE)


def _join(
    first: _Branch, second: _Branch, prior: Sequence[tuple[float, float]], strength: float, weight: float
) -> _Branch:
    """Join two branches, moving the smaller into the larger, so that the whole tree costs n·log n."""
    large, small = (first, second) if len(first.words) >= len(second.words) else (second, first)
    counts, evidence = large.words, large.evidence + small.evidence
    for word, count in small.words.items():
        before = counts.get(word, 0.0)
        if before:
            share, logarithm = prior[word]
            evidence += lgamma(before + count + share) + logarithm - lgamma(before + share) - lgamma(count + share)
        counts[word] = before + count
    large.words = small.words = {}
    spoken = large.spoken + small.spoken
    whole = evidence + weight - lgamma(spoken + strength) - PRICE
    split = first.best + second.best
    return _Branch(counts, evidence, spoken, max(whole, split), whole >= split)


def _groups(tree: NDArray[np.float64], is_whole: Sequence[bool]) -> Indices:
    leaves = len(tree) + 1
    groups, found = np.full(leaves, -1, dtype=np.int64), 0
    open_branches = [2 * leaves - 2]
    while open_branches:
        branch = open_branches.pop()
        if is_whole[branch]:
            groups[_leaves_under(branch, tree)] = found
            found += 1
        else:
            open_branches.extend(tree[branch - leaves, :2].astype(int).tolist())
    return groups


def _leaves_under(branch: int, tree: NDArray[np.float64]) -> list[int]:
    leaves, found, waiting = len(tree) + 1, list[int](), [branch]
    while waiting:
        one = waiting.pop()
        if one < leaves:
            found.append(one)
        else:
            waiting.extend(tree[one - leaves, :2].astype(int).tolist())
    return found
