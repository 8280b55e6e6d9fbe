"""The mood of a text, from -1 to 1, with how sure it is and the words that caused it.

Each mood word counts its polarity; boosters before it strengthen or soften it, negators turn it (in English they
stand before, in Persian the verb that negates stands after), and what follows a "but" weighs more than what stood
before it. The sum s becomes s/√(s²+a), as VADER does (Hutto & Gilbert, ICWSM 2014), so a text of any length stays
between -1 and 1.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from itertools import pairwise
from math import exp, sqrt

from community.core.language import Token, surface_words
from community.insights.lexicon import LONGEST_ENTRY, Lexicon, emoji, key, lexicon

SOFTENING = 10.0
# A denied mood is weaker than its opposite: "not good" is milder than "bad", "not bad" is hardly "good".
DENIED_GOOD, DENIED_BAD = -0.8, -0.5
REACH_BEFORE, REACH_AFTER = 3, 3
FULLY_HEARD = 4.0
MOOD_LIMIT = 0.05
_END_OF_SENTENCE = re.compile(r"[.!?؟…\n]")
_PERSIAN_VERB_PREFIXES = frozenset(("می", "نمی"))


class Mood(StrEnum):
    """The three moods people tell apart at a glance."""

    NEGATIVE = "negative"
    NEUTRAL = "neutral"
    POSITIVE = "positive"


@dataclass(frozen=True, slots=True)
class MoodWord:
    """The span `text[start:end]` as typed, and what it added to the mood after boosting and negation."""

    start: int
    end: int
    value: float


@dataclass(frozen=True, slots=True)
class Sentiment:
    """How a text feels: `score` from -1 to 1, `confidence` from 0 to 1, and why."""

    score: float
    confidence: float
    words: tuple[MoodWord, ...]

    @property
    def mood(self) -> Mood:
        """The mood to show; a score near zero is neutral."""
        if abs(self.score) < MOOD_LIMIT:
            return Mood.NEUTRAL
        return Mood.POSITIVE if self.score > 0 else Mood.NEGATIVE


@dataclass(frozen=True, slots=True)
class _Word:
    """A word with its lookup key and the number of its sentence."""

    key: str
    start: int
    end: int
    sentence: int


@dataclass(frozen=True, slots=True)
class _Hit:
    """A lexicon entry found at the words `first` to `last`."""

    first: int
    last: int
    value: float


def read_sentiment(text: str, language: str) -> Sentiment:
    """Read the mood of a text in a language; words and emoji of the lexicon decide, nothing else."""
    words = _words(text)
    known = lexicon(language)
    hits = _hits(words, known)
    values = _turned([_modified(hit, words, known) for hit in hits], hits, words, known)
    found = [
        MoodWord(words[hit.first].start, words[hit.last].end, value)
        for hit, value in zip(hits, values, strict=True)
        if value
    ]
    return _sum_up(sorted([*found, *_faces(text)], key=lambda word: word.start))


def _sum_up(words: Sequence[MoodWord]) -> Sentiment:
    """Sure is who heard much and heard it agree: (1 - e^(-Σ|v|/4)) · |Σv|/Σ|v|."""
    total, heard = (
        sum(word.value for word in words),
        sum(abs(word.value) for word in words),
    )
    if not heard:
        return Sentiment(0.0, 0.0, ())
    confidence = (1 - exp(-heard / FULLY_HEARD)) * abs(total) / heard
    return Sentiment(total / sqrt(total * total + SOFTENING), confidence, tuple(words))


def _words(text: str) -> list[_Word]:
    tokens = surface_words(text)
    sentence, words = 0, list[_Word]()
    for before, token in pairwise([None, *tokens]):
        if before is not None and token is not None and _END_OF_SENTENCE.search(text, before.end, token.start):
            sentence += 1
        if token is not None:
            words.append(_word(token, sentence))
    return _with_verb_prefix(words)


def _word(token: Token, sentence: int) -> _Word:
    return _Word(key(token.text), token.start, token.end, sentence)


def _with_verb_prefix(words: Sequence[_Word]) -> list[_Word]:
    """Join a Persian می or نمی that stands alone to its verb."""
    joined: list[_Word] = []
    for word in words:
        if joined and joined[-1].key in _PERSIAN_VERB_PREFIXES and joined[-1].sentence == word.sentence:
            prefix = joined.pop()
            joined.append(replace(word, key=prefix.key + word.key, start=prefix.start))
        else:
            joined.append(word)
    return joined


def _hits(words: Sequence[_Word], known: Lexicon) -> list[_Hit]:
    """Find entries from left to right, the longest first; a Persian compound may be typed with or without space."""
    hits, at = list[_Hit](), 0
    while at < len(words):
        hit = _longest(at, words, known.values)
        if hit is not None:
            hits.append(hit)
        at = at + 1 if hit is None else hit.last + 1
    return hits


def _longest(at: int, words: Sequence[_Word], values: Mapping[str, float]) -> _Hit | None:
    for length in range(min(LONGEST_ENTRY, len(words) - at), 0, -1):
        part = words[at : at + length]
        if part[0].sentence != part[-1].sentence:
            continue
        keys = [word.key for word in part]
        for entry in (" ".join(keys), "".join(keys)):
            if entry in values:
                return _Hit(at, at + length - 1, values[entry])
    return None


def _modified(hit: _Hit, words: Sequence[_Word], known: Lexicon) -> float:
    """Boost an entry by the word before it and turn it if something denies it."""
    value = hit.value
    if hit.first and words[hit.first - 1].sentence == words[hit.first].sentence:
        value *= known.boosters.get(words[hit.first - 1].key, 1.0)
    if _is_denied(hit, words, known):
        value *= DENIED_GOOD if value > 0 else DENIED_BAD
    return value


def _is_denied(hit: _Hit, words: Sequence[_Word], known: Lexicon) -> bool:
    sentence = words[hit.first].sentence
    before = [word for word in words[max(0, hit.first - REACH_BEFORE) : hit.first] if word.sentence == sentence]
    after = [word for word in words[hit.last + 1 : hit.last + 1 + REACH_AFTER] if word.sentence == sentence]
    turned_before = any(word.key in known.negates_after for word in _since_turn(before[::-1], known))
    return turned_before != any(_negates_before(word.key, known) for word in _since_turn(after, known))


def _since_turn(words: Sequence[_Word], known: Lexicon) -> list[_Word]:
    """Keep the words up to the next "but": a denial does not reach across it."""
    for index, word in enumerate(words):
        if word.key in known.turns:
            return list(words[:index])
    return list(words)


def _negates_before(word: str, known: Lexicon) -> bool:
    return word in known.negates_before or (bool(known.negates_before) and word.startswith("نمی") and len(word) > 4)


def _turned(
    values: Sequence[float],
    hits: Sequence[_Hit],
    words: Sequence[_Word],
    known: Lexicon,
) -> list[float]:
    """Weigh what follows a "but" more, and what came before it in the same sentence less."""
    turns = {word.sentence: index for index, word in enumerate(words) if word.key in known.turns}
    weighed = []
    for value, hit in zip(values, hits, strict=True):
        turn = turns.get(words[hit.first].sentence)
        weight = known.turns[words[turn].key] if turn is not None else 1.0
        weighed.append(value if turn is None else value * weight if hit.first > turn else value / weight)
    return weighed


@cache
def _face_pattern() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(face) for face in sorted(emoji(), key=len, reverse=True)))


def _faces(text: str) -> list[MoodWord]:
    return [MoodWord(hit.start(), hit.end(), emoji()[hit[0]]) for hit in _face_pattern().finditer(text)]
