"""The words decide where one need ends: parts that speak alike stay whole, parts that speak apart are divided."""

import numpy as np
from scipy.cluster.hierarchy import linkage

from community.insights.factoring import count_table
from community.insights.granularity import cut_tree, gain_of_joining


def _tree_of_two() -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    points = np.concatenate([np.linspace(0, 1, 30), np.linspace(50, 51, 30)])[:, None]
    return linkage(points, "average")


def test_two_ways_of_speaking_are_two_groups() -> None:
    words = count_table([[0, 1, 2]] * 30 + [[3, 4, 5]] * 30, 6)

    groups = cut_tree(_tree_of_two(), words)

    assert set(groups[:30]) != set(groups[30:])
    assert len(set(groups.tolist())) == 2


def test_one_way_of_speaking_is_one_group_however_far_apart() -> None:
    words = count_table([[0, 1, 2], [3, 4, 5]] * 30, 6)

    assert len(set(cut_tree(_tree_of_two(), words).tolist())) == 1


def test_a_finer_detail_never_gives_fewer_groups() -> None:
    rng = np.random.default_rng(3)
    words = count_table(
        [rng.integers(0, 8, 5).tolist() for _ in range(30)] + [rng.integers(5, 13, 5).tolist() for _ in range(30)], 13
    )
    counts = [len(set(cut_tree(_tree_of_two(), words, detail=detail).tolist())) for detail in (0.02, 1.0, 50.0)]

    assert counts == sorted(counts)
    assert counts[0] < counts[-1]


def test_joining_pays_for_like_and_costs_for_unlike() -> None:
    words = count_table([[0, 1, 2]] * 40 + [[3, 4, 5]] * 40, 6)
    first, second, other = np.arange(20), np.arange(20, 40), np.arange(40, 80)

    assert gain_of_joining(words, first, second) > 0 > gain_of_joining(words, first, other)
