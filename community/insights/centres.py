"""The frozen centre of a need: where it lies, and how near a voice must come to belong."""

from dataclasses import dataclass

import numpy as np

from community.insights.factoring import Floats, Indices, Matrix
from community.insights.grouping import centres_of, cosines_to_others, edge_cosine

# How many robust deviations below the median a voice may lie to belong at once: three quarters of the members do.
NEAR = 0.67
# A young need borrows its reach from all needs as if it had heard this many more voices.
BORROWED = 10


@dataclass(frozen=True, slots=True)
class Centre:
    """A unit vector; a voice at least as near as `reach` belongs at once, one beyond `edge` never does.

    Between the two it belongs only if it founds no need of its own.
    """

    vector: Floats
    reach: float
    edge: float

    def to_bytes(self) -> bytes:
        """Store the centre: reach, edge, then the vector, in little-endian single precision."""
        return np.concatenate([[self.reach, self.edge], self.vector]).astype("<f4").tobytes()

    @classmethod
    def from_bytes(cls, stored: bytes) -> "Centre":
        """Load a stored centre."""
        numbers = np.frombuffer(stored, dtype="<f4")
        return cls(np.asarray(numbers[2:], dtype=np.float32), float(numbers[0]), float(numbers[1]))


def centres_with_reach(rows: Matrix, groups: Indices) -> list[Centre]:
    """Give each group, numbered from 0 without gaps, its centre.

    The edge is where belonging ends. The reach is the median cosine of each member to the others
    less NEAR robust deviations (Leys et al., J. Exp. Soc. Psychol. 49, 2013), that of the need and that of all needs
    mixed by how many voices it has, but never beyond the edge.
    """
    if groups.max(initial=-1) < 0:
        return []
    members = np.flatnonzero(groups >= 0)
    owner, cosines = groups[members], cosines_to_others(rows, groups)[members]
    general, edge = _usual_reach(cosines), edge_cosine(rows, groups, cosines)
    return [
        Centre(vector, max(edge, _own_reach(cosines[owner == number], general)), edge)
        for number, vector in enumerate(centres_of(rows, groups))
    ]


def _own_reach(cosines: Floats, general: float) -> float:
    share = len(cosines) / (len(cosines) + BORROWED)
    return share * _usual_reach(cosines) + (1 - share) * general


def _usual_reach(cosines: Floats) -> float:
    middle = np.median(cosines)
    return float(middle - NEAR * 1.4826 * np.median(np.abs(cosines - middle)))
