import pytest

from community.core.language import detect, direction


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("باتری گوشی من زود خالی می‌شود", "fa"),
        ("سلام", "fa"),
        ("سلام iPhone 13 Pro Max", "fa"),
        ("The battery of my phone drains fast", "en"),
        ("Battery drain", "en"),
        ("ok, gotcha! ✈️", "en"),
        ("How do I write باتری in the English menu of the phone", "en"),
        ("salam gooshi man kharab shode chera roshan nemishe", "fa"),
        ("I dare to say man, this is a bad age to be in", "en"),
        ("mi casa", "en"),
        ("Das Gerät lädt nicht mehr über Nacht", "und"),
        ("هذا المنتج في حالة ممتازة لكن البطارية لا تعمل", "und"),
        ("فوق العاده", "fa"),
        ("Привет, как дела", "und"),
        ("", "und"),
        ("123 !؟", "und"),
        ("https://example.com/battery/drain باتری", "fa"),
    ],
)
def test_the_language_of_a_text_is_told(text: str, language: str) -> None:
    assert detect(text) == language


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("سلام دنیا", "rtl"),
        ("iPhone من خراب شده", "rtl"),
        ("Hello سلام my dear friends of the forum", "ltr"),
        ("salam chera roshan nemishe", "ltr"),
        ("שלום עולם", "rtl"),
        ("", "ltr"),
        ("۱۲۳", "ltr"),
    ],
)
def test_a_text_runs_the_way_of_most_of_its_words(text: str, way: str) -> None:
    assert direction(text) == way
