"""Words as a mood, a kind or a distress is read from them, and the listed entries found among them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from community.core.language import surface_words
from community.insights.lexicon import LONGEST_ENTRY, key

_END_OF_SENTENCE = re.compile(r"[.!?؟…\n]")
_PERSIAN_VERB_PREFIXES = frozenset(("می", "نمی"))


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its lookup key, its place in the text as typed, and the number of its sentence."""

    key: str
    start: int
    end: int
    sentence: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A listed entry found at the words `first` to `last`."""

    first: int
    last: int
    value: float


@dataclass(frozen=True, slots=True)
class Cue:
    """The span `text[start:end]` as typed, and what it added to a reading."""

    start: int
    end: int
    value: float


def words_of(text: str) -> list[Word]:
    """List the words of a text; a Persian می or نمی that stands alone is joined to its verb."""
    sentence, words = 0, list[Word]()
    for before, token in pairwise([None, *surface_words(text)]):
        if before is not None and token is not None and _END_OF_SENTENCE.search(text, before.end, token.start):
            sentence += 1
        if token is not None:
            words.append(Word(key(token.text), token.start, token.end, sentence))
    return _with_verb_prefix(words)


def _with_verb_prefix(words: Sequence[Word]) -> list[Word]:
    joined: list[Word] = []
    for word in words:
        if joined and joined[-1].key in _PERSIAN_VERB_PREFIXES and joined[-1].sentence == word.sentence:
            prefix = joined.pop()
            joined.append(replace(word, key=prefix.key + word.key, start=prefix.start))
        else:
            joined.append(word)
    return joined


def hits_among(words: Sequence[Word], values: Mapping[str, float]) -> list[Hit]:
    """Find entries from left to right, the longest first; a Persian compound may be typed with or without space."""
    hits, at = list[Hit](), 0
    while at < len(words):
        hit = _longest(at, words, values)
        if hit is not None:
            hits.append(hit)
        at = at + 1 if hit is None else hit.last + 1
    return hits


def _longest(at: int, words: Sequence[Word], values: Mapping[str, float]) -> Hit | None:
    for length in range(min(LONGEST_ENTRY, len(words) - at), 0, -1):
        part = words[at : at + length]
        if part[0].sentence != part[-1].sentence:
            continue
        keys = [word.key for word in part]
        for entry in (" ".join(keys), "".join(keys)):
            if entry in values:
                return Hit(at, at + length - 1, values[entry])
    return None


def cues_among(words: Sequence[Word], values: Mapping[str, float]) -> list[Cue]:
    """Find entries as spans of the text."""
    return [Cue(words[hit.first].start, words[hit.last].end, hit.value) for hit in hits_among(words, values)]
