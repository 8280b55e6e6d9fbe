"""Did you mean: other spellings of what was typed, offered only where they find something for this very viewer."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import exists

from community.core.database import db
from community.core.language import from_finglish, is_stop_word, keyboard_swap, surface_words
from community.members.models import Viewer
from community.posts.models import Post
from community.posts.queries import shown_to
from community.search.engines import IndexUnavailableError, engine
from community.search.queries.asking import Search, search_of
from community.search.queries.results import ResultsPage, page_of

FEW = 5
"""Where at least so many results have all the words, nobody is asked what he meant."""
MOST_TRIED = 3
SHORTEST = 3
SHORTEST_SWAPPED = 4
"""Three letters on the other keyboard are some word in almost every case."""


@dataclass(frozen=True)
class Meant:
    """A text that finds more than what was typed, and how much."""

    text: str
    address: str
    count: int


def meant(page: ResultsPage, viewer: Viewer) -> Meant | None:
    """Return the first other wording that has better results, if what was typed has next to none."""
    if not page.sought or page.is_plain or (page.count >= FEW and not page.is_loose):
        return None
    try:
        for text in islice(_wordings(page.search, viewer), MOST_TRIED):
            found = _found(page, text, viewer)
            if found is not None:
                return found
    except IndexUnavailableError:
        pass
    return None


def _found(page: ResultsPage, text: str, viewer: Viewer) -> Meant | None:
    search = search_of({"q": text, **page.search.filters})
    other = page_of(search, viewer, size=1)
    if not other.count or other.is_plain or other.is_loose or (not page.is_loose and other.count <= page.count):
        return None
    return Meant(text, search.address, other.count)


def _wordings(search: Search, viewer: Viewer) -> Iterator[str]:
    """Go over what may have been meant: a slip of the finger, the other keyboard, Persian in Latin letters."""
    typed = search.text
    seen = {typed}
    is_long = max((len(word.text) for word in surface_words(typed)), default=0) >= SHORTEST_SWAPPED
    others = (keyboard_swap(typed), *from_finglish(typed)) if is_long else ()
    for text in (*_spelled(typed, viewer), *others):
        if text not in seen:
            seen.add(text)
            yield text


def _spelled(typed: str, viewer: Viewer) -> Iterator[str]:
    """Return the text with each unknown word replaced by the most frequent known one within a slip of it."""
    text = typed
    for token in reversed(surface_words(typed)):
        if len(token.text) >= SHORTEST and not is_stop_word(token.text):
            known = _known(token.text, viewer)
            text = text[: token.start] + known + text[token.end :] if known else text
    yield text


def _known(word: str, viewer: Viewer) -> str | None:
    """Return the known word that an unknown one may stand for; one of the posts that write it is still to be seen."""
    spellings = engine().spellings(word)
    if any(spelling.word == word for spelling in spellings):
        return None
    for spelling in spellings[:MOST_TRIED]:
        seen = exists(shown_to(Post, viewer).with_only_columns(Post.id).where(Post.id.in_(spelling.witnesses)))
        if db.session.scalar(seen.select()):
            return spelling.word
    return None


def wider(page: ResultsPage, viewer: Viewer) -> Meant | None:
    """Return the same words without filters, where they find something there."""
    if page.count or not page.search.is_narrowed or not page.sought:
        return None
    search = search_of({"q": page.search.text})
    other = page_of(search, viewer, size=1)
    return Meant(search.text, search.address, other.count) if other.count else None
