"""The stem of one word, whichever of the two languages it is in."""

from community.core.language.english import stem_english
from community.core.language.folding import fold
from community.core.language.persian import stem_persian


def stem(word: str) -> str:
    """Return the stem of a word as typed; a word of neither language is only folded."""
    folded = fold(word)
    if folded.isascii():
        return stem_english(folded)
    return stem_persian(folded)
