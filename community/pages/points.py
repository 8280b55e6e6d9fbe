"""What a contribution is worth. Pure."""

from dataclasses import dataclass

ACCEPTED = 15
HELPFUL = 2
SUPPORT = 1


@dataclass(frozen=True)
class Standing:
    """What a member's reputation consists of."""

    accepted: int = 0
    helpful: int = 0
    support: int = 0

    @property
    def total(self) -> int:
        """The points of all of it."""
        return ACCEPTED * self.accepted + HELPFUL * self.helpful + SUPPORT * self.support
