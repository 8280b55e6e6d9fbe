import pytest

from community.core.language import from_finglish, is_one_slip_apart, keyboard_swap, spelling_variants


@pytest.mark.parametrize(("typed", "meant"), [("fhjvd", "باتری"), ("]vhy", "چراغ"), ("Hf", "آب"), ("ساخح", "shop")])
def test_the_other_keyboard_is_read(typed: str, meant: str) -> None:
    assert keyboard_swap(typed) == meant


def test_swapping_twice_gives_the_text_back() -> None:
    assert keyboard_swap(keyboard_swap("گوشی پاک نمیشود")) == "گوشی پاک نمیشود"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("salam gooshi man kharab shode", "سلام گوشی من خراب شده"),
        ("batri", "باتری"),
        ("chera roshan nemishe", "چرا روشن نمیشه"),
        ("nemikham", "نمیخوام"),
        ("keyfiat", "کیفیت"),
        ("gheymat", "قیمت"),
        ("moshkel daram", "مشکل دارم"),
    ],
)
def test_persian_in_latin_letters_is_read(typed: str, meant: str) -> None:
    assert from_finglish(typed)[0] == meant


def test_what_is_not_finglish_has_no_reading() -> None:
    assert from_finglish("xyzzy") == from_finglish("") == from_finglish("باتری") == from_finglish("b" * 1000) == []


@pytest.mark.parametrize(
    ("word", "slip"),
    [("باتری", "باتی"), ("باتری", "باترری"), ("گوشی", "گشوی"), ("کتاب", "کباب"), ("charger", "chrager")],
)
def test_words_one_slip_apart_share_a_key(word: str, slip: str) -> None:
    assert is_one_slip_apart(word, slip)
    assert spelling_variants(word) & spelling_variants(slip)


def test_letters_that_sound_alike_are_no_slip() -> None:
    assert "باتری" in spelling_variants("باطری")
    assert is_one_slip_apart("اظحار", "اظهارت")


@pytest.mark.parametrize(
    ("word", "other"), [("باتری", "بازار"), ("abcd", "badc"), ("گوشی", "گوش‌هایی"), ("abc", "abcde")]
)
def test_words_further_apart_are_not_one_slip_apart(word: str, other: str) -> None:
    assert not is_one_slip_apart(word, other)
