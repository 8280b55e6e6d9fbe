"""How the mood of a text is read, in both languages, and that the words behind it are the words as typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.insights.lexicon import lexicon
from community.insights.sentiment import Mood, read_sentiment


@pytest.mark.parametrize(
    ("text", "language", "mood"),
    [
        ("The app is great and support was friendly", "en", Mood.POSITIVE),
        ("Terrible update, it crashes every day", "en", Mood.NEGATIVE),
        ("How do I change my address?", "en", Mood.NEUTRAL),
        ("خیلی راضی‌ام، پیشنهاد می‌کنم", "fa", Mood.POSITIVE),
        ("افتضاح بود، اصلا نخرید", "fa", Mood.NEGATIVE),
        ("مودم را چطور به برق وصل کنم", "fa", Mood.NEUTRAL),
        ("ممنون 🙏", "fa", Mood.POSITIVE),
        ("😡", "und", Mood.NEGATIVE),
    ],
)
def test_a_text_has_the_mood_a_reader_hears(text: str, language: str, mood: Mood) -> None:
    assert read_sentiment(text, language).mood is mood


@pytest.mark.parametrize(("plain", "denied"), [("it is good", "it is not good"), ("I like it", "I don't like it")])
def test_an_english_negator_before_the_word_turns_it(plain: str, denied: str) -> None:
    assert read_sentiment(plain, "en").mood is Mood.POSITIVE
    assert read_sentiment(denied, "en").mood is Mood.NEGATIVE


@pytest.mark.parametrize(
    ("plain", "denied"),
    [("کیفیتش خوبه", "کیفیتش خوب نیست"), ("سرعتش مناسب است", "سرعتش مناسب نبود"), ("راحت وصل شد", "راحت وصل نمی‌شود")],
)
def test_a_persian_verb_that_negates_turns_the_word_before_it(plain: str, denied: str) -> None:
    assert read_sentiment(plain, "fa").mood is Mood.POSITIVE
    assert read_sentiment(denied, "fa").mood is Mood.NEGATIVE


def test_a_denied_trouble_is_no_trouble() -> None:
    assert read_sentiment("مشکلی نداره", "fa").mood is Mood.POSITIVE
    assert read_sentiment("no problems at all", "en").mood is Mood.POSITIVE


def test_a_denial_does_not_reach_into_the_next_sentence() -> None:
    assert read_sentiment("It does not. Great phone", "en").mood is Mood.POSITIVE


def test_what_follows_but_weighs_more() -> None:
    assert (
        read_sentiment("good sound but bad battery", "en").score < read_sentiment("bad battery, good sound", "en").score
    )


def test_all_spellings_of_a_persian_compound_are_one_word() -> None:
    scores = {read_sentiment(text, "fa").score for text in ("بی‌کیفیت", "بی کیفیت", "بیکیفیت")}

    assert len(scores) == 1
    assert scores.pop() < 0


def test_letters_of_an_arabic_keyboard_are_understood() -> None:
    assert read_sentiment("عالي", "fa").score == read_sentiment("عالی", "fa").score > 0


def test_the_words_behind_a_mood_are_spans_of_the_typed_text() -> None:
    text = "سلام، كيفيتش خيلي عالیه 👍"

    words = [text[word.start : word.end] for word in read_sentiment(text, "fa").words]

    assert "عالیه" in words
    assert "👍" in words


def test_a_text_of_two_minds_is_less_sure_than_a_text_of_one() -> None:
    torn = read_sentiment("great screen, terrible battery", "en")
    clear = read_sentiment("great screen, excellent battery", "en")

    assert torn.confidence < clear.confidence


def test_a_text_without_mood_words_knows_nothing() -> None:
    heard = read_sentiment("modem r3", "en")

    assert (heard.score, heard.confidence, heard.words) == (0.0, 0.0, ())


@given(st.text(max_size=200), st.sampled_from(["en", "fa", "und"]))
def test_any_text_gives_a_score_in_bounds_and_spans_inside_it(text: str, language: str) -> None:
    heard = read_sentiment(text, language)

    assert -1 <= heard.score <= 1
    assert 0 <= heard.confidence <= 1
    assert all(0 <= word.start < word.end <= len(text) for word in heard.words)


@pytest.mark.parametrize("language", ["en", "fa"])
def test_every_lexicon_is_rich_and_within_its_scale(language: str) -> None:
    words = lexicon(language).values

    assert len(words) > 700
    assert all(0 < abs(value) <= 3 for value in words.values())
