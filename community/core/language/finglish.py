"""Persian written in Latin letters: batri is باتری, nemikham is نمیخوام.

Short vowels are not written in Persian, and Latin has one letter for several Persian ones, so words are found by their
consonants: each Persian word we know is filed under its consonants by sound, and those that share the consonants of the
Latin word are ranked by how well their long vowels fit.
"""

import re
from collections import defaultdict
from functools import cache
from itertools import groupby

from community.core.language.persian import known_words
from community.core.language.stop_words import stop_words
from community.core.language.verbs import verb_forms
from community.core.language.words import word_list

_WORD = re.compile(r"[a-z']+")
_PAIRS = {"sh": "S", "ch": "C", "kh": "x", "gh": "q", "zh": "Z", "ph": "f", "ck": "k", "oo": "u", "ou": "u", "ee": "i"}
_PAIR = re.compile("|".join(_PAIRS))
_SOUNDS = str.maketrans("شچخقغژصثسطتزذضظحهعپبجدرفکگلمنویا", "SCxqqZsssttzzzzhh'pbjdrfkglmnvia")
_LATIN_SOUNDS = str.maketrans({"w": "v", "y": "i", "c": "k"})
_VOWELS = re.compile("[aeiouv']")
_UNWRITTEN = {"e": 0.1, "o": 0.3, "a": 0.3, "'": 0.0, "i": 1.0, "u": 1.0, "v": 1.5}
_UNSAID = {"a": 0.8, "v": 0.8, "i": 0.8, "h": 0.4, "'": 0.2}
_HEARD_AS = {"uv": 0.0, "ov": 0.25, "eh": 0.0, "ah": 0.5, "ea": 0.3, "oa": 0.4, "ei": 0.4}
_NEVER = 9.0
_SAID_OFTEN, _SAID_SELDOM = -0.25, 0.4
_MOST = 3
_LONGEST = 24
_LONGEST_READ = 400


def from_finglish(text: str) -> list[str]:
    """Return up to three Persian readings of a query in Latin letters, the likeliest first; none if nothing is known."""
    words = _WORD.findall(text[:_LONGEST_READ].lower())
    readings = [_readings(word) for word in words]
    if not any(readings):
        return []
    filled = [found or [word] for word, found in zip(words, readings, strict=True)]
    texts = [" ".join(options[min(rank, len(options) - 1)] for options in filled) for rank in range(_MOST)]
    return list(dict.fromkeys(texts))


def _readings(word: str) -> list[str]:
    if len(word) > _LONGEST:
        return []
    sounds = _latin_sounds(word)
    options = _by_consonants().get(_consonants(sounds), [])
    return sorted(options, key=lambda option: (_misfit(sounds, option) + _rarity(option), -len(option), option))[:_MOST]


@cache
def _by_consonants() -> dict[str, list[str]]:
    filed: dict[str, list[str]] = defaultdict(list)
    words = known_words() | stop_words() | verb_forms().keys()
    for word in sorted(words - word_list("persian_endings")):
        if not word.isascii():
            filed[_consonants(word.translate(_SOUNDS))].append(word)
    return dict(filed)


def _latin_sounds(word: str) -> str:
    paired = _PAIR.sub(lambda pair: _PAIRS[pair[0]], word).translate(_LATIN_SOUNDS)
    return "".join(sound for sound, _ in groupby(paired))


def _consonants(sounds: str) -> str:
    return "".join(sound for sound, _ in groupby(_VOWELS.sub("", sounds).removesuffix("h")))


def _misfit(sounds: str, word: str) -> float:
    """Return how badly a Persian word fits Latin sounds: the cheapest alignment of the two, as in an edit distance."""
    letters = word.replace("خوا", "خا").translate(_SOUNDS)
    row = [0.0]
    for letter in letters:
        row.append(row[-1] + _UNSAID.get(letter, _NEVER))
    for sound in sounds:
        above, row = row, [row[0] + _UNWRITTEN.get(sound, _NEVER)]
        for at, letter in enumerate(letters):
            heard = above[at] + (0.0 if sound == letter else _HEARD_AS.get(sound + letter, _NEVER))
            unwritten = above[at + 1] + _UNWRITTEN.get(sound, _NEVER)
            row.append(min(heard, unwritten, row[at] + _UNSAID.get(letter, _NEVER)))
    return row[-1]


def _rarity(word: str) -> float:
    if word in stop_words():
        return _SAID_OFTEN
    return 0.0 if word in known_words() else _SAID_SELDOM
