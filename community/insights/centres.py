"""The frozen centre of a need: where it lies, and how near a voice must come to belong."""

from dataclasses import dataclass

import numpy as np

from community.insights.factoring import Floats, Indices, Matrix
from community.insights.grouping import FAR, centres_of

# A young need borrows its reach from all needs as if it had heard this many more voices.
BORROWED = 10


@dataclass(frozen=True, slots=True)
class Centre:
    """A unit vector, and the least cosine at which a voice still belongs."""

    vector: Floats
    reach: float

    def to_bytes(self) -> bytes:
        """Store the centre: the reach first, then the vector, in little-endian single precision."""
        return np.concatenate([[self.reach], self.vector]).astype("<f4").tobytes()

    @classmethod
    def from_bytes(cls, stored: bytes) -> "Centre":
        """Load a stored centre."""
        numbers = np.frombuffer(stored, dtype="<f4")
        return cls(np.asarray(numbers[1:], dtype=np.float32), float(numbers[0]))


def centres_with_reach(rows: Matrix, groups: Indices) -> list[Centre]:
    """Give each group, numbered from 0 without gaps, its centre.

    The reach is the median cosine of the members less FAR robust deviations (Leys et al., J. Exp. Soc. Psychol. 49,
    2013), own and general mixed by how many voices the need has.
    """
    if groups.max(initial=-1) < 0:
        return []
    centres = centres_of(rows, groups)
    members = np.flatnonzero(groups >= 0)
    cosines = np.einsum("nd,nd->n", rows[members], centres[groups[members]])
    general = _reach(cosines)
    owner = groups[members]
    return [Centre(centre, _own_reach(cosines[owner == number], general)) for number, centre in enumerate(centres)]


def _own_reach(cosines: Floats, general: float) -> float:
    share = len(cosines) / (len(cosines) + BORROWED)
    return share * _reach(cosines) + (1 - share) * general


def _reach(cosines: Floats) -> float:
    middle = np.median(cosines)
    return float(middle - FAR * 1.4826 * np.median(np.abs(cosines - middle)))
