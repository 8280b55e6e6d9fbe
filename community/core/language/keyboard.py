"""Text typed with the other keyboard on: fhjvd is باتری, ]vhy is چراغ, خ is o."""

import re

from community.core.language.folding import HALF_SPACE

_LATIN_KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,"
_PERSIAN_KEYS = "ضصثقفغعهخحجچشسیبلاتنمکگظطزرذدپو"
_SHIFTED = {"H": "آ", "C": "ژ", "M": "ء"}
_TO_PERSIAN = str.maketrans(_LATIN_KEYS + _LATIN_KEYS.upper(), _PERSIAN_KEYS * 2) | str.maketrans(_SHIFTED)
_TO_LATIN = str.maketrans(_PERSIAN_KEYS + "يكئآژ" + HALF_SPACE, _LATIN_KEYS + "d;mhc ")
_LATIN = re.compile(r"[A-Za-z]")
_PERSIAN = re.compile(r"[\u0621-\u06d3]")


def keyboard_swap(text: str) -> str:
    """Return a text as the other keyboard would have written it, Persian for Latin keys and Latin for Persian ones."""
    is_latin = len(_LATIN.findall(text)) >= len(_PERSIAN.findall(text))
    return text.translate(_TO_PERSIAN if is_latin else _TO_LATIN)
