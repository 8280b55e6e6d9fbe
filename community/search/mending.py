"""Words that no post writes, read as what was meant: a slip of the finger, a space too much or too few.

A reading is another way to meet the word, never a replacement: what was typed still counts most. Words are known by how
posts for everyone write them, so a reading tells nobody a word that he could not have read.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from community.core.language import Token, is_stop_word, surface_words, terms
from community.search.slips import one_slip_away
from community.search.sought import Sought, Word

MOST_MENDED = 4
MOST_READINGS = 2
SHORTEST = 4
"""Words of three letters are one slip away from too many others."""
SHORTEST_HALF = 3

Frequencies = Callable[[Collection[str]], Mapping[str, int]]
"""In how many posts words are written, of those that are."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A stretch of a text, and what may have been meant by it, the likeliest first."""

    start: int
    end: int
    texts: tuple[str, ...]


def readings(text: str, frequencies: Frequencies) -> list[Reading]:
    """Return what the unknown words of a text may mean, in the order of the text; nothing for the known ones."""
    words = surface_words(text)
    joined = {first.text + second.text for first, second in pairwise(words)}
    known = frequencies({word.text for word in words} | joined)
    unknown = [word for word in words if word.text not in known and _is_told(word.text)][:MOST_MENDED]
    if not unknown:
        return []
    found = {reading.start: reading for reading in _joined(words, unknown, known)}
    ends = {reading.end for reading in found.values()}
    for word in unknown:
        if word.start not in found and word.end not in ends:
            texts = _spelled(word.text, frequencies) or _parted(word.text, frequencies)
            found |= {word.start: Reading(word.start, word.end, texts)} if texts else {}
    return [found[start] for start in sorted(found)]


def _is_told(word: str) -> bool:
    return word.isalpha() and not is_stop_word(word)


def _joined(words: Sequence[Token], unknown: Collection[Token], known: Mapping[str, int]) -> Iterator[Reading]:
    """Go over the neighbours that are one known word together; each word joins once."""
    free = 0
    for first, second in pairwise(words):
        together = first.text + second.text
        if first.start >= free and (first in unknown or second in unknown) and together in known:
            free = second.end
            yield Reading(first.start, second.end, (together,))


def _spelled(word: str, frequencies: Frequencies) -> tuple[str, ...]:
    """Return the known words one slip away, the most frequent first; none if one of them is a form of the same word."""
    if len(word) < SHORTEST:
        return ()
    known = frequencies(one_slip_away(word))
    stems = terms(word)
    if any(terms(one) == stems for one in known):
        return ()
    return tuple(sorted(known, key=lambda one: (-known[one], one))[:MOST_READINGS])


def _parted(word: str, frequencies: Frequencies) -> tuple[str, ...]:
    """Return the two known words that stand here without a space between them."""
    cuts = [(word[:at], word[at:]) for at in range(SHORTEST_HALF, len(word) - SHORTEST_HALF + 1)]
    known = frequencies({half for cut in cuts for half in cut})
    both = [
        (min(known[first], known[second]), first, second) for first, second in cuts if {first, second} <= known.keys()
    ]
    _, first, second = max(both, default=(0, "", ""))
    return (f"{first} {second}",) if first else ()


def mended(sought: Sought, frequencies: Frequencies) -> Sought:
    """Let unknown words be met by what they may mean."""
    words = list(sought.words)
    for reading in readings(sought.text, frequencies):
        own = set(terms(sought.text[reading.start : reading.end]))
        rows = tuple(row for row in (tuple(terms(text)) for text in reading.texts) if row)
        words = [_also(word, rows) if word.whole in own else word for word in words]
    return replace(sought, words=tuple(words)) if words != list(sought.words) else sought


def _also(word: Word, rows: Iterable[tuple[str, ...]]) -> Word:
    return replace(word, also=(*word.also, *(row for row in rows if row not in word.also)))


def mended_text(text: str, frequencies: Frequencies) -> str:
    """Return the text with its unknown words read as what they most likely mean."""
    for reading in reversed(readings(text, frequencies)):
        text = text[: reading.start] + reading.texts[0] + text[reading.end :]
    return text
