"""What of a typed text is a filter, a phrase or an excluded word, and what is only words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.core.locale import in_language, speak
from community.search.operators import take_apart

pytestmark = pytest.mark.pure


@pytest.fixture(autouse=True)
def _english() -> object:
    speak("en")
    yield
    speak(None)


@pytest.mark.parametrize(
    ("typed", "filters"),
    [
        ("lamp kind:idea", {"kind": "idea"}),
        ("lamp نوع:ایده", {"kind": "idea"}),
        ("lamp solved:yes official:no", {"solved": "1", "official": "0"}),
        ("lamp حل‌شده:بله رسمي:خیر", {"solved": "1", "official": "0"}),
        ("lamp -solved:yes", {"solved": "0"}),
        ('lamp product:"Ava S2" by:sara', {"product": "Ava S2", "by": "sara"}),
        ("lamp محصول:آوا از:نادر", {"product": "آوا", "by": "نادر"}),
        ("lamp before:2026-03-01 after:2025", {"until": "2026-02-28", "since": "2025-01-01"}),
        ("lamp پیش‌از:۱۴۰۴ پس‌از:۱۴۰۳/۰۷/۰۱", {"until": "2025-03-20", "since": "2024-09-22"}),
        ("lamp تا:١٤٠٣/١٢", {"until": "2025-02-18"}),
        ("lamp lang:فارسی", {"lang": "fa"}),
    ],
)
def test_filters_are_read_in_both_languages(typed: str, filters: dict[str, str]) -> None:
    asked = take_apart(typed)

    assert asked.filters == filters
    assert (asked.left, asked.words, asked.complaints) == ("lamp", "lamp", [])


@pytest.mark.parametrize(
    "typed",
    [
        "what is C: drive?",
        "why does it say by: unknown?",
        'my 15" screen and 17" one',
        "it shows -20 degrees - why?",
        "see https://example.org/a:b at 12:30",
        "re:invent, std::vector و ساعت ۱۲:۳۰",
        "«باز ماند",
        '"',
        ":::: -- - : \" « » ''",
        "یک پرسش ساده: چرا باتری خالی می‌شود؟",
    ],
)
def test_a_plain_question_is_only_words(typed: str) -> None:
    asked = take_apart(typed)

    assert (asked.filters, asked.phrases, asked.without, asked.complaints) == ({}, [], [], [])
    assert asked.left == " ".join(typed.split())


def test_phrases_and_excluded_words_stay_in_the_box() -> None:
    asked = take_apart('slow "charging cable" «شارژ کند» -wireless -"power bank"')

    assert asked.left == 'slow "charging cable" «شارژ کند» -wireless -"power bank"'
    assert asked.words == "slow charging cable شارژ کند"
    assert asked.phrases == ["charging cable", "شارژ کند"]
    assert asked.without == ["wireless", "power bank"]


def test_nothing_but_an_excluded_word_is_a_word() -> None:
    assert (take_apart("-wireless").words, take_apart("-wireless").without) == ("wireless", [])


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ("lamp kind:house", "“house” is no kind of post: there are problem, idea, review and article."),
        ("lamp before:tuesday", "“tuesday” is no date: write it like 2026-03-21."),
        ("lamp before:1404/13/01", "“1404/13/01” is no date: write it like 2026-03-21."),
        ("lamp solved:perhaps", "After “solved:” we understand yes and no."),
        ("lamp lang:tlh", "“tlh” is no language of ours: there are fa (Persian) and en (English)."),
        ("lamp -kind:idea", "Only “solved:” and “official:” can be turned round by a hyphen."),
    ],
)
def test_what_cannot_be_read_is_said_and_the_rest_is_sought(typed: str, complaint: str) -> None:
    asked = take_apart(typed)

    assert asked.complaints == [complaint]
    assert (asked.left, asked.words) == (typed, "lamp")


def test_complaints_are_in_the_readers_language() -> None:
    with in_language("fa"):
        assert "۱۴۰۳/۰۷/۰۱" in take_apart("لامپ پیش‌از:دیروز").complaints[0]


@given(st.text(max_size=300))
def test_anything_can_be_taken_apart(typed: str) -> None:
    asked = take_apart(typed)

    assert take_apart(asked.left).left == asked.left
