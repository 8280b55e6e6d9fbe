"""What the pages have to do later."""

from dataclasses import dataclass


@dataclass(frozen=True)
class RecountReputation:
    """A task: count the reputation of these members anew."""

    ids: tuple[int, ...]
