"""The mood of a text, from -1 to 1, with how sure it is and the words that caused it.

Each mood word counts its polarity; boosters before it strengthen or soften it, negators turn it (in English they
stand before, in Persian the verb that negates stands after), and what follows a "but" weighs more than what stood
before it. The sum s becomes s/√(s²+a), as VADER does (Hutto & Gilbert, ICWSM 2014), so a text of any length stays
between -1 and 1. Praise in an ironic sentence turns into blame.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from math import exp, sqrt

from community.insights.cues import Cue, Hit, Word, hits_among, words_of
from community.insights.irony import turned_by_irony
from community.insights.lexicon import Lexicon, emoji, lexicon

SOFTENING = 10.0
# A denied mood is weaker than its opposite: "not good" is milder than "bad", "not bad" is hardly "good".
DENIED_GOOD, DENIED_BAD = -0.8, -0.5
REACH_BEFORE, REACH_AFTER = 3, 3
FULLY_HEARD = 4.0
MOOD_LIMIT = 0.05


class Mood(StrEnum):
    """The three moods people tell apart at a glance."""

    NEGATIVE = "negative"
    NEUTRAL = "neutral"
    POSITIVE = "positive"


@dataclass(frozen=True, slots=True)
class Sentiment:
    """How a text feels: `score` from -1 to 1, `confidence` from 0 to 1, and why."""

    score: float
    confidence: float
    words: tuple[Cue, ...]

    @property
    def mood(self) -> Mood:
        """The mood to show; a score near zero is neutral."""
        if abs(self.score) < MOOD_LIMIT:
            return Mood.NEUTRAL
        return Mood.POSITIVE if self.score > 0 else Mood.NEGATIVE


def read_sentiment(text: str, language: str) -> Sentiment:
    """Read the mood of a text in a language; words and emoji of the lexicon decide, nothing else."""
    words = words_of(text)
    known = lexicon(language)
    hits = hits_among(words, known.values)
    values = _turned([_modified(hit, words, known) for hit in hits], hits, words, known)
    values = turned_by_irony(values, hits, words, text, known.ironies)
    found = [
        Cue(words[hit.first].start, words[hit.last].end, value)
        for hit, value in zip(hits, values, strict=True)
        if value
    ]
    return _sum_up(sorted([*found, *_faces(text)], key=lambda word: word.start))


def _sum_up(words: Sequence[Cue]) -> Sentiment:
    """Sure is who heard much and heard it agree: (1 - e^(-Σ|v|/4)) · |Σv|/Σ|v|."""
    total, heard = (
        sum(word.value for word in words),
        sum(abs(word.value) for word in words),
    )
    if not heard:
        return Sentiment(0.0, 0.0, ())
    confidence = (1 - exp(-heard / FULLY_HEARD)) * abs(total) / heard
    return Sentiment(total / sqrt(total * total + SOFTENING), confidence, tuple(words))


def _modified(hit: Hit, words: Sequence[Word], known: Lexicon) -> float:
    """Boost an entry by the word before it and turn it if something denies it."""
    value = hit.value
    if hit.first and words[hit.first - 1].sentence == words[hit.first].sentence:
        value *= known.boosters.get(words[hit.first - 1].key, 1.0)
    if is_denied(hit, words, known):
        value *= DENIED_GOOD if value > 0 else DENIED_BAD
    return value


def is_denied(hit: Hit, words: Sequence[Word], known: Lexicon) -> bool:
    """Whether something before or after an entry denies it, in the way of the language."""
    sentence = words[hit.first].sentence
    before = [word for word in words[max(0, hit.first - REACH_BEFORE) : hit.first] if word.sentence == sentence]
    after = [word for word in words[hit.last + 1 : hit.last + 1 + REACH_AFTER] if word.sentence == sentence]
    turned_before = any(word.key in known.negates_after for word in _since_turn(before[::-1], known))
    return turned_before != any(_negates_before(word.key, known) for word in _since_turn(after, known))


def _since_turn(words: Sequence[Word], known: Lexicon) -> list[Word]:
    """Keep the words up to the next "but": a denial does not reach across it."""
    for index, word in enumerate(words):
        if word.key in known.turns:
            return list(words[:index])
    return list(words)


def _negates_before(word: str, known: Lexicon) -> bool:
    return word in known.negates_before or (bool(known.negates_before) and word.startswith("نمی") and len(word) > 4)


def _turned(
    values: Sequence[float],
    hits: Sequence[Hit],
    words: Sequence[Word],
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


def _faces(text: str) -> list[Cue]:
    return [Cue(hit.start(), hit.end(), emoji()[hit[0]]) for hit in _face_pattern().finditer(text)]
