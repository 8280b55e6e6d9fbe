"""The stem of one word, whichever of the two languages it is in."""

from community.core.language.english import stem_english
from community.core.language.folding import fold
from community.core.language.persian import stem_persian


def stem(word: str) -> str:
    """Return the stem of a word as typed; a word of neither language is only folded."""
    return stem_folded(fold(word))


def stem_folded(folded: str) -> str:
    """Return the stem of a word that is folded already."""
    return stem_english(folded) if folded.isascii() else stem_persian(folded)
