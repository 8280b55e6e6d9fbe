"""From text as typed to the terms that are indexed and sought, and to the plain words for labels."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from re import Match

from community.core.language.codes import code_terms
from community.core.language.compounds import persian_terms
from community.core.language.folding import fold
from community.core.language.scanning import WORD

_LONGEST_REMEMBERED = 48
_LONGEST_TERM = 64

Span = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Token:
    """A word for matching, and where it stands in the text as typed; alternatives for one word share their position."""

    text: str
    start: int
    end: int
    position: int


def tokens(text: str) -> list[Token]:
    """Return the terms of a text with their places, stop words left out."""
    found: list[Token] = []
    for position, (start, spans) in enumerate(_analyzed(text)):
        found.extend(Token(term, start + first, start + last, position) for term, first, last in spans)
    return found


def terms(text: str) -> list[str]:
    """Return the terms of a text in order."""
    return [span[0] for _, spans in _analyzed(text) for span in spans]


def surface_words(text: str) -> list[Token]:
    """Return every word folded but not stemmed, stop words too."""
    found: list[Token] = []
    for match in WORD.finditer(text):
        word = _surface(match[0]) if len(match[0]) <= _LONGEST_REMEMBERED else _surface.__wrapped__(match[0])
        if word:
            found.append(Token(word, match.start(), match.end(), len(found)))
    return found


@lru_cache(maxsize=32768)
def _surface(word: str) -> str:
    return fold(word).replace(" ", "")[:_LONGEST_TERM]


def _analyzed(text: str) -> Iterator[tuple[int, tuple[Span, ...]]]:
    for match in WORD.finditer(text):
        spans = _remembered(match[0], match.lastgroup) if len(match[0]) <= _LONGEST_REMEMBERED else _spans(match)
        if spans:
            yield match.start(), spans


@lru_cache(maxsize=32768)
def _remembered(word: str, kind: str | None) -> tuple[Span, ...]:
    return _terms_of(word, kind)


def _spans(match: Match[str]) -> tuple[Span, ...]:
    return _terms_of(match[0], match.lastgroup)


def _terms_of(word: str, kind: str | None) -> tuple[Span, ...]:
    if kind == "persian":
        spans = persian_terms(word)
    elif kind == "code":
        spans = code_terms(word)
    else:
        spans = [(fold(word), 0, len(word))]
    places = {term[:_LONGEST_TERM]: (start, end) for term, start, end in spans if term}
    return tuple(sorted(((term, *place) for term, place in places.items()), key=itemgetter(1)))
