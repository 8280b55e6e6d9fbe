"""Praise that is not meant: marks of irony, and good words held with tongs between quotation marks."""

import re
from collections.abc import Mapping, Sequence

from community.insights.cues import Hit, Word, hits_among

# Praise meant ironically blames, but less surely than blame.
MEANT_OTHERWISE = -0.6
_MARKS = re.compile(r"\(!\)|(?<!\w)/s\b|\U0001f644|\U0001f643|\U0001f921|\U0001f485")
_QUOTED = re.compile(r"[\"“«'‘]([^\"”»'’\n]{2,24})[\"”»'’]")
_MOST_QUOTED = 2


def turned_by_irony(
    values: Sequence[float], hits: Sequence[Hit], words: Sequence[Word], text: str, marks: Mapping[str, float]
) -> list[float]:
    """Turn the praise of ironic sentences, and praise between quotation marks; blame stays as it is."""
    ironic = _ironic_sentences(words, text, marks)
    quoted = _quoted_spans(words, text)
    return [
        value * MEANT_OTHERWISE if value > 0 and (words[hit.first].sentence in ironic or _within(hit, words, quoted))
        else value
        for value, hit in zip(values, hits, strict=True)
    ]  # fmt: skip


def _ironic_sentences(words: Sequence[Word], text: str, marks: Mapping[str, float]) -> set[int]:
    found = {words[hit.first].sentence for hit in hits_among(words, marks)}
    for mark in _MARKS.finditer(text):
        before = [word for word in words if word.end <= mark.start()]
        found |= {before[-1].sentence} if before else set()
    return found


def _quoted_spans(words: Sequence[Word], text: str) -> list[tuple[int, int]]:
    """Short quotations only: a long one is somebody's speech."""
    spans = [quotation.span(1) for quotation in _QUOTED.finditer(text)]
    return [
        (start, end)
        for start, end in spans
        if sum(start <= word.start and word.end <= end for word in words) <= _MOST_QUOTED
    ]


def _within(hit: Hit, words: Sequence[Word], spans: Sequence[tuple[int, int]]) -> bool:
    return any(words[hit.first].start < end and start < words[hit.last].end for start, end in spans)
