"""Which language a text is written in, and which way it runs.

Persian writers mix in Latin names far more often than English writers mix in Persian, so a quarter of Persian words
makes a text Persian.
"""

import re
from functools import cache

from community.core.language.folding import fold
from community.core.language.stop_words import stop_words
from community.core.language.words import word_list

PERSIAN, ENGLISH, UNKNOWN = "fa", "en", "und"

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w.-]{1,255}")
_RIGHT_TO_LEFT = re.compile(
    r"[\u0590-\u05ff\u0620-\u063f\u0641-\u064a\u066e-\u06d3\u0700-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]+"
)
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f'’]*")
_OTHER_STRONG = re.compile(r"[^\W\d_A-Za-z\u00c0-\u024f\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]+")
_ARABIC_SIGNS = re.compile(r"[ةأإ]|\bال")
_PERSIAN_SIGNS = re.compile(r"[پچژگیک]|\u200c")
_PERSIAN_SHARE = 0.25
_RIGHTWARD_SHARE = 1 / 3
_FINGLISH_SHARE = 0.3
_FINGLISH_VERB = re.compile(r"(?:ne)?mi[a-z]{2,}(?:am|im|id|in|an|ad|and|e)")
_LONG_WITHOUT_SMALL_WORDS = 12
_CHANCE = 0.05
_ARABIC_BY_CHANCE = 1
_LONGEST_READ = 20_000


def detect(text: str) -> str:
    """Tell the language of a text: "fa", "en", or "und" when it is neither or cannot be told."""
    read = _ADDRESS.sub(" ", text[:_LONGEST_READ])
    right_to_left, latin = _RIGHT_TO_LEFT.findall(read), _LATIN.findall(read)
    other = sum(map(len, _OTHER_STRONG.findall(read)))
    if other > sum(map(len, latin)) + sum(map(len, right_to_left)):
        return UNKNOWN
    if right_to_left and len(right_to_left) >= _PERSIAN_SHARE * (len(right_to_left) + len(latin)):
        return UNKNOWN if _is_arabic_or_hebrew(read, right_to_left) else PERSIAN
    if not latin:
        return UNKNOWN
    return _language_of_latin(latin)


def direction(text: str) -> str:
    """Tell whether a text as a whole runs "rtl" or "ltr"; a text without letters runs "ltr"."""
    read = _ADDRESS.sub(" ", text[:_LONGEST_READ])
    right_to_left = len(_RIGHT_TO_LEFT.findall(read))
    left_to_right = len(_LATIN.findall(read)) + len(_OTHER_STRONG.findall(read))
    return "rtl" if right_to_left and right_to_left >= _RIGHTWARD_SHARE * (right_to_left + left_to_right) else "ltr"


def _is_arabic_or_hebrew(read: str, words: list[str]) -> bool:
    if all("\u0590" <= word[0] <= "\u05ff" for word in words):
        return True
    arabic = sum(word in _arabic_words() for word in words) * 2 + len(_ARABIC_SIGNS.findall(read))
    persian = 2 * sum(fold(word) in stop_words() for word in words) + len(_PERSIAN_SIGNS.findall(read))
    return arabic > max(persian, _ARABIC_BY_CHANCE)


def _language_of_latin(typed: list[str]) -> str:
    words = [fold(word) for word in typed]
    english = sum(word in stop_words() for word in words)
    finglish = sum(word in _finglish_words() or _FINGLISH_VERB.fullmatch(word) is not None for word in words)
    if finglish > english and finglish >= max(2, _FINGLISH_SHARE * len(words)):
        return PERSIAN
    is_plain = len(words) < _LONG_WITHOUT_SMALL_WORDS and all(word.isascii() for word in typed)
    return ENGLISH if english > _CHANCE * len(words) or is_plain else UNKNOWN


@cache
def _arabic_words() -> frozenset[str]:
    return word_list("arabic_words")


@cache
def _finglish_words() -> frozenset[str]:
    return word_list("finglish_words")
