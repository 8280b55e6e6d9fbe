"""Words of Latin and other scripts, numbers and codes: ax-3000, AX3000 and ax 3000 meet, C++ and C# stay."""

import re

from community.core.language.english import stem_english
from community.core.language.folding import HALF_SPACE, fold_letters, shorten_stretched
from community.core.language.scanning import PART
from community.core.language.stop_words import unindexed_words

Span = tuple[str, int, int]

_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_GLUE = re.compile(r"(?<!\d)[.,/:]|[.,/:](?!\d)|[-_']")
_LONGEST_STEMMED = 32


def code_terms(word: str) -> list[Span]:
    """Return the terms of one word or code as typed, with their places in it; none for a stop word."""
    folded = _folded(word)
    if folded in unindexed_words():
        return []
    if folded.endswith(("+", "#")):
        return [(folded, 0, len(word))]
    parts = [(_folded(match[0]), match.start(), match.end()) for match in PART.finditer(word)]
    if len(parts) < 2:
        return [(_stem(folded), 0, len(word))]
    whole = (_stem(_GLUE.sub("", _plain_number(folded))), 0, len(word))
    return [whole, *((_stem(part), start, end) for part, start, end in parts if _is_telling(part))]


def _folded(word: str) -> str:
    return shorten_stretched(fold_letters(word).replace(HALF_SPACE, ""))


def _plain_number(folded: str) -> str:
    return folded.replace(",", "") if _THOUSANDS.fullmatch(folded) else folded


def _stem(word: str) -> str:
    if word[:1].isdigit() or len(word) > _LONGEST_STEMMED:
        return _plain_number(word)
    return stem_english(word) if word.isascii() else word


def _is_telling(part: str) -> bool:
    return (len(part) > 1 or part.isdigit()) and part not in unindexed_words()
