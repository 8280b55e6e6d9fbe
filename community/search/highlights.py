"""The sought words in a text as typed, and the passage where they stand closest together."""

from collections.abc import Collection
from dataclasses import dataclass

from community.core.language import tokens

LONGEST_READ = 8000
LONGEST_PASSAGE = 240
LATEST = 80
"""A first hit later than this would not be seen on a phone, which shows the first lines."""
BEFORE = 40
CUT = 60


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of text as typed; a hit is shown marked."""

    text: str
    is_hit: bool = False


Span = tuple[int, int]


def marked(text: str, terms: Collection[str]) -> list[Part]:
    """Part a text into hits and the rest."""
    return _parts(text, _spans(text, terms), 0, len(text))


def passage(text: str, terms: Collection[str]) -> list[Part]:
    """Return the stretch of the text that shows most of the sought words, cut at words; its beginning if none is there."""
    text = text[:LONGEST_READ]
    found = _hits(text, terms)
    start = _best_start(found)
    first = _cut_before(text, start - BEFORE) if start > LATEST else 0
    last = _cut_after(text, first + LONGEST_PASSAGE)
    parts = _parts(text, _merged([(begin, end) for _, begin, end in found]), first, last)
    return [Part("… ")] * (first > 0) + parts + [Part(" …")] * (last < len(text))


def _hits(text: str, terms: Collection[str]) -> list[tuple[str, int, int]]:
    return [(token.text, token.start, token.end) for token in tokens(text) if token.text in terms]


def _spans(text: str, terms: Collection[str]) -> list[Span]:
    return _merged([(start, end) for _, start, end in _hits(text, terms)])


def _merged(spans: list[Span]) -> list[Span]:
    """Join what overlaps: a code and its parts are one hit."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _best_start(found: list[tuple[str, int, int]]) -> int:
    """Return where the window with the most different sought words begins; the first of equal ones."""
    best, best_start = 0, 0
    for place, (_, start, _) in enumerate(found):
        within = {term for term, _, end in found[place : place + 40] if end <= start + LONGEST_PASSAGE // 2}
        if len(within) > best:
            best, best_start = len(within), start
    return best_start


def _cut_before(text: str, at: int) -> int:
    space = text.find(" ", at, at + BEFORE - 1)
    return space + 1 if space >= 0 else at


def _cut_after(text: str, at: int) -> int:
    if at >= len(text):
        return len(text)
    space = text.rfind(" ", at - CUT, at)
    return space if space > 0 else at


def _parts(text: str, spans: list[Span], first: int, last: int) -> list[Part]:
    parts, at = [], first
    for start, end in spans:
        if start < first or end > last:
            continue
        parts.append(Part(text[at:start]))
        parts.append(Part(text[start:end], is_hit=True))
        at = end
    parts.append(Part(text[at:last]))
    return [part for part in parts if part.text]
