"""How distressed a writer is, from 0 to 1: for people who may want to answer him first, never for a sanction.

The listed words of anger, fear, grief and despair add up, softened by words of joy, raised by shouting (capitals,
rows of marks, stretched letters) and by the mood; σ(Σ - BAR) is the reading. Denied words do not count.
"""

import re
from dataclasses import dataclass
from math import exp

from community.insights.cues import Cue, hits_among, words_of
from community.insights.lexicon import cue_list, lexicon
from community.insights.sentiment import Sentiment, is_denied

# From here on a text is flagged: on the sets it was measured on, most flags are then right.
FLAGGED = 0.6
BAR = 2.6
LOUD = 0.5
FELT = 1.4
FULLY_HEARD = 3.0
_SHOUTED = re.compile(r"[!؟?]{2,}|(\w)\1{3,}")
_CAPITALS = re.compile(r"\b[A-Z]{4,}\b")


@dataclass(frozen=True, slots=True)
class Distress:
    """How distressed (0 to 1), how sure (0 to 1), and the words that say so."""

    score: float
    confidence: float
    words: tuple[Cue, ...]

    @property
    def is_flagged(self) -> bool:
        """Whether somebody should look."""
        return self.score >= FLAGGED


def read_distress(text: str, language: str, mood: Sentiment) -> Distress:
    """Read the distress of a text."""
    words, known = words_of(text), lexicon(language)
    hits = hits_among(words, cue_list("distress", language).get("distress", {}))
    cues = [
        Cue(words[hit.first].start, words[hit.last].end, hit.value) for hit in hits if not is_denied(hit, words, known)
    ]
    said = sum(cue.value for cue in cues)
    loud = LOUD * min(3, len(_SHOUTED.findall(text)) + len(_CAPITALS.findall(text)))
    total = said + loud + FELT * -mood.score
    heard = sum(abs(cue.value) for cue in cues)
    score = 1 / (1 + exp(BAR - total))
    return Distress(score, (1 - exp(-heard / FULLY_HEARD)) * abs(2 * score - 1), tuple(cues))
