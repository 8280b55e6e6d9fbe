"""Persian verbs: every form of a verb leads to its past stem, so می‌خواهم, میخوام, نخواست and بخواد meet.

Generated from a table of verbs (past stem, written past stem, present stems with the written one first). Negation is
lost on purpose: this serves matching, not sentiment.
"""

from collections.abc import Iterator
from functools import cache

from community.core.language.words import word_list, word_rows

_PAST_ENDINGS = ("", "م", "ی", "یم", "ید", "ند", "ین", "ن", "ه")
_PERFECT_ENDINGS = ("هام", "های", "هایم", "هاید", "هاند", "هاست", "هبود", "هشده")
_PRESENT_ENDINGS = ("م", "ی", "د", "ه", "یم", "ید", "ین", "ند", "ن")
_WRITTEN_ENDINGS = ("م", "د", "یم", "ید", "ند")
_OBJECTS = ("شون", "شان", "تون", "مون", "ش", "ت", "م", "و")
_SHORTEST_BEFORE_OBJECT = 4


@cache
def verb_forms() -> dict[str, str]:
    """Map each generated verb form to the past stem of its verb; written by the first verb that claims it."""
    forms: dict[str, str] = {}
    for past, written, presents in word_rows("persian_verbs"):
        for form in _forms(past, presents.split()):
            forms.setdefault(form, written)
    for word in word_list("persian_not_verbs"):
        forms.pop(word, None)
    return forms


def verb_stem(word: str) -> str | None:
    """Return the past stem of a verb form, also with an object joined to it (خریدمش), or nothing."""
    forms = verb_forms()
    if word in forms:
        return forms[word]
    for ending in _OBJECTS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_BEFORE_OBJECT:
            found = forms.get(word[: -len(ending)])
            if found is not None:
                return found
    return None


def _forms(past: str, presents: list[str]) -> Iterator[str]:
    yield from _past_forms(past)
    for present in presents:
        yield from _present_forms(present)
    yield from (presents[0] + ending for ending in _WRITTEN_ENDINGS if len(presents[0]) > 1)


def _past_forms(past: str) -> Iterator[str]:
    negative = "نی" + past if past.startswith("ا") else "ن" + past
    for ending in _PAST_ENDINGS:
        yield from (past + ending, negative + ending, "می" + past + ending, "نمی" + past + ending)
    for ending in _PERFECT_ENDINGS:
        yield from (past + ending, negative + ending)


def _present_forms(present: str) -> Iterator[str]:
    joined = "ی" + present if present.startswith("ا") else present
    for ending in _PRESENT_ENDINGS:
        yield from ("می" + present + ending, "نمی" + present + ending)
        yield from ("ب" + joined + ending, "ن" + joined + ending)
    if len(present) > 1:
        yield from ("ب" + joined, "ن" + joined)
