import pytest

from community.core.language import surface_words, terms, tokens


def placed(text: str) -> list[tuple[str, str, int]]:
    return [(token.text, text[token.start : token.end], token.position) for token in tokens(text)]


def test_a_term_points_into_the_text_as_typed() -> None:
    assert placed("مشکلِ كتاب‌هاي من") == [("مشکل", "مشکلِ", 0), ("کتاب", "كتاب‌هاي", 1)]


@pytest.mark.parametrize(
    "spellings",
    [
        "می‌خواهم می خواهم میخواهم مي‌خواهم نمیخوام می\u200bخواهم",
        "کتاب‌ها کتاب ها کتابها كتاب‌هایشان کتاب‌های کتاب هایی",
        "قیمت قیمت‌هاشونو قیمتهاشونو قیمت‌هارو",
        "بزرگ‌تر بزرگ تر بزرگتر بزرگ‌ترین بزرگترین",
        "بیش‌تر بیش تر بیشتر",
        "Wi-Fi wi-fi",
        "recycling recycled recycle",
        "café cafe CAFÉ",
        "1,200 1200 ۱٬۲۰۰ ۱۲۰۰",
    ],
)
def test_the_ways_of_typing_one_word_meet(spellings: str) -> None:
    by_position: dict[int, set[str]] = {}
    for token in tokens(spellings):
        by_position.setdefault(token.position, set()).add(token.text)

    assert set.intersection(*by_position.values())


def test_half_space_joined_and_spaced_verbs_are_one_token_each() -> None:
    assert terms("می‌خواهم می خواهم میخواهم") == ["خواست"] * 3


def test_a_model_number_is_found_whole_and_by_its_parts() -> None:
    assert placed("AX-3000") == [("ax3000", "AX-3000", 0), ("ax", "AX", 0), ("3000", "3000", 0)]
    assert set(terms("ax3000")) == set(terms("AX-3000")) == {"ax3000", "ax", "3000"}
    assert terms("مدل ۳۰۰۰") == ["مدل", "3000"]
    assert set(terms("AX 3000")) <= set(terms("AX-3000"))
    assert set(terms("AX۳۰۰۰")) == set(terms("AX3000"))


def test_digits_and_latin_letters_part_from_persian_ones() -> None:
    assert placed("آیفون۱۳pro")[0][1:] == ("آیفون", 0)
    assert {"13", "pro"} <= set(terms("آیفون۱۳pro"))


@pytest.mark.parametrize(
    ("text", "term"), [("C++", "c++"), ("C#", "c#"), ("v2.0", "v2.0"), ("۳٫۵", "3.5"), ("3.5", "3.5")]
)
def test_names_with_signs_stay_what_they_are(text: str, term: str) -> None:
    assert terms(text)[0] == term


def test_a_compound_gives_the_joined_word_and_its_parts_at_one_position() -> None:
    assert placed("مشتری‌مداری") == [
        ("مشتریمدار", "مشتری‌مداری", 0),
        ("مشتری", "مشتری", 0),
        ("مدار", "مداری", 0),
    ]


@pytest.mark.parametrize(
    ("typed", "sought"),
    [("لپتاپ", "لپ تاپ"), ("لپ‌تاپ", "لپ تاپ"), ("آیفون", "iPhone"), ("نرم‌افزار", "نرم افزار"), ("لپتاپ‌ها", "laptops")],
)
def test_joined_and_borrowed_words_meet_their_other_spellings(typed: str, sought: str) -> None:
    assert set(terms(sought)) <= set(terms(typed))


def test_words_that_every_text_has_are_left_out() -> None:
    assert terms("این کتاب را از او گرفتم و به من") == ["کتاب", "گرفت"]
    assert terms("the battery and a charger, don't") == ["batteri", "charger"]


def test_a_negation_is_kept_in_english() -> None:
    assert "not" in terms("it does not work")


def test_other_scripts_are_indexed_too() -> None:
    assert terms("Привет 日本") == ["привет", "日", "本"]


def test_surface_words_keep_every_word_unstemmed() -> None:
    words = surface_words("كتاب ها را می خوانم")

    assert [word.text for word in words] == ["کتابها", "را", "میخوانم"]
    assert [word.position for word in words] == [0, 1, 2]
    assert (words[2].start, words[2].end) == (11, 19)


def test_a_monstrous_word_is_indexed_shortened() -> None:
    assert [len(term) for term in terms("آ" + "بپ" * 5000)] == [64]
