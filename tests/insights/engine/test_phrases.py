"""Labels are phrases as people type them, and every tie can be shown in the text."""

import pytest

from community.insights.phrases import best_phrases, phrases_in, why
from community.insights.readings import read_voice


def _telling(*words: str) -> dict[str, float]:
    return dict.fromkeys(words, 1.0)


def test_a_phrase_is_as_typed_and_begins_and_ends_with_a_telling_word() -> None:
    found = {phrase.text for phrase in phrases_in("Where is the Tax Number on my invoice?")}

    assert "Tax Number" in found
    assert "Tax Number on my invoice" in found
    assert not any(phrase.split()[0] in {"the", "on", "my", "is", "Where"} for phrase in found)


def test_a_phrase_does_not_cross_the_end_of_a_sentence() -> None:
    assert "number. invoice" not in {phrase.text for phrase in phrases_in("no number. invoice is late")}
    assert not any("invoice" in p.text and "number" in p.text for p in phrases_in("no number. invoice is late"))


def test_the_most_usual_spelling_wins() -> None:
    texts = ["شناسه‌ی مالیاتی", "شناسه مالیاتی", "شناسه مالیاتی"]

    assert best_phrases(texts, _telling("شناسه", "مالیات"), count=1)[0].text == "شناسه مالیاتی"


def test_capitals_stay_only_where_most_people_type_them() -> None:
    phrases = best_phrases(["ATM fees", "ATM fees", "Fees at ATM", "fees"], _telling("atm", "fee"), count=5)

    assert "ATM" in " ".join(phrase.text for phrase in phrases)
    assert not any("Fees" in phrase.text for phrase in phrases)


def test_near_repeats_are_left_out() -> None:
    texts = ["tax number on invoices", "tax number", "the tax number please"] * 3

    phrases = best_phrases(texts, _telling("tax", "number", "invoic"), count=5)

    assert sum("tax number" in phrase.text for phrase in phrases) == 1


def test_a_tie_points_at_the_words_as_typed() -> None:
    text = "My Bills lack the Tax number"

    ties = why(text, {"tax": 0.3, "bill": 0.1, "camera": 0.9})

    assert [text[tie.start : tie.end] for tie in ties] == ["Bills", "Tax"]
    assert [round(tie.weight, 2) for tie in ties] == [0.25, 0.75]


def test_only_the_few_strongest_words_tie_a_text_and_no_plain_ones() -> None:
    text = "The app is slow for me when I need to pay my water and gas bill by card at night because the server hangs"
    said = ("app", "slow", "need", "pai", "water", "gas", "bill", "card", "night", "server", "hang")
    telling = {word: 1.0 + place for place, word in enumerate(said)} | {"the": 9.0, "is": 9.0, "for": 9.0, "when": 9.0}

    ties = why(text, telling)

    assert [tie.word for tie in ties] == ["gas", "bill", "card", "night", "server", "hangs"]
    assert sum(tie.weight for tie in ties) == pytest.approx(1.0)


def test_a_text_without_telling_words_has_no_ties() -> None:
    assert why("hello there", {"tax": 1.0}) == ()


def test_one_voice_is_read_by_itself() -> None:
    reading = read_voice("متاسفانه مودم هر شب قطع می‌شود")

    assert reading.language == "fa"
    assert reading.sentiment.score < 0
    assert any("مودم" in phrase for phrase in reading.phrases)


def test_an_empty_voice_can_be_read() -> None:
    assert read_voice("").phrases == ()
