"""The light Persian stemmer: verb forms, plurals, owners, comparatives and spoken spellings, to a fixed point.

It works on folded words (آ is ا). A known word is never cut: کارت is not کار, خانم is not خان; and the rules that could
do harm ask for one: خوشگلتر is خوشگل but دختر is not دخ.
"""

from collections.abc import Callable
from functools import cache, lru_cache

from community.core.language.verbs import verb_forms, verb_stem
from community.core.language.words import word_list, word_rows

_OWNERS_AFTER_VOWEL = ("یشان", "یتان", "یمان")
_OWNERS = ("شون", "تون", "مون", "شان", "تان", "مان")
_DEGREES = ("ترینها", "ترینش", "ترین", "ترها", "ترش", "ترم", "تره", "تری", "تر", "ین", "ینها", "ینش")
_COPULAS = ("یت", "ند", "ه", "ن")
_OWNED_COPULAS = ("مه", "ته", "شه")
_SPOKEN_PLURALS = ("ایی", "ای", "اش", "ات", "ام", "ا")
_BEFORE_OBJECT = frozenset("متشنریدسکهط")
_ROUNDS = 8

Cut = Callable[[str], str | None]


@lru_cache(maxsize=32768)
def stem_persian(word: str) -> str:
    """Return the stem of a folded Persian word; a stem is its own stem."""
    for _ in range(_ROUNDS):
        shorter = _shorter(word)
        if shorter == word:
            return word
        word = shorter
    return word


def is_known(word: str) -> bool:
    """Whether a folded word is listed, as a word that must not be cut."""
    return word in known_words()


@cache
def _written_forms() -> dict[str, str]:
    return {spoken: written for spoken, written in word_rows("persian_forms") if spoken != written}


@cache
def _adjectives() -> frozenset[str]:
    return word_list("persian_adjectives")


@cache
def known_words() -> frozenset[str]:
    """Return the folded words that are never cut."""
    listed = word_list("persian_whole_words") | _adjectives() | frozenset(verb_forms().values())
    return (listed | frozenset(_written_forms().values())) - frozenset(_written_forms())


@cache
def _short_nouns() -> frozenset[str]:
    return word_list("persian_short_nouns")


@cache
def _plural_endings() -> tuple[str, ...]:
    return tuple(sorted(word_list("persian_plural_endings"), key=len, reverse=True))


def _shorter(word: str) -> str:
    """Take one thing off a word, the surest first."""
    written = _written_forms().get(word)
    if written is not None:
        return written
    if is_known(word):
        return word
    verb = verb_stem(word)
    if verb is not None:
        return verb
    for cut in _CUTS:
        shorter = cut(word)
        if shorter is not None:
            return _completed(shorter) if cut in _SWALLOWING else shorter
    return word


def _completed(base: str) -> str:
    """Give back the ه that speech swallows: صفحش and بچها are of صفحه and بچه."""
    return base + "ه" if not is_known(base) and is_known(base + "ه") else base


def _cut_spoken_vowel(word: str) -> str | None:
    """Bring خیابون back to خیابان, where the written word is known."""
    if word.endswith("ون") and is_known(word[:-2] + "ان"):
        return word[:-2] + "ان"
    return None


def _cut_plural(word: str) -> str | None:
    for ending in _plural_endings():
        if word.endswith(ending):
            base = word[: -len(ending)]
            if len(base) >= 3 or base in _short_nouns():
                return base
    return None


def _cut_degree(word: str) -> str | None:
    for ending in _DEGREES:
        if word.endswith(ending) and _takes_degree(word[: -len(ending)], ending):
            return word[: -len(ending)]
    if word.endswith("ترین") and len(word) >= 7:
        return word[:-4]
    return None


def _takes_degree(base: str, ending: str) -> bool:
    if ending.startswith("ی"):
        return base.endswith("تر") and base in _adjectives()
    return base in _adjectives() or (len(base) >= 3 and (is_known(base) or base in _written_forms()))


def _cut_copula(word: str) -> str | None:
    for ending in _COPULAS:
        if word.endswith(ending) and word[: -len(ending)] in _adjectives():
            return word[: -len(ending)]
    if word.endswith(_OWNED_COPULAS) and len(word) >= 5 and is_known(word[:-2]):
        return word[:-2]
    if word.endswith("ست") and word[-3:-2] in ("ا", "ی", "و") and is_known(word[:-2]):
        return word[:-2]
    return None


def _cut_spoken_plural(word: str) -> str | None:
    for ending in _SPOKEN_PLURALS:
        base = word[: -len(ending)]
        if word.endswith(ending) and len(base) >= 3 and is_known(base):
            return base
    return None


def _cut_owner(word: str) -> str | None:
    for ending in _OWNERS_AFTER_VOWEL:
        if word.endswith(ending) and len(word) >= 8:
            return word[:-3] if is_known(word[:-3]) else word[:-4]
    for ending in _OWNERS:
        least = 3 if ending[1] == "و" else 4
        if word.endswith(ending) and len(word) - 3 >= least:
            return word[:-3]
    return None


def _cut_object(word: str) -> str | None:
    if word.endswith("و") and len(word) >= 5 and word[-2] in _BEFORE_OBJECT:
        return word[:-1]
    return None


def _cut_single_owner(word: str) -> str | None:
    if word[-1:] not in ("م", "ش", "ت") or len(word) < 4:
        return None
    if word[-2] == "ا" and not is_known(word[:-1]):
        return None
    is_abstract = word.endswith("یت") and not is_known(word[:-1])
    return None if is_abstract else word[:-1]


def _cut_arabic_plural(word: str) -> str | None:
    return word[:-2] if word.endswith("ات") and len(word) >= 5 else None


def _cut_ending(word: str) -> str | None:
    if word.endswith("گان") and is_known(word[:-3] + "ه"):
        return word[:-3] + "ه"
    if word.endswith("ندگان"):
        return word[:-3] + "ه"
    if word.endswith("ی") and (len(word) >= 4 or word[:-1] in _short_nouns()):
        return word[:-1]
    if word.endswith("ان") and len(word) >= 6:
        return word[:-2]
    return None


_CUTS: tuple[Cut, ...] = (
    _cut_spoken_vowel,
    _cut_plural,
    _cut_degree,
    _cut_copula,
    _cut_spoken_plural,
    _cut_owner,
    _cut_object,
    _cut_single_owner,
    _cut_arabic_plural,
    _cut_ending,
)
_SWALLOWING = frozenset((_cut_plural, _cut_owner, _cut_object, _cut_single_owner, _cut_arabic_plural))
