"""The lexicon and what was learned, blended: each speaks as far as it has been right and as it is sure now."""

from collections.abc import Mapping
from dataclasses import replace
from math import tanh

from community.insights.cues import Cue
from community.insights.distress import Distress
from community.insights.learned import LearnedModel
from community.insights.readings import MOST_CHARACTERS, Reading
from community.insights.sentiment import Sentiment

MOOD, DISTRESS = "mood", "distress"
# Even who is unsure has some say.
LEAST_SAY = 0.1


def blended(
    reading: Reading, text: str, models: Mapping[tuple[str, str], LearnedModel]
) -> tuple[Reading, dict[str, float]]:
    """Blend a reading with the learned ones of its language, by (reading, language); also say how it came about."""
    start = text[:MOST_CHARACTERS]
    how: dict[str, float] = {}
    mood = models.get((MOOD, reading.language))
    if mood is not None:
        sentiment, how = _mood(reading.sentiment, mood, start)
        reading = replace(reading, sentiment=sentiment)
    distress = models.get((DISTRESS, reading.language))
    if distress is not None:
        reading = replace(reading, distress=_distress(reading.distress, distress, start))
    return reading, how


def _mood(heard: Sentiment, model: LearnedModel, text: str) -> tuple[Sentiment, dict[str, float]]:
    learned = tanh(model.log_odds(text) / 2)
    own = (1 - model.share) * max(LEAST_SAY, heard.confidence)
    other = model.share * max(LEAST_SAY, abs(learned))
    score = (own * heard.score + other * learned) / (own + other)
    words = heard.words + tuple(
        Cue(start, end, value)
        for start, end, value in model.telling_words(text)
        if not any(word.start < end and start < word.end for word in heard.words)
    )
    confidence = max(heard.confidence * (1 - model.share), abs(learned) * model.share)
    ordered = tuple(sorted(words, key=lambda word: word.start))
    how = {"lexicon": heard.score, "learned": learned, "share": other / (own + other)}
    return Sentiment(score, min(1.0, confidence), ordered), how


def _distress(heard: Distress, model: LearnedModel, text: str) -> Distress:
    learned = (1 + tanh(model.log_odds(text) / 2)) / 2
    score = (1 - model.share) * heard.score + model.share * learned
    return replace(heard, score=score)
