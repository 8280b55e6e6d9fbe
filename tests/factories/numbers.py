"""Numbers that make names differ."""

from itertools import count

_numbers = count(1)


def next_number() -> int:
    """Return a number that no earlier row of this run carries."""
    return next(_numbers)
