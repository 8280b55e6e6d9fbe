"""What one voice says, read by itself: language, mood and what it is about. Needs no numpy, so pages may read too."""

from dataclasses import dataclass

from community.core.language import detect
from community.insights.phrases import ScoredPhrase, best_phrases, phrases_in
from community.insights.sentiment import Sentiment, read_sentiment

VERSION = 1
MOST_PHRASES = 5


@dataclass(frozen=True, slots=True)
class Reading:
    """One voice as the engine of this `version` understood it."""

    language: str
    sentiment: Sentiment
    phrases: tuple[str, ...]
    version: int = VERSION


def read_voice(text: str, language: str | None = None) -> Reading:
    """Read one text; the language is detected unless the caller knows it."""
    spoken = language or detect(text)
    return Reading(spoken, read_sentiment(text, spoken), tuple(phrase.text for phrase in _phrases(text)))


def _phrases(text: str) -> list[ScoredPhrase]:
    """Without other texts to compare with, longer phrases and repeated words are what a text is about."""
    said: dict[str, float] = {}
    for phrase in phrases_in(text):
        if len(phrase.terms) == 1:
            said[phrase.terms[0]] = said.get(phrase.terms[0], 0.0) + 1.0
    return best_phrases([text], said, count=MOST_PHRASES)
