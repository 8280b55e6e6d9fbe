"""Keys under which a word and its misspellings meet, to offer "did you mean" without comparing all words with all."""

from community.core.language.folding import fold

_ALIKE = str.maketrans("صثطحذضظغ", "سستهزززق")
_LONGEST = 32
_SHORTEST_CUT = 4


def spelling_variants(word: str) -> frozenset[str]:
    """Return the keys of a word: itself and itself without each letter, letters that sound alike in Persian made one.

    Index known words by their keys; a word within one slip of them (a letter too much, too few, wrong, or two swapped)
    shares a key. Words of three letters have no more than themselves: everything is near to them.
    """
    key = _sound(word)[:_LONGEST]
    if len(key) < _SHORTEST_CUT:
        return frozenset((key,))
    return frozenset((key, *(key[:at] + key[at + 1 :] for at in range(len(key)))))


def is_one_slip_apart(word: str, other: str) -> bool:
    """Whether two words differ by at most one letter added, left out, changed or swapped with its neighbour."""
    first, second = sorted((_sound(word), _sound(other)), key=len)
    if len(second) - len(first) > 1:
        return False
    start = next((at for at, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), len(first))
    if len(first) < len(second):
        return first[start:] == second[start + 1 :]
    swapped = first[start + 1 : start + 2] + first[start : start + 1] + first[start + 2 :]
    return first[start + 1 :] == second[start + 1 :] or swapped == second[start:]


def _sound(word: str) -> str:
    return fold(word).translate(_ALIKE)
