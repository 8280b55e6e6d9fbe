"""Folding: the one form in which two spellings of the same letters meet.

Every character folds by itself, so folding commutes with cutting and offsets into the typed text stay true; only
stretched letters look at their neighbours. What is folded is matched, never shown.
"""

import re
import unicodedata

HALF_SPACE = "\u200c"
PERSIAN_MARKS = (
    "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    "\u0898-\u089f\u08ca-\u08ff"
)
LATIN_MARKS = "\u0300-\u036f"
INVISIBLE = "\u00ad\u034f\u061c\u180e\u200d-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
HALF_SPACES = "\u200b\u200c\u00ac"

_LETTERS = {
    **dict.fromkeys("يىېےۍێئؠ", "ی"),
    **dict.fromkeys("كڪګڬڭ", "ک"),
    **dict.fromkeys("ةۀەہھۂۃە", "ه"),
    **dict.fromkeys("أإٱآ", "ا"),
    **dict.fromkeys("ؤۆۇۋ", "و"),
    "ء": "",
    "٫": ".",
    "٬": "",
    "،": ",",
    "؛": ";",
    "؟": "?",
    "٪": "%",
    **dict.fromkeys("’‘ʼ`´′", "'"),
    **dict.fromkeys("“”„«»", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("øØ", "o"),
    **dict.fromkeys("łŁ", "l"),
    **dict.fromkeys("đĐðÐ", "d"),
    **dict.fromkeys("æÆ", "ae"),
    **dict.fromkeys("œŒ", "oe"),
    **dict.fromkeys("þÞ", "th"),
    "ı": "i",
}
_DROPPED = re.compile(f"[{PERSIAN_MARKS}{LATIN_MARKS}{INVISIBLE}]")
_STRETCHED_PERSIAN = re.compile(r"([ء-ۓ])\1{2,}")
_STRETCHED_LATIN = re.compile(r"([a-hj-vyz])\1{2,}")
_REMEMBERED = 8192


class _Characters(dict[int, str]):
    """The folding of each character, worked out when first met; few are kept, so hostile text cannot fill memory."""

    def __missing__(self, code: int) -> str:
        folded = _fold_character(chr(code))
        if len(self) < _REMEMBERED:
            self[code] = folded
        return folded


def _fold_character(char: str) -> str:
    kind = unicodedata.category(char)
    if kind in ("Cs", "Cn", "Co") or _DROPPED.match(char):
        return ""
    if char in HALF_SPACES:
        return HALF_SPACE
    if char == "\n" or kind in ("Zl", "Zp"):
        return "\n"
    if kind in ("Cc", "Zs"):
        return " "
    if kind == "Nd":
        return str(unicodedata.decimal(char))
    return _fold_letter(char)


def _fold_letter(char: str) -> str:
    known = _LETTERS.get(char)
    if known is not None:
        return known
    parts = unicodedata.normalize("NFKD", char).casefold()
    if parts == char:
        return char
    if "\uac00" <= char <= "\ud7a3":
        return char
    return unicodedata.normalize("NFC", "".join(_CHARACTERS[ord(part)] if part != char else part for part in parts))


_CHARACTERS = _Characters()


def fold_letters(text: str) -> str:
    """Fold each character and nothing else: half-spaces stay, one kind of them."""
    return text.translate(_CHARACTERS)


def shorten_stretched(folded: str) -> str:
    """Bring خیلیییی back to خیلی and soooo to soo; AAA, WWW and XXL are names and stay."""
    return _STRETCHED_LATIN.sub(_twice, _STRETCHED_PERSIAN.sub(r"\1", folded))


def _twice(run: re.Match[str]) -> str:
    before, after = run.string[run.start() - 1 : run.start()], run.string[run.end() : run.end() + 1]
    return run[1] * 2 if before.isalpha() or after.isalpha() else run[0]


def fold(text: str) -> str:
    """Fold text for matching: letters, digits, marks, case, accents, half-spaces, stretched letters. Idempotent."""
    return shorten_stretched(fold_letters(text).replace(HALF_SPACE, ""))
