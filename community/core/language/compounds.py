"""Persian words with half-spaces: endings fall away, verbs take their می, compounds give the whole and its parts.

A few joined words and loans bring alternatives from a table, so لپتاپ meets both لپ تاپ and laptop.
"""

from functools import cache

from community.core.language.folding import fold_letters, shorten_stretched
from community.core.language.persian import is_known, stem_persian
from community.core.language.scanning import PIECE
from community.core.language.stemming import stem_folded
from community.core.language.stop_words import unindexed_words
from community.core.language.words import word_list, word_rows

Span = tuple[str, int, int]

_PREVERBS = ("", "بر", "در", "باز", "وا", "ور", "فرا", "فرو")
_VERB_PREFIXES = frozenset(preverb + prefix for preverb in _PREVERBS for prefix in ("می", "نمی"))
_ENDINGS = word_list("persian_endings")
_SHORTEST_PART = 2


def persian_terms(word: str) -> list[Span]:
    """Return the terms of one Persian word as typed, with their places in it; none for a stop word."""
    pieces = [(_folded(match[0]), match.start(), match.end()) for match in PIECE.finditer(word)]
    pieces = _with_verb_prefix([piece for piece in pieces if piece[0]])
    kept = _without_endings(pieces)
    joined = "".join(piece[0] for piece in kept)
    if joined in unindexed_words():
        return []
    stem = stem_persian(joined)
    if stem in unindexed_words():
        return []
    whole = [(term, 0, len(word)) for term in (stem, *_alternatives().get(stem, ()))]
    if len(kept) < 2:
        return whole
    return [*whole, *(_part(piece) for piece in kept if _is_telling(piece[0]))]


def _folded(piece: str) -> str:
    return shorten_stretched(fold_letters(piece))


def _with_verb_prefix(pieces: list[Span]) -> list[Span]:
    if len(pieces) < 2 or pieces[0][0] not in _VERB_PREFIXES:
        return pieces
    first, second, *others = pieces
    return [(first[0] + second[0], first[1], second[2]), *others]


def _without_endings(pieces: list[Span]) -> list[Span]:
    """Drop trailing endings, unless the word with its ending is a word of its own (بیش‌تر, آن‌ها)."""
    kept = pieces
    while len(kept) > 1 and kept[-1][0] in _ENDINGS:
        if len(kept) == 2 and is_known(kept[0][0] + kept[1][0]):
            return [(kept[0][0] + kept[1][0], kept[0][1], kept[1][2])]
        kept = kept[:-1]
    return kept


def _part(piece: Span) -> Span:
    return (stem_persian(piece[0]), piece[1], piece[2])


def _is_telling(part: str) -> bool:
    return len(part) >= _SHORTEST_PART and part not in unindexed_words()


@cache
def _alternatives() -> dict[str, tuple[str, ...]]:
    """Map a Persian stem to the stems of the words that are indexed beside it."""
    rows = word_rows("persian_alternatives")
    return {stem_persian(word): tuple(map(stem_folded, others.split())) for word, others in rows}
