"""Cut a text into sentences, in both languages, list items and lines included."""

import re

_END = re.compile(
    r"""
    (?<![.!?؟…。])                       # read a row of marks once, from its first
    (?P<mark>[.!?؟…。]++)                # one or more closing marks
    (?P<close>["'”’»)\]]*+)              # quotes and brackets that belong to the sentence
    (?P<gap>\s+|$|(?=[\u0621-\u06d3]))  # a space, the end, or a Persian letter: customers leave the space out
    | \n+
    """,
    re.VERBOSE,
)
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"'«])(?:[A-Za-z]|[ا-ی]|mr|mrs|ms|dr|prof|st|vs|etc|e\.g|i\.e|approx|fig|inc|ltd|co|corp|jr|sr|a\.m|p\.m|[ا-ی]\.[ا-ی])$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\s*(?:\d{1,3}|[A-Za-z])$")
_BULLET = re.compile(r"\s*(?:[-*+•–·▪◦]+|\d{1,3}[.)\-]|[A-Za-z]\))\s+")
_LOOK_BACK = 16


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the span of each sentence, without the space and the list marks around it."""
    spans: list[tuple[int, int]] = []
    start = 0
    for end in _END.finditer(text):
        if end["mark"] and _goes_on(text, start, end):
            continue
        stop = end.end("close") if end["mark"] else end.start()
        _add(spans, text, start, stop)
        start = end.end()
    _add(spans, text, start, len(text))
    return spans


def _goes_on(text: str, start: int, end: re.Match[str]) -> bool:
    """Whether a full stop belongs to an abbreviation, an initial or the number of a list item."""
    if end["mark"] != ".":
        return False
    before = text[max(start, end.start() - _LOOK_BACK) : end.start()]
    if _ABBREVIATION.search(before) is not None:
        return end.end() < len(text)
    return end.start() - start <= _LOOK_BACK and _NUMBERED.fullmatch(before) is not None


def _add(spans: list[tuple[int, int]], text: str, start: int, stop: int) -> None:
    bullet = _BULLET.match(text, start, stop)
    start = bullet.end() if bullet is not None else start
    while start < stop and text[start].isspace():
        start += 1
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    if any(char.isalnum() for char in text[start:stop]):
        spans.append((start, stop))
