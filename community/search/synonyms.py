"""Words that mean the same, put into what is sought: pure, so that every engine takes them alike."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from community.core.language import surface_words
from community.core.locale import _
from community.core.text import clean_line
from community.search.models import LONGEST_KEY, LONGEST_WORDING
from community.search.sought import Sought, Word, read_query

MOST_WORDS = 4
MOST_ALSO = 8
MOST_WORDINGS = 12


def row_of(wording: str) -> tuple[str, ...]:
    """Return the terms of a wording, one for each word; none where it has no word that a search would read."""
    return tuple(word.whole for word in read_query(wording).words)


def key_of(wording: str) -> str:
    """Return the key of a wording: its terms in order, spaces left out, for half of all writers leave them out too."""
    return "".join(row_of(wording))


def by_key(wordings: Iterable[str]) -> dict[str, str]:
    """Return the wordings by their keys: those that search takes for one are one."""
    return {key_of(text): text for text in map(clean_line, wordings) if text}


def refusal(wordings: Iterable[str]) -> str | None:
    """Return why the wordings cannot be a group, if they cannot."""
    typed = by_key(wordings)
    if "" in typed or any(len(key) > LONGEST_KEY or len(text) > LONGEST_WORDING for key, text in typed.items()):
        return _("Each wording needs a word that search does not pass over, and is short.")
    if any(len(surface_words(text)) > MOST_WORDS for text in typed.values()):
        return _("A wording has at most four words.")
    if not 2 <= len(typed) <= MOST_WORDINGS:
        return _("Name two to twelve wordings that search would not find together anyway.")
    return None


def keys_in(sought: Sought) -> list[str]:
    """Return the keys of all wordings that may stand in what is sought."""
    wholes = [word.whole for word in sought.words]
    return list(dict.fromkeys("".join(wholes[first:last]) for first, last in _spans(len(wholes))))


def extend(sought: Sought, others: Mapping[str, Iterable[str]]) -> Sought:
    """Give the words of each wording the other wordings of its group; `others` maps the wording's key to them as typed."""
    also: list[list[tuple[str, ...]]] = [[] for _ in sought.words]
    for first, last in _spans(len(sought.words)):
        key = "".join(word.whole for word in sought.words[first:last])
        for number in range(first, last):
            also[number] += [row_of(other) for other in others.get(key, ())]
    return replace(sought, words=tuple(map(_with, sought.words, also)))


def _spans(count: int) -> Iterator[tuple[int, int]]:
    """Go over all rows of neighbours that may be a wording: first, and one past the last."""
    for first in range(count):
        for last in range(first + 1, min(count, first + MOST_WORDS) + 1):
            yield first, last


def _with(word: Word, also: list[tuple[str, ...]]) -> Word:
    return replace(word, also=tuple(dict.fromkeys(also))[:MOST_ALSO]) if also else word
