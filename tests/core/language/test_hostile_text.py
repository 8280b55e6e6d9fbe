"""Whatever is typed, the analyzer answers, in time proportional to the text, with places inside it."""

import time
from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from community.core import language

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=200)
PERSIAN_TEXT = st.text(
    "اآبپتیيىکكهةئؤأمنروش\u200c\u200b\u200d\u0640\u064b\u0654 ۱٢3aA-_.,'/:#+\u0301\u00ad¬\nها می نمی تر", max_size=60
)
TEXTS = st.one_of(ANY_TEXT, PERSIAN_TEXT)
UNHURRIED = settings(deadline=None)  # the first call reads the word lists
FUNCTIONS: list[Callable[[str], object]] = [
    language.char_ngrams,
    language.detect,
    language.direction,
    language.fold,
    language.from_finglish,
    language.is_stop_word,
    language.keyboard_swap,
    language.sentences,
    language.slug,
    language.sort_key,
    language.spelling_variants,
    language.stem,
    language.surface_words,
    language.terms,
    language.tokens,
]
SCRAPS = [
    "ا", "ب\u200c", "\u200c", "\u064b", "ا\u064b", "می ", "ها ", "کتاب ها ", "a", "a-", "-", "a'", "1,", "1.", ".", "a.", "!", "...b",
    '."', "\n", " ", "(", "a\u0301", "\u0301", "@", "a@", "www.", "- ", "1/", "日", "😀", "\ud800", "¬", "c++", "aaab", "ا ", "\u00ad",
]  # fmt: skip
TRIES = 3


@UNHURRIED
@given(TEXTS)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert language.fold(language.fold(text)) == language.fold(text)


@UNHURRIED
@given(TEXTS, TEXTS)
def test_each_function_answers_for_any_text(text: str, other: str) -> None:
    for function in FUNCTIONS:
        function(text)
    language.is_one_slip_apart(text, other)


@UNHURRIED
@given(TEXTS)
def test_places_lie_inside_the_text_in_order(text: str) -> None:
    for found in (language.tokens(text), language.surface_words(text)):
        assert all(0 <= token.start < token.end <= len(text) for token in found)
        assert [token.start for token in found] == sorted(token.start for token in found)
        assert [token.position for token in found] == sorted(token.position for token in found)


@UNHURRIED
@given(TEXTS)
def test_terms_can_be_stored_anywhere(text: str) -> None:
    for term in language.terms(text):
        assert term.encode()
        assert 0 < len(term) <= 64
        assert not any(char.isspace() for char in term)


@UNHURRIED
@given(TEXTS)
def test_a_term_is_folded(text: str) -> None:
    assert [language.fold(term) for term in language.terms(text)] == language.terms(text)


@UNHURRIED
@given(TEXTS)
def test_sentences_do_not_overlap_and_begin_and_end_with_text(text: str) -> None:
    spans = language.sentences(text)
    edges = [edge for span in spans for edge in span]

    assert edges == sorted(edges)
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)


@UNHURRIED
@given(TEXTS)
def test_a_slug_holds_letters_digits_and_single_hyphens(text: str) -> None:
    words = language.slug(text).split("-")

    assert all(word and all(char.isalnum() or char == "\u200d" for char in word) for word in words)


def test_a_hundred_kilobytes_of_anything_take_about_ten_times_the_work_of_ten() -> None:
    for scrap in SCRAPS:
        short, long = (scrap * (size // len(scrap)) for size in (10_000, 100_000))
        for function in FUNCTIONS:
            costs = ((cost(function, short), cost(function, long)) for _ in range(TRIES))
            assert any(large < 30 * max(small, 0.002) for small, large in costs), (scrap, function)


def test_every_character_there_is_can_be_read() -> None:
    everything = "".join(map(chr, range(0x110000)))

    for function in FUNCTIONS:
        function(everything)
    assert language.fold(language.fold(everything)) == language.fold(everything)


def cost(function: Callable[[str], object], text: str) -> float:
    """Return the processor seconds of one run."""
    before = time.process_time()
    function(text)
    return time.process_time() - before
