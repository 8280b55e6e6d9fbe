"""Unknown words are read as what was meant, beside what was typed."""

from collections.abc import Collection

import pytest

from community.search.mending import mended, mended_text, readings
from community.search.sought import read_query

pytestmark = pytest.mark.pure

WRITTEN = {"گوشی": 9, "شارژ": 8, "باتری": 7, "نمیشود": 5, "battery": 6, "buttery": 1, "drains": 3, "fast": 4, "چراغ": 2}


def written(words: Collection[str]) -> dict[str, int]:
    return {word: WRITTEN[word] for word in words if word in WRITTEN}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("battrey drains fast", "battery drains fast"),
        ("گشوی شارژ نمی‌شود", "گوشی شارژ نمی‌شود"),
        ("گوشیشارژ نمیشود", "گوشی شارژ نمیشود"),
        ("گو شی شارژ نمیشود", "گوشی شارژ نمیشود"),
        ("چراغرا", "چراغ را"),
        ("چر اغ روشن", "چراغ روشن"),
        ("battery drains fast", "battery drains fast"),
        ("AX-3000 xqzw", "AX-3000 xqzw"),
        ("", ""),
    ],
)
def test_an_unknown_word_is_read_as_the_known_one_that_was_meant(typed: str, meant: str) -> None:
    assert mended_text(typed, written) == meant


def test_a_form_of_a_known_word_is_no_slip() -> None:
    assert readings("چراغا", written) == readings("چراغش", written) == []


def test_what_was_typed_still_counts_and_what_was_meant_is_met_beside_it() -> None:
    word, *_ = mended(read_query("battrey drains"), written).words

    assert word.whole == "battrey"
    assert word.also == (("batteri",),)


def test_known_words_are_left_as_they_are() -> None:
    sought = read_query("battery drains")

    assert mended(sought, written) is sought
