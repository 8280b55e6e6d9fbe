"""Persian verbs: every form of a verb leads to its past stem, so می‌خواهم, میخوام, نخواست and بخواد meet.

Generated from a table of verbs. Negation is lost on purpose: this serves matching, not sentiment.
"""

from collections.abc import Iterator
from functools import cache

from community.core.language.words import word_list, word_rows

_PAST_ENDINGS = ("", "م", "ی", "یم", "ید", "ند", "ین", "ن", "ه", "هام", "های", "هایم", "هاید", "هاند", "هاست")
_PRESENT_ENDINGS = ("م", "ی", "د", "ه", "یم", "ید", "ین", "ند", "ن")
_BARE_ENDINGS = ("د", "یم", "ید", "ند")
_FREQUENT_BARE_ENDINGS = ("م", "د", "ه", "یم", "ید", "ین", "ند", "ن")
_OBJECTS = ("شون", "شان", "تون", "مون", "ش", "ت", "م", "و")
_SHORTEST_BEFORE_OBJECT = 4
_SHORT_ALEF = ("اندا", "اومد", "افت", "افز")
_SHORT_IN_SPEECH = _SHORT_ALEF[:2]
_AFTER_PREVERB = "|"
_FREQUENT = "*"


@cache
def verb_forms() -> dict[str, str]:
    """Map each generated verb form to the past stem of its verb; the first verb that claims a form has it."""
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
    yield from _past_forms(*_parted(past))
    for present in presents:
        yield from _present_forms(*_parted(present.rstrip(_FREQUENT)))
        if present == presents[0] or present.endswith(_FREQUENT):
            yield from _bare_forms(present)


def _parted(stem: str) -> tuple[str, str]:
    preverb, bar, rest = stem.partition(_AFTER_PREVERB)
    return (preverb, rest) if bar else ("", stem)


def _past_forms(preverb: str, past: str) -> Iterator[str]:
    for begun in (past, *_begun(("ن", "می", "نمی"), past)):
        for ending in _PAST_ENDINGS:
            yield preverb + begun + ending


def _present_forms(preverb: str, present: str) -> Iterator[str]:
    for begun in _begun(("می", "نمی", "ب", "ن"), present):
        for ending in _PRESENT_ENDINGS:
            yield preverb + begun + ending
    if len(present) > 1:
        yield from (preverb + begun for begun in _begun(("ب", "ن"), present))


def _begun(prefixes: tuple[str, ...], stem: str) -> Iterator[str]:
    """Put prefixes before a stem: بیاور has a ی before alef, بیندازد and میفته lose a short alef, speech in بنداز too."""
    for prefix in prefixes:
        is_single = len(prefix) == 1
        yield prefix + "ی" + stem if is_single and stem.startswith("ا") else prefix + stem
        if is_single and stem.startswith(_SHORT_ALEF):
            yield prefix + "ی" + stem[1:]
        if stem.startswith(_SHORT_IN_SPEECH if is_single else _SHORT_ALEF):
            yield prefix + stem[1:]


def _bare_forms(present: str) -> Iterator[str]:
    stem = "".join(_parted(present.rstrip(_FREQUENT)))
    endings = _FREQUENT_BARE_ENDINGS if present.endswith(_FREQUENT) else _BARE_ENDINGS
    if len(stem) > 1:
        yield from (stem + ending for ending in endings)
