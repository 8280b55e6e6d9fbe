"""What scoring reads of an index: in which posts a term occurs, in how many, and what is kept of a post."""

from collections.abc import Callable, Collection, Sequence
from typing import Protocol

Kept = tuple[int, str, str, str, bytes]


class Postings(Protocol):
    """One state of an index; its numbers stand for posts, the newest highest, and mean nothing outside it."""

    @property
    def size(self) -> int:
        """In how many posts frequencies are counted."""

    @property
    def ids(self) -> Sequence[int]:
        """The post of each number."""

    def mean_length(self, field: str) -> float:
        """Return how many terms a post has in the field, on average."""

    def frequency(self, field: str, term: str) -> int:
        """Return in how many posts the term occurs."""

    def numbers(self, field: str, term: str) -> Sequence[int]:
        """Return the posts in which the term occurs."""

    def kept(self, number: int) -> Kept:
        """Return what is kept of a post: id, stamp, title's terms, all terms, pieces."""

    def fits(self, facts: list[list[str]]) -> bytearray:
        """Return for each number whether the post is still there and has, of each list, at least one fact."""


def frequencies_of_spelled(postings: Postings) -> Callable[[Collection[str]], dict[str, int]]:
    """Return how to ask in how many posts words are written, of those that are."""

    def frequencies(words: Collection[str]) -> dict[str, int]:
        found = {word: postings.frequency("spelled", word) for word in words}
        return {word: frequency for word, frequency in found.items() if frequency}

    return frequencies
