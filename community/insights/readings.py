"""What one voice says, read by itself: language, statements, mood, distress, kind and what it is about.

Needs no numpy, so pages may read too.
"""

from dataclasses import dataclass

from community.core.language import detect
from community.insights.distress import Distress, read_distress
from community.insights.kinds import KindReading, read_kind
from community.insights.phrases import ScoredPhrase, best_phrases, phrases_in
from community.insights.sentiment import Sentiment, read_sentiment
from community.insights.statements import Statement, statements

VERSION = 2
MOST_PHRASES = 5
# What a text is like shows in its beginning; a novel must not hold up the reading of others.
MOST_CHARACTERS = 6_000


@dataclass(frozen=True, slots=True)
class Reading:
    """One voice as the engine of this `version` understood it."""

    language: str
    sentiment: Sentiment
    distress: Distress
    kind: KindReading
    statements: tuple[Statement, ...]
    phrases: tuple[str, ...]
    version: int = VERSION


def read_voice(text: str, language: str | None = None, said_in: str = "") -> Reading:
    """Read one text; the language is detected unless the caller knows it, `said_in` is the kind of post or source."""
    start = text[:MOST_CHARACTERS]
    spoken = language or detect(start)
    mood = read_sentiment(start, spoken)
    return Reading(
        language=spoken,
        sentiment=mood,
        distress=read_distress(start, spoken, mood),
        kind=read_kind(start, spoken, mood, said_in),
        statements=tuple(statements(start)),
        phrases=tuple(phrase.text for phrase in _phrases(start)),
    )


def _phrases(text: str) -> list[ScoredPhrase]:
    """Without other texts to compare with, longer phrases and repeated words are what a text is about."""
    said: dict[str, float] = {}
    for phrase in phrases_in(text):
        if len(phrase.terms) == 1:
            said[phrase.terms[0]] = said.get(phrase.terms[0], 0.0) + 1.0
    return best_phrases([text], said, count=MOST_PHRASES)
