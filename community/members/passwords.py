"""Which passwords are good enough: long ones that nobody would try first. No rules of composition."""

from functools import cache
from itertools import pairwise
from pathlib import Path

from community.core import settings
from community.core.errors import ConflictError
from community.core.language import fold
from community.core.locale import _, _n

SHORTEST = 8
LONGEST = 200
_LIST = Path(__file__).with_name("commonest_passwords.txt")
_TAIL = "0123456789!@#$%^&*().,-_+=?~ "
_SHORTEST_PERSONAL_WORD = 3


def check_strength(password: str, *, about: tuple[str, ...] = ()) -> None:
    """Raise `ConflictError` with advice for a password that is too short, too long, or among the first to be tried.

    `about` are words that a guesser knows: the member's name and e-mail address. A known word stays one with digits
    and signs behind it.
    """
    if len(password) < SHORTEST:
        raise ConflictError(_n("Use at least %(count)s character.", "Use at least %(count)s characters.", SHORTEST))
    if len(password) > LONGEST:
        raise ConflictError(_n("Use at most %(count)s character.", "Use at most %(count)s characters.", LONGEST))
    if is_obvious(password, about=about):
        raise ConflictError(
            _(
                "This password is among the first that somebody would try. Three or four unrelated words make a good one."
            )
        )


def is_obvious(password: str, *, about: tuple[str, ...] = ()) -> bool:
    """Whether the password is a common one, one letter again and again, a row of digits, or a known word."""
    folded = fold(password)
    word = folded.strip(_TAIL)
    return (
        folded in _commonest()
        or word in _commonest()
        or len(set(folded)) <= 2
        or _is_row(folded)
        or word in _known_words(about)
    )


def _is_row(text: str) -> bool:
    """Whether each character follows the one before: 12345678, 87654321, abcdefgh."""
    steps = {ord(after) - ord(before) for before, after in pairwise(text)}
    return steps in ({1}, {-1})


def _known_words(about: tuple[str, ...]) -> set[str]:
    config = settings.current()
    phrases = [config.site_name, config.site_name_fa, config.company_name, config.company_name_fa, *about]
    phrases += [phrase.partition("@")[0] for phrase in about]
    folded = [fold(phrase) for phrase in phrases]
    words = {word for phrase in folded for word in (phrase, phrase.replace(" ", ""), *phrase.split())}
    return {word for word in words if len(word) >= _SHORTEST_PERSONAL_WORD}


@cache
def _commonest() -> frozenset[str]:
    return frozenset(fold(line) for line in _LIST.read_text(encoding="utf-8").split())
