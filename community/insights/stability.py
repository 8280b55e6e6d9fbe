"""Needs keep their meaning: what is known stays, only what is new is placed, and a full regroup merely proposes.

Ids that are carried over by overlap keep their name and quietly change what they mean. Here a known need is frozen: its
voices stay, new voices join the nearest need they reach, and the rest waits to be grouped apart.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from community.insights.factoring import Floats, Indices, Matrix, blocks
from community.insights.grouping import NOWHERE
from community.insights.voices import Change, KnownNeed, Proposal, Settings

Refusals = set[tuple[int, int]]

# A part of a need counts in a proposal from this many voices and this share of the need on.
LEAST_PART = 4
LEAST_SHARE = 0.25
# Needs are proposed for joining when a regroup holds at least this share of each in one group.
JOINED_SHARE = 0.6
# A need born among few voices is looked at again by itself once so many times more are heard.
GROWN = 2.0
# It then keeps its id in its largest part, if that still is so much of it (Jaccard).
KEPT_SHARE = 0.4


def standing_groups(known: Sequence[KnownNeed], places: Mapping[int, int]) -> Indices:
    """Place the voices whose need is already decided; `places` maps voice ids to rows, the rest is NOWHERE."""
    groups = np.full(len(places), NOWHERE, dtype=np.int64)
    for number, need in enumerate(known):
        kept = [places[voice] for voice in need.members - need.refused if voice in places]
        groups[kept] = number
    for number, need in enumerate(known):
        groups[[places[voice] for voice in need.pinned if voice in places]] = number
    return groups


def refusals(known: Sequence[KnownNeed], places: Mapping[int, int]) -> Refusals:
    """List the pairs (row, need) a person has ruled out."""
    return {(places[voice], number) for number, need in enumerate(known) for voice in need.refused if voice in places}


def join_nearest(
    rows: Matrix, open_rows: Indices, targets: Matrix, reaches: Floats, refused: Refusals
) -> tuple[Indices, Floats]:
    """Give each open row the nearest need it is not refused by, NOWHERE beyond that need's reach, with the cosine."""
    joined = np.full(len(open_rows), NOWHERE, dtype=np.int64)
    cosines = np.zeros(len(open_rows), dtype=np.float32)
    if not len(targets):
        return joined, cosines
    for start, block in blocks(rows[open_rows]):
        likeness = block @ targets.T
        _rule_out(likeness, open_rows[start : start + len(block)], refused)
        best = likeness.argmax(axis=1)
        cosine = likeness[np.arange(len(block)), best]
        joined[start : start + len(block)] = np.where(cosine >= reaches[best], best, NOWHERE)
        cosines[start : start + len(block)] = cosine
    return joined, cosines


def _rule_out(likeness: Matrix, rows: Indices, refused: Refusals) -> None:
    places = {row: place for place, row in enumerate(rows.tolist())}
    for row, need in refused:
        if row in places:
            likeness[places[row], need] = -1.0


def proposals(known: Sequence[KnownNeed], standing: Indices, regrouped: Indices, ids: Sequence[int]) -> list[Proposal]:
    """Compare needs as they stand with a full regroup and say which an analyst might join or divide.

    Needs a person shaped are left in peace. `ids` are the voice ids of the rows.
    """
    shares = _shares(standing, regrouped, len(known))
    return [*_merges(known, shares), *_splits(known, shares, standing, regrouped, ids)]


def _shares(standing: Indices, regrouped: Indices, count: int) -> Floats:
    """Give the share of each need (row) that fell into each regrouped group (column)."""
    both = np.flatnonzero((standing >= 0) & (standing < count) & (regrouped >= 0))
    table = np.zeros((count, int(regrouped.max(initial=0)) + 1), dtype=np.float32)
    np.add.at(table, (standing[both], regrouped[both]), 1.0)
    sizes = np.bincount(standing[(standing >= 0) & (standing < count)], minlength=count)
    return np.asarray(table / np.maximum(sizes, 1)[:, None], dtype=np.float32)


def _merges(known: Sequence[KnownNeed], shares: Floats) -> list[Proposal]:
    found = []
    for group in range(shares.shape[1]):
        joined = [n for n in np.flatnonzero(shares[:, group] >= JOINED_SHARE).tolist() if not known[n].settled]
        if len(joined) > 1:
            overlap = float(shares[joined, group].min())
            found.append(Proposal(Change.MERGE, tuple(sorted(known[n].id for n in joined)), (), overlap))
    return found


def _splits(
    known: Sequence[KnownNeed], shares: Floats, standing: Indices, regrouped: Indices, ids: Sequence[int]
) -> list[Proposal]:
    found = []
    for number, need in enumerate(known):
        groups = np.flatnonzero(shares[number] >= LEAST_SHARE).tolist()
        parts = [
            frozenset(ids[row] for row in np.flatnonzero((standing == number) & (regrouped == g)).tolist())
            for g in groups
        ]
        if not need.settled and len(parts) > 1 and all(len(part) >= LEAST_PART for part in parts):
            overlap = float(shares[number, groups].sum())
            found.append(Proposal(Change.SPLIT, (need.id,), tuple(sorted(parts, key=len, reverse=True)), overlap))
    return found


def parted_by_growth(
    known: Sequence[KnownNeed], standing: Indices, regrouped: Indices, customers: Sequence[str], settings: Settings
) -> tuple[Indices, list[int]]:
    """Part needs that were coarse because little was heard when they were born; also name those that were parted.

    Only needs no person touched, only once the community has grown GROWN times, only where the largest part keeps
    KEPT_SHARE of the need and with it the id, and only into parts that could be born by themselves.
    """
    groups, parted = standing.copy(), list[int]()
    for number, need in enumerate(known):
        if need.settled or need.pinned or not need.heard or settings.heard < GROWN * need.heard:
            continue
        rows = np.flatnonzero(standing == number)
        sizes = np.bincount(regrouped[rows][regrouped[rows] >= 0], minlength=1)
        leading = int(sizes.argmax())
        if sizes[leading] < KEPT_SHARE * len(rows):
            continue
        parts = [
            rows[regrouped[rows] == part]
            for part in np.flatnonzero(sizes >= settings.birth_voices).tolist()
            if part != leading
        ]
        born = [part for part in parts if len({customers[row] for row in part.tolist()}) >= settings.birth_customers]
        for part in born:
            groups[part] = max(int(groups.max()), len(known) - 1) + 1
        parted += [need.id] if born else []
    return groups, parted
