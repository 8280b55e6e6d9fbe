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
SHORTEST_HALF = 2
OFTEN = 1_000_000
"""Little words are not counted: they are everywhere."""

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
    known = frequencies({word.text for word in words} | {first.text + second.text for first, second in pairwise(words)})
    found = {reading.start: reading for reading in _joined(words, known)}
    ends = {reading.end for reading in found.values()}
    unknown = [word for word in words if word.text not in known and _is_told(word.text)][:MOST_MENDED]
    for word in unknown:
        if word.start not in found and word.end not in ends:
            texts = _meant(word.text, frequencies)
            found |= {word.start: Reading(word.start, word.end, texts)} if texts else {}
    return [found[start] for start in sorted(found)]


def _is_told(word: str) -> bool:
    return word.isalpha() and not is_stop_word(word)


def _joined(words: Sequence[Token], known: Mapping[str, int]) -> Iterator[Reading]:
    """Go over the neighbours that are one known word together; each word joins once."""
    free = 0
    for first, second in pairwise(words):
        together = first.text + second.text
        if first.start >= free and together in known and _are_parted(first.text, second.text, known):
            free = second.end
            yield Reading(first.start, second.end, (together,))


def _are_parted(first: str, second: str, known: Mapping[str, int]) -> bool:
    """Whether two words look like the halves of one: one is no word, or a little one beside a word that is rarer."""
    told = [word for word in (first, second) if _is_told(word)]
    if any(word not in known for word in told):
        return True
    return (
        len(told) < 2
        and _is_told(first + second)
        and known[first + second] > max(map(known.__getitem__, told), default=2)
    )


def _meant(word: str, frequencies: Frequencies) -> tuple[str, ...]:
    """Return the known words one slip away, or the two words that stand here without a space, whichever are more frequent."""
    spelled = frequencies(one_slip_away(word)) if len(word) >= SHORTEST else {}
    stems = terms(word)
    if any(terms(one) == stems for one in spelled):
        return ()
    often, parted = _parted(word, frequencies)
    if often and often >= max(spelled.values(), default=0):
        return (parted,)
    return tuple(sorted(spelled, key=lambda one: (-spelled[one], one))[:MOST_READINGS])


def _parted(word: str, frequencies: Frequencies) -> tuple[int, str]:
    """Return the two words that a word may be, little ones too, and how often the rarer one is written."""
    cuts = [(word[:at], word[at:]) for at in range(SHORTEST_HALF, len(word) - SHORTEST_HALF + 1)]
    halves = {half for cut in cuts for half in cut}
    known = {**frequencies(halves), **{half: OFTEN for half in halves if is_stop_word(half)}}
    both = [
        (min(known[first], known[second]), first, second) for first, second in cuts if {first, second} <= known.keys()
    ]
    often, first, second = max(both, default=(0, "", ""))
    return often, f"{first} {second}"


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
