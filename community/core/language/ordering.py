"""The order of names: the 32 letters as Persian counts them, then Latin; half-spaces and marks weigh nothing."""

from community.core.language.folding import HALF_SPACE, fold_letters

_ALPHABET = "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"
_FIRST = 0x0100
_RANKS = {ord(letter): chr(_FIRST + rank) for rank, letter in enumerate(_ALPHABET)}
_LATIN = {code: chr(code + 0x0200) for code in range(ord("a"), ord("z") + 1)}
_LONG_ALEF = "آ"


def sort_key(text: str) -> str:
    """Return a key whose code point order is the order people expect; it can be stored and compared by a database."""
    folded = _LONG_ALEF.join(fold_letters(part) for part in text.replace("ا\u0653", _LONG_ALEF).split(_LONG_ALEF))
    words = " ".join(folded.replace(HALF_SPACE, "").split())
    return words.translate(_RANKS | _LATIN)
