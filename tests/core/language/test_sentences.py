from community.core.language import sentences


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


def test_marks_of_both_languages_end_a_sentence() -> None:
    assert cut("سلام. باتری خوب بود! چرا؟ Yes… No way?") == ["سلام.", "باتری خوب بود!", "چرا؟", "Yes…", "No way?"]


def test_a_missing_space_after_a_persian_full_stop_is_forgiven() -> None:
    assert cut("خوب بود.ولی گران") == ["خوب بود.", "ولی گران"]


def test_numbers_versions_and_addresses_are_not_cut() -> None:
    assert cut("It costs 3.5 on example.com for v2.0 now") == ["It costs 3.5 on example.com for v2.0 now"]


def test_abbreviations_and_initials_are_not_cut() -> None:
    assert cut("Dr. Smith and J. Doe agree, e.g. on this. Good.") == [
        "Dr. Smith and J. Doe agree, e.g. on this.",
        "Good.",
    ]


def test_quotes_and_brackets_stay_with_their_sentence() -> None:
    assert cut('He said "no." Then (he left.) End') == ['He said "no."', "Then (he left.)", "End"]


def test_lines_and_list_items_are_sentences_without_their_marks() -> None:
    assert cut("عنوان\n- یک\n* دو\n1. سه\n۲) چهار\n\n") == ["عنوان", "یک", "دو", "سه", "چهار"]


def test_text_without_a_word_has_no_sentence() -> None:
    assert sentences(" ... !!! \n -- \n") == []
