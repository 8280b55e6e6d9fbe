"""One text, several wants: a long post is cut into statements where its parts speak of different things.

A boundary between two sentences stands where the words change: neighbouring sentences share hardly a term (the lexical
cohesion of TextTiling, Hearst, Computational Linguistics 23, 1997) and each side says enough to be a want of its own.
A post that lists its wants (numbers, bullets, "also", "another thing") is cut at those marks whatever the words. Most
posts are one statement and stay whole.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from community.core.language import sentences, terms

# A statement says at least so many different terms; a text shorter than two of those is never cut.
LEAST_TERMS = 5
MOST_STATEMENTS = 6
MOST_SENTENCES = 60
# Sides that share this part of the smaller one's terms speak of the same thing.
COHESION = 0.12
_TURN = re.compile(
    r"\s*(?:also\b|another (?:thing|issue|problem)|secondly|second(?:,|ly)|thirdly|on another note|besides|separately|"
    r"in addition|additionally|one more thing|plus,|همچنین|هم\s?چنین|ضمنا|ضمناً|در ضمن|مورد بعدی|نکته بعدی|علاوه بر|"
    r"از طرفی|یه چیز دیگه|یک چیز دیگر|موضوع دیگر|مشکل دیگه|مشکل بعدی|دوم اینکه|دوما|ثانیا|سوم اینکه)",
    re.IGNORECASE,
)
_LISTED = re.compile(r"(?:^|\n)\s*(?:[-*+•–▪]|\d{1,2}[.)\-])\s+$")


@dataclass(frozen=True, slots=True)
class Statement:
    """The part `text[start:end]` of a text."""

    start: int
    end: int


@dataclass(slots=True)
class _Part:
    start: int
    end: int
    terms: set[str]


def statements(text: str) -> list[Statement]:
    """Cut a text into its statements; a text with one want is one statement from its first letter to its last."""
    whole = [Statement(0, len(text))]
    parts = [_Part(start, end, set(terms(text[start:end]))) for start, end in sentences(text)[:MOST_SENTENCES]]
    if sum(len(part.terms) for part in parts) < 2 * LEAST_TERMS:
        return whole
    joined = _without_slight(_joined(parts, text))
    if len(joined) < 2 or len(joined) > MOST_STATEMENTS:
        return whole
    joined[-1].end = len(text.rstrip())
    return [Statement(part.start, part.end) for part in joined]


def _joined(parts: Sequence[_Part], text: str) -> list[_Part]:
    joined = [parts[0]]
    for part in parts[1:]:
        if _is_cut(joined[-1], part, text):
            joined.append(part)
        else:
            joined[-1] = _together(joined[-1], part)
    return joined


def _is_cut(before: _Part, part: _Part, text: str) -> bool:
    shared = len(before.terms & part.terms) / max(1, min(len(before.terms), len(part.terms)))
    if shared > COHESION:
        return False
    listed = _LISTED.search(text[: part.start][-12:]) is not None or "\n\n" in text[before.end : part.start]
    return listed or _TURN.match(text, part.start) is not None


def _together(first: _Part, second: _Part) -> _Part:
    return _Part(first.start, second.end, first.terms | second.terms)


def _without_slight(parts: Sequence[_Part]) -> list[_Part]:
    """Join what says too little to stand alone to what came before it, a slight beginning to what follows."""
    kept: list[_Part] = []
    for part in parts:
        if kept and (len(part.terms) < LEAST_TERMS or len(kept[-1].terms) < LEAST_TERMS):
            kept[-1] = _together(kept[-1], part)
        else:
            kept.append(part)
    return kept
