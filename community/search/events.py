"""What the index still has to be told."""

from dataclasses import dataclass


@dataclass(frozen=True)
class IndexPosts:
    """These posts, and what hangs below them, changed or were withdrawn; several such tasks are done as one."""

    ids: tuple[int, ...]


@dataclass(frozen=True)
class KeepIndexWhole:
    """Each minute: build the index anew if it is missing, of another version, or was found broken."""


@dataclass(frozen=True)
class CountObservations:
    """Every ten minutes: count what was looked for and what became of suggestions, from the log of observations."""
