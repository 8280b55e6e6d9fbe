"""What a voice mostly does: report trouble, wish for something, praise, ask, or warn of a hazard.

Each kind gathers the weight of its listed cues (a cue repeated counts half each further time), of a question mark, of
the mood, and of where the text was said: an idea is written to wish, a problem for trouble. The softmax of those sums
is the confidence. A hazard is named only by its own words, never denied ones, because people act on it at once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import exp

from community.insights.cues import Cue, Word, cues_among, hits_among, words_of
from community.insights.lexicon import cue_list, lexicon
from community.insights.sentiment import Sentiment, is_denied


class VoiceKind(StrEnum):
    """What a voice mostly does; a hazard is something that could hurt people, money or their secrets."""

    TROUBLE = "trouble"
    WISH = "wish"
    PRAISE = "praise"
    QUESTION = "question"
    HAZARD = "hazard"


# What the place a text was said in tells beforehand (logarithms of odds).
SAID_IN: Mapping[str, Mapping[VoiceKind, float]] = {
    "problem": {VoiceKind.TROUBLE: 1.0, VoiceKind.QUESTION: 0.5},
    "idea": {VoiceKind.WISH: 3.0},
    "review": {VoiceKind.PRAISE: 0.7, VoiceKind.TROUBLE: 0.5},
    "search": {VoiceKind.QUESTION: 1.5},
}
BEFOREHAND: Mapping[VoiceKind, float] = {VoiceKind.TROUBLE: 0.4, VoiceKind.PRAISE: -0.2, VoiceKind.HAZARD: -0.5}
ASKED = 1.6
FELT = 2.5
STEEPNESS = 0.55


@dataclass(frozen=True, slots=True)
class KindReading:
    """The kind of a text, how sure it is (0 to 1), and the words that made it so."""

    kind: VoiceKind
    confidence: float
    words: tuple[Cue, ...]


def read_kind(text: str, language: str, mood: Sentiment, said_in: str = "") -> KindReading:
    """Read what a text mostly does; `said_in` is the kind of post or source, where it is known."""
    words = words_of(text)
    lists = cue_list("kinds", language)
    found = {kind: cues_among(words, lists.get(kind, {})) for kind in VoiceKind}
    found[VoiceKind.HAZARD] = _undenied(words, lists.get(VoiceKind.HAZARD, {}), language)
    sums = {kind: _weight(found[kind], text) + _beforehand(kind, said_in) for kind in VoiceKind}
    sums[VoiceKind.QUESTION] += ASKED * min(2, text.count("?") + text.count("؟"))
    sums[VoiceKind.PRAISE] += FELT * mood.score
    sums[VoiceKind.TROUBLE] += FELT * max(0.0, -mood.score)
    best = max(sums, key=lambda kind: sums[kind])
    total = sum(exp(STEEPNESS * (each - sums[best])) for each in sums.values())
    return KindReading(best, 1 / total, tuple(found[best]))


def _beforehand(kind: VoiceKind, said_in: str) -> float:
    return BEFOREHAND.get(kind, 0.0) + SAID_IN.get(said_in, {}).get(kind, 0.0)


def _weight(cues: Sequence[Cue], text: str) -> float:
    """Sum the cues; what is said twice is not twice as true."""
    seen: dict[str, int] = {}
    weight = 0.0
    for cue in cues:
        word = text[cue.start : cue.end].lower()
        seen[word] = seen.get(word, 0) + 1
        weight += cue.value * 0.5 ** (seen[word] - 1)
    return weight


def _undenied(words: Sequence[Word], values: Mapping[str, float], language: str) -> list[Cue]:
    known = lexicon(language)
    return [
        Cue(words[hit.first].start, words[hit.last].end, hit.value)
        for hit in hits_among(words, values)
        if not is_denied(hit, words, known)
    ]
