import pytest

from community.core.language import fold


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("كتاب‌هاي", "کتابهای"),
        ("مَدرسه", "مدرسه"),
        ("مدرســـه", "مدرسه"),
        ("مسئلهٔ مسألة", "مسیله مساله"),
        ("آب", "اب"),
        ("۱۲۳ ١٢٣ 123", "123 123 123"),
        ("۱۲٬۰۰۰٫۵", "12000.5"),
        ("ﻻﺍﻟﻠﻪ", "لااللە".replace("ە", "ه")),
        ("ＡＢＣ", "abc"),
        ("Zürich Straße Łódź", "zurich strasse lodz"),
        ("e\u0301", "e"),
        ("خیلیییییی", "خیلی"),
        ("cooool", "cool"),
        ("don’t", "don't"),
        ("a\u202eb\u2066c\ufeffd\u00ade", "abcde"),
        ("می\u200bروم می¬روم", "میروم میروم"),
        ("a\u00a0b\tc", "a b c"),
        ("\ud800x", "x"),
    ],
)
def test_spellings_of_the_same_letters_meet(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@pytest.mark.parametrize("name", ["AAA", "www", "XXL", "VIII"])
def test_rows_of_letters_that_are_names_stay(name: str) -> None:
    assert fold(name) == name.lower()


def test_no_character_folds_to_one_that_folds_further() -> None:
    unstable = [code for code in range(0x20000) if fold(once := fold(chr(code))) != once]

    assert unstable == []
