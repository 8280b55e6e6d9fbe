"""Which passwords are good enough."""

import pytest

from community.core.errors import ConflictError
from community.members import passwords

ABOUT = ("Sara Ahmadi", "sara.a@example.com")


@pytest.mark.parametrize(
    "password",
    [
        "password", "Password1", "P@SSW0RD", "qwertyuiop", "12345678", "87654321", "۱۲۳۴۵۶۷۸۹", "abcdefgh", "aaaaaaaa", "abababab",
        "شسیبلاتن", "سلام۱۲۳۴", "سلام1234", "گذرواژه۱۲۳", "perspolis", "Esteghlal7", "roshana2026", "انجمن روشنا", "roshana!!",
        "saraahmadi1", "Sara Ahmadi", "ahmadi1371", "sara.a@example.com", "letmein!!!",
    ],
)  # fmt: skip
def test_what_is_tried_first_is_refused(password: str) -> None:
    with pytest.raises(ConflictError, match="among the first"):
        passwords.check_strength(password, about=ABOUT)


@pytest.mark.parametrize(
    "password",
    [
        "چهار واژهٔ بی‌ربط",
        "four unrelated words",
        "xK9#mq2L",
        "correct horse",
        "🦄🦄🌈🌈☀️☀️☕☕",
        "x1" * 99 + "yz",
        "sara likes tea",
    ],
)
def test_what_nobody_would_try_first_is_fine(password: str) -> None:
    passwords.check_strength(password, about=ABOUT)


def test_length_is_the_only_rule_of_form() -> None:
    with pytest.raises(ConflictError, match="at least 8"):
        passwords.check_strength("xK9#mq2")
    with pytest.raises(ConflictError, match="at most 200"):
        passwords.check_strength("xK9#mq2 " * 26)


def test_short_names_do_not_forbid_words() -> None:
    assert not passwords.is_obvious("al1371+", about=("Al",))
