"""What search still has to do, and what it found for whoever follows a search."""

from dataclasses import dataclass

from community.search.models import SavedSearch


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


@dataclass(frozen=True)
class LookThroughSearches:
    """Every five minutes: look for what is new in the searches that members follow and that are due."""


@dataclass(frozen=True)
class SearchMatched:
    """Posts, the newest first, answer a search that a member follows and were not told of; the inbox tells him."""

    saved: SavedSearch
    post_ids: tuple[int, ...]
