"""Pieces of words, which meet in spite of typing errors and unknown endings."""

import re

from community.core.language.folding import fold

_WORD = re.compile(r"[^\W_]+")


def char_ngrams(text: str, low: int = 3, high: int = 5) -> list[str]:
    """Return the runs of low to high characters of each folded word and the space at either end; short words whole."""
    found: list[str] = []
    for match in _WORD.finditer(fold(text)):
        word = f" {match[0]} "
        if len(word) < low:
            found.append(word)
        for size in range(low, min(high, len(word)) + 1):
            found.extend(word[at : at + size] for at in range(len(word) - size + 1))
    return found
