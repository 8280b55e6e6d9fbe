"""Words that mean the same, put into what is sought: pure, so that every engine takes them alike."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from community.core.language import terms
from community.search.sought import Sought, Word

MOST_WORDS = 4
MOST_ALSO = 8


def key_of(wording: str) -> str:
    """Return the key of a wording: its terms in order; nothing where it has none that a search would read."""
    return " ".join(terms(wording))


def keys_in(sought: Sought) -> list[str]:
    """Return the keys of all wordings that may stand in what is sought."""
    rows = [_terms(word) for word in sought.words if not word.is_weak]
    spans = (
        (first, last) for first in range(len(rows)) for last in range(first + 1, min(len(rows), first + MOST_WORDS) + 1)
    )
    return list(dict.fromkeys(" ".join(term for row in rows[first:last] for term in row) for first, last in spans))


def extend(sought: Sought, others: Mapping[str, Iterable[str]]) -> Sought:
    """Give the words of each wording the other wordings of its group; `others` maps the wording's key to their keys."""
    also: list[list[tuple[str, ...]]] = [[] for _ in sought.words]
    telling = [number for number, word in enumerate(sought.words) if not word.is_weak]
    for first in range(len(telling)):
        for last in range(first + 1, min(len(telling), first + MOST_WORDS) + 1):
            key = " ".join(term for number in telling[first:last] for term in _terms(sought.words[number]))
            for number in telling[first:last]:
                also[number] += [tuple(other.split()) for other in others.get(key, ())]
    return replace(sought, words=tuple(map(_with, sought.words, also)))


def _with(word: Word, also: list[tuple[str, ...]]) -> Word:
    return replace(word, also=tuple(dict.fromkeys(also))[:MOST_ALSO]) if also else word


def _terms(word: Word) -> tuple[str, ...]:
    return (word.whole, *word.parts)
