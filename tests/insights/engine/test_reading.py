"""What one text says by itself: its kind, its distress, its irony, and the statements it is made of."""

import pytest

from community.insights.distress import read_distress
from community.insights.kinds import VoiceKind, read_kind
from community.insights.lexicon import LANGUAGES, cue_list, lexicon
from community.insights.readings import read_voice
from community.insights.sentiment import Mood, read_sentiment
from community.insights.statements import statements

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("text", "language", "kind"),
    [
        ("The router does not work after the update", "en", VoiceKind.TROUBLE),
        ("It would be nice if you could add an option for dark mode", "en", VoiceKind.WISH),
        ("Great service, highly recommend, thank you!", "en", VoiceKind.PRAISE),
        ("How do I change my delivery address?", "en", VoiceKind.QUESTION),
        ("The charger caught fire next to the bed", "en", VoiceKind.HAZARD),
        ("مودم بعد از آپدیت قطع میشه و وصل نمیشه", "fa", VoiceKind.TROUBLE),
        ("کاش امکان حالت شب را هم اضافه کنید", "fa", VoiceKind.WISH),
        ("خیلی راضی‌ام، عالی بود، ممنون", "fa", VoiceKind.PRAISE),
        ("چطور می‌تونم نشانی تحویل را عوض کنم؟", "fa", VoiceKind.QUESTION),
        ("شارژر جرقه زد و بوی سوختگی گرفت", "fa", VoiceKind.HAZARD),
    ],
)
def test_a_text_is_of_the_kind_a_reader_hears(text: str, language: str, kind: VoiceKind) -> None:
    reading = read_kind(text, language, read_sentiment(text, language))

    assert reading.kind is kind
    assert reading.confidence > 0.4


def test_an_idea_is_taken_for_a_wish_and_a_denied_hazard_for_none() -> None:
    assert read_kind("Dark mode", "en", read_sentiment("Dark mode", "en"), "idea").kind is VoiceKind.WISH
    assert read_kind("It is not dangerous", "en", read_sentiment("", "en")).kind is not VoiceKind.HAZARD


def test_the_words_that_made_the_kind_are_the_words_as_typed() -> None:
    text = "Hello, please ADD a Persian keyboard"

    reading = read_kind(text, "en", read_sentiment(text, "en"))

    assert "please ADD" in {text[word.start : word.end] for word in reading.words}


@pytest.mark.parametrize(
    ("desperate", "calm", "language"),
    [
        ("I am desperate, nobody helps, please please!!!", "The cable is white", "en"),
        ("دیگه خسته شدم، اعصابم خرده، تو رو خدا جواب بدید!!!", "رنگ کابل سفید است", "fa"),
    ],
)
def test_distress_is_heard_with_its_words(desperate: str, calm: str, language: str) -> None:
    heard = read_distress(desperate, language, read_sentiment(desperate, language))

    assert heard.is_flagged
    assert heard.words
    assert not read_distress(calm, language, read_sentiment(calm, language)).is_flagged


def test_joy_and_denied_fear_are_no_distress() -> None:
    for text in ("I love it, thanks, awesome!!!", "I am not afraid and never worried"):
        assert not read_distress(text, "en", read_sentiment(text, "en")).is_flagged


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Oh great, another update (!)", "en"),
        ('Their "helpful" agents', "en"),
        ("What an excellent router 🙄", "en"),
        ("پشتیبانی «عالی» شما", "fa"),
    ],
)  # fmt: skip
def test_praise_that_is_not_meant_is_blame(text: str, language: str) -> None:
    assert read_sentiment(text, language).mood is Mood.NEGATIVE


def test_a_text_with_several_wants_is_cut_at_its_own_turns() -> None:
    text = (
        "The invoice has no tax number and the accountant sends it back every month. "
        "Also, the outdoor camera alerts all night long for every cat that passes the garden."
    )

    found = [text[one.start : one.end] for one in statements(text)]

    assert [part.split()[1] for part in found] == ["invoice", "the"]
    assert [[one.start, one.end] for one in read_voice(text, "en").statements] == [[0, 75], [76, len(text)]]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Short.",
        "The modem drops every night. The modem drops after the update too, and the modem is new.",
        "My order is late. It was promised for Monday and I need the parcel before the trip.",
    ],
)
def test_a_text_with_one_want_stays_whole(text: str) -> None:
    assert [(one.start, one.end) for one in statements(text)] == [(0, len(text))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_enough_words_of_its_own(language: str) -> None:
    known = lexicon(language)

    assert len({entry for entry, value in known.values.items() if value}) >= 1500
    assert set(cue_list("kinds", language)) == set(VoiceKind)
    assert len(cue_list("distress", language)["distress"]) >= 150
