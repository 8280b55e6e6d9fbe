from community.core.language import char_ngrams, slug, sort_key


def test_a_slug_keeps_the_letters_of_its_language() -> None:
    assert slug("باتری گوشی‌ام (AX-3000) خالی ميشود!؟") == "باتری-گوشی-ام-ax-3000-خالی-میشود"
    assert slug("It's a café") == "its-a-cafe"


def test_a_slug_is_cut_between_words_and_never_empty() -> None:
    assert slug("one two three", limit=9) == "one-two"
    assert slug("a" * 100, limit=10) == "a" * 10
    assert slug("!!! ؟؟ \u200c") == "post"


def test_names_sort_as_persian_counts_its_letters() -> None:
    names = [
        "آب",
        "ابر",
        "انار",
        "بابا",
        "پا",
        "تاب",
        "چای",
        "ژاله",
        "کتاب",
        "گل",
        "مادر",
        "نان",
        "ورد",
        "هلو",
        "یخ",
        "apple",
        "Zebra",
    ]

    assert sorted(set(names), key=sort_key) == names


def test_sorting_does_not_see_half_spaces_marks_and_foreign_letters() -> None:
    assert len({sort_key(name) for name in ("علی‌رضا", "علیرضا", "عليرضا", "عَلیرضا", " علیرضا ")}) == 1


def test_ngrams_know_where_a_word_begins_and_ends() -> None:
    assert char_ngrams("گوش ok", 3, 4) == [" گو", "گوش", "وش ", " گوش", "گوش ", " ok", "ok ", " ok "]
    assert char_ngrams("a", 4, 5) == [" a "]
    assert char_ngrams("کتاب‌ها") == char_ngrams("كتابها")
