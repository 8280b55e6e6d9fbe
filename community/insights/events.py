"""What the insight module is asked to do, and what it tells."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ReadPosts:
    """A task: read these posts as voices, and assign them to needs; withdrawn ones are forgotten."""

    ids: tuple[int, ...]


@dataclass(frozen=True)
class CountNeeds:
    """A task: count these needs anew."""

    ids: tuple[int, ...]


@dataclass(frozen=True)
class RefreshNeeds:
    """A task: the full run over everything; it comes back every night."""
