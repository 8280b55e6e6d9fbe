"""The frozen centre of a need: where it lies, and how near a voice must come to belong."""

from dataclasses import dataclass

import numpy as np

from community.insights.factoring import Floats, Indices, Matrix
from community.insights.grouping import FAR, centres_of, usual_cosine

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

    Reach and edge are the median cosine of the members less NEAR and FAR robust deviations, those of the need and
    those of all needs mixed by how many voices it has.
    """
    if groups.max(initial=-1) < 0:
        return []
    centres = centres_of(rows, groups)
    members = np.flatnonzero(groups >= 0)
    owner = groups[members]
    cosines = np.einsum("nd,nd->n", rows[members], centres[owner])
    general = usual_cosine(cosines)
    return [_centre(vector, cosines[owner == number], general) for number, vector in enumerate(centres)]


def _centre(vector: Floats, cosines: Floats, general: tuple[float, float]) -> Centre:
    share = len(cosines) / (len(cosines) + BORROWED)
    middle, spread = (
        share * own + (1 - share) * all_ for own, all_ in zip(usual_cosine(cosines), general, strict=True)
    )
    return Centre(vector, middle - NEAR * spread, middle - FAR * spread)
