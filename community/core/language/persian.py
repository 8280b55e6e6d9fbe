"""The light Persian stemmer: verb forms, plurals, possessives, comparatives and spoken spellings, to a fixed point.

It works on folded words (آ is ا). A word in the list of whole words is never cut: کارت is not کار, خانم is not خان.
"""

from functools import cache, lru_cache

from community.core.language.verbs import verb_forms, verb_stem
from community.core.language.words import word_list, word_rows

_PLURALS = tuple(sorted(word_list("persian_plural_endings"), key=len, reverse=True))
_OWNERS_OF_VOWELS = ("یشان", "یتان", "یمان")
_OWNERS = ("شون", "تون", "مون", "شان", "تان", "مان")
_COPULAS = ("ترینش", "ترینها", "ترین", "تره", "ترم", "ترش", "تری", "تر", "ست", "ند", "ه", "م", "ن", "ی")
_BEFORE_OBJECT = frozenset("متنریدسکهط")
_ROUNDS = 8


@lru_cache(maxsize=65536)
def stem_persian(word: str) -> str:
    """Return the stem of a folded Persian word; a stem is its own stem."""
    for _ in range(_ROUNDS):
        shorter = _shorter(word)
        if shorter == word:
            return word
        word = shorter
    return word


@cache
def _written_forms() -> dict[str, str]:
    return {spoken: written for spoken, written in word_rows("persian_forms")}


@cache
def _adjectives() -> frozenset[str]:
    return word_list("persian_adjectives")


@cache
def _whole_words() -> frozenset[str]:
    listed = word_list("persian_whole_words") | word_list("persian_not_plurals") | _adjectives()
    return listed | frozenset(_written_forms().values()) | frozenset(verb_forms().values())


def is_whole_word(word: str) -> bool:
    """Whether a folded word is listed as one that must not be cut."""
    return word in _whole_words()


@cache
def _short_nouns() -> frozenset[str]:
    return word_list("persian_short_nouns")


def _shorter(word: str) -> str:
    """Take one thing off a word, the surest first."""
    written = _written_forms().get(word)
    if written is not None:
        return written
    if word in _whole_words():
        return word
    verb = verb_stem(word)
    if verb is not None:
        return verb
    for cut in (_cut_plural, _cut_degree, _cut_owner, _cut_object, _cut_single_owner, _cut_ending):
        shorter = cut(word)
        if shorter is not None:
            return shorter
    return word


def _cut_plural(word: str) -> str | None:
    for ending in _PLURALS:
        if word.endswith(ending):
            base = word[: -len(ending)]
            if len(base) >= 3 or base in _short_nouns():
                return base.removesuffix("\u200c")
    return None


def _cut_degree(word: str) -> str | None:
    for ending in _COPULAS:
        if word.endswith(ending) and word[: -len(ending)] in _adjectives():
            return word[: -len(ending)]
    if word.endswith("ترین") and len(word) >= 7:
        return word[:-4]
    return None


def _cut_owner(word: str) -> str | None:
    for ending in _OWNERS_OF_VOWELS:
        if word.endswith(ending) and len(word) >= 8:
            return word[:-4]
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
    if word[-1:] in ("م", "ش", "ت") and len(word) >= 4 and word[-2] != "ا":
        return word[:-1]
    return None


def _cut_ending(word: str) -> str | None:
    if word.endswith("ات") and len(word) >= 5:
        return word[:-2]
    if word.endswith("ندگان"):
        return word[:-3] + "ه"
    if word.endswith("ی") and len(word) >= 4:
        return word[:-1]
    if word.endswith("ان") and len(word) >= 6:
        return word[:-2]
    return None
