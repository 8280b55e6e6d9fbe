from community.core.language import terms, tokens


def test_a_term_points_into_the_text_as_typed() -> None:
    text = "مشکلِ كتاب‌هاي من"

    assert [(token.text, text[token.start : token.end]) for token in tokens(text)] == [
        ("مشکل", "مشکلِ"),
        ("کتاب", "كتاب‌هاي"),
    ]


def test_the_ways_of_typing_one_word_meet() -> None:
    assert set(terms("می‌خواهم می خواهم میخواهم نمیخوام")) == {"خواست"}
    assert set(terms("کتاب‌ها کتاب ها کتابها کتاب‌هایشان")) == {"کتاب"}
