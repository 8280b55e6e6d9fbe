"""The Whoosh engine: the folder, its readers and its writer under one name."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from heapq import nlargest
from logging import getLogger
from pathlib import Path

from community.search import finding, resemblance
from community.search.documents import IndexedPost
from community.search.engines.protocol import (
    MOST_SPELLINGS,
    MOST_WITNESSES,
    Holding,
    Spelling,
    most_frequent_first,
)
from community.search.engines.whoosh import folder, postings, writing
from community.search.engines.whoosh.postings import Postings
from community.search.resemblance import Resembling
from community.search.slips import one_slip_away
from community.search.sought import Found, Scope, Sought

logger = getLogger(__name__)


@dataclass(frozen=True)
class Build:
    """One folder with an index."""

    path: Path

    def stamps(self) -> Iterator[tuple[int, str]]:
        """Go over what it holds: ids and stamps."""
        return writing.stamps(self.path)

    def stamps_of(self, post_ids: Iterable[int]) -> dict[int, str]:
        """Return the stamps of these posts, of those that it holds."""
        return writing.stamps_of(self.path, post_ids)

    def fill(self, posts: Iterable[IndexedPost]) -> int:
        """Put all posts into an index that holds none; return how many there were."""
        return writing.create(self.path, posts)

    def change(self, posts: Iterable[IndexedPost], gone: Iterable[int]) -> None:
        """Take out what is gone or was replaced, then put the posts in."""
        writing.change(self.path, posts, gone)


def _spelling(held: Postings, word: str) -> Spelling:
    there = [held.ids[number] for number in held.numbers("spelled", word) if held.is_there(number)]
    return Spelling(word, len(there), tuple(there[: -MOST_WITNESSES - 1 : -1]))


class WhooshEngine:
    """An index in the folder of the installation."""

    def find(self, sought: Sought, scope: Scope) -> Found:
        """Return the matching posts of the scope, best first."""
        return postings.read(lambda held: finding.find(held, sought, scope))

    def closest(self, text: str, *, facts: list[list[str]], limit: int) -> list[Resembling]:
        """Return the posts that resemble the text most, best first."""
        return postings.read(lambda held: resemblance.closest(held, text, facts=facts, limit=limit))

    def beginning(self, sought: Sought, scope: Scope, *, limit: int) -> list[int]:
        """Return the newest posts in whose titles every sought word is, or begins a word."""

        def newest(held: Postings) -> list[int]:
            numbers = sorted(finding.beginning(held, sought, scope), reverse=True)[:limit]
            return [held.ids[number] for number in numbers]

        return postings.read(newest)

    def spellings(self, word: str) -> list[Spelling]:
        """Return the known words within one slip of a word; a post that was taken out since the last merge counts no more."""

        def known(held: Postings) -> list[Spelling]:
            written = {one: held.frequency("spelled", one) for one in one_slip_away(word)}
            frequent = nlargest(
                MOST_SPELLINGS, (one for one in written if written[one]), key=lambda one: (written[one], one)
            )
            return most_frequent_first(_spelling(held, one) for one in frequent)

        return postings.read(known)

    def is_usable(self) -> bool:
        """Whether there is a build in use that nobody found broken."""
        return folder.is_usable()

    def heal(self) -> bool:
        """Take a build that was found broken back into use, if all of it can be read."""
        marked = folder.marked_broken()
        if not marked or not writing.is_whole(marked):
            return False
        logger.error("the index in %s was found broken, but all of it can be read", marked)
        folder.unmark(marked)
        return True

    @contextmanager
    def writing(self) -> Iterator[Holding]:
        """Be the only writer of the build in use."""
        with folder.writing():
            yield Build(folder.current())

    @contextmanager
    def building(self) -> Iterator[Holding]:
        """Be the only one who builds anew."""
        with folder.building():
            yield Build(folder.new_build())

    @contextmanager
    def replacing(self, build: Holding) -> Iterator[None]:
        """Put what was built into the place of the build in use."""
        if not isinstance(build, Build):
            raise TypeError(build)
        with folder.writing():
            yield
            folder.use(build.path)
