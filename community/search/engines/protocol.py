"""What every engine can do."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from community.search.documents import IndexedPost
from community.search.resemblance import Resembling
from community.search.sought import Found, Scope, Sought

MOST_SPELLINGS = 5
MOST_WITNESSES = 20


class IndexUnavailableError(Exception):
    """There is no index that can be read now; it is being built, or will be."""


class IndexBusyError(Exception):
    """Somebody else is writing for too long; the job tries again later."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """A known word as posts for everyone write it: in how many of them, and the newest few, to be asked whether they are shown."""

    word: str
    posts: int
    witnesses: tuple[int, ...]


def most_frequent_first(spellings: Iterable[Spelling]) -> list[Spelling]:
    """Return the spellings that some post has, in order."""
    return sorted((one for one in spellings if one.posts), key=lambda one: (-one.posts, one.word))


class Holding(Protocol):
    """One index, in use or in the making, in the hands of its only writer."""

    def stamps(self) -> Iterator[tuple[int, str]]:
        """Go over what it holds: ids and stamps."""

    def stamps_of(self, post_ids: Iterable[int]) -> dict[int, str]:
        """Return the stamps of these posts, of those that it holds."""

    def fill(self, posts: Iterable[IndexedPost]) -> int:
        """Put all posts into an index that holds none; return how many there were."""

    def change(self, posts: Iterable[IndexedPost], gone: Iterable[int]) -> None:
        """Take out what is gone or was replaced, then put the posts in."""


class Engine(Protocol):
    """An index of all shown posts; asking raises `IndexUnavailableError` where none can be read."""

    def find(self, sought: Sought, scope: Scope) -> Found:
        """Return the matching posts of the scope, best first."""

    def closest(self, text: str, *, facts: list[list[str]], limit: int) -> list[Resembling]:
        """Return the posts that resemble the text most, best first; of each list in `facts` a post has at least one."""

    def beginning(self, sought: Sought, scope: Scope, *, limit: int) -> list[int]:
        """Return the newest posts in whose titles every sought word is, or begins a word."""

    def spellings(self, word: str) -> list[Spelling]:
        """Return the known words within one slip of a word, itself among them if it is known, the most frequent first."""

    def is_usable(self) -> bool:
        """Whether there is an index of this version that nobody found broken."""

    def heal(self) -> bool:
        """Look through an index that a reader found broken, and take it back into use if all of it can be read."""

    def writing(self) -> AbstractContextManager[Holding]:
        """Be the only writer of the index in use; waits its turn, or raises `IndexBusyError`."""

    def building(self) -> AbstractContextManager[Holding]:
        """Be the only one who builds anew, beside the index in use; `IndexBusyError` at once if somebody already does."""

    def replacing(self, build: Holding) -> AbstractContextManager[None]:
        """Let all writers wait; what was built takes the place of the index in one step when the block ends."""
