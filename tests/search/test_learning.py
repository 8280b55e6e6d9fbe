"""Searches and writings are told apart in what was observed; whatever comes twice counts once."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from community.search.discretion import without_personal_parts
from community.search.learning import Seen, searches, suggestion_tallies, text_tallies, writing_tallies, writings

pytestmark = pytest.mark.pure
NOON = datetime(2026, 5, 2, 12, tzinfo=UTC)


def _search(minute: float, text: str, *, results: int = 1, by: str = "a") -> Seen:
    return _seen(minute, "search", by, typed=text, results=results, language="en")


def _seen(minute: float, kind: str, by: str, **details: Any) -> Seen:
    return Seen(NOON + timedelta(minutes=minute), kind, by, details)


def _beside(minute: float, kind: str, *, by: str = "a", composer: str = "problem", **details: Any) -> Seen:
    return _seen(minute, f"similar.{kind}", by, composer=composer, **details)


def test_reloading_and_paging_is_one_search() -> None:
    seen = [
        _search(0, "Slow WiFi"),
        _search(1, "slow  wifi"),
        _search(2, "slow wifi", by="b"),
        _search(90, "slow wifi"),
    ]

    tally = text_tallies(seen)["en", "slow wifi"]

    assert tally.counts["searches"] == 3
    assert len(tally.visitors) == 2


def test_spellings_of_one_text_meet_and_stay_as_typed() -> None:
    tallies = text_tallies([_search(0, "كتاب‌ها"), _search(0, "کتاب‌ها", by="b")])

    [tally] = tallies.values()
    assert set(tally.typed) == {"كتاب‌ها", "کتاب‌ها"}


def test_other_words_soon_after_refine_a_search_that_led_nowhere() -> None:
    opened = _seen(3, "search.opened", "a", typed="wifi slow")
    seen = [_search(0, "wifi", results=0), _search(2, "wifi slow"), opened, _search(4, "printer"), _search(30, "cable")]

    found = {one.typed: one for one in searches(seen)}

    assert [text for text, one in found.items() if one.is_refined] == ["wifi"]
    assert [text for text, one in found.items() if one.is_opened] == ["wifi slow"]
    tallies = text_tallies(seen)
    assert tallies["en", "wifi"].counts["without_result"] == 1
    assert tallies["en", "wifi"].counts["without_click"] == 0
    assert tallies["en", "printer"].counts["without_click"] == 1


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("ali@example.com", ""),
        ("mail ali@example.com does not sync", "mail … does not sync"),
        ("0912 123-4567", ""),
        ("سفارش ۱۲۳۴۵۶۷۸۹ نرسید", "سفارش … نرسید"),
        ("AX-3000 error 12", "AX-3000 error 12"),
    ],
)
def test_what_names_a_person_is_cut_out(typed: str, kept: str) -> None:
    assert without_personal_parts(typed) == kept
    assert not any("ali" in one.folded or "4567" in one.folded for one in searches([_search(0, typed)]))


def test_a_writing_counts_each_suggestion_once_and_ends_once() -> None:
    seen = [
        _beside(0, "shown", post_ids=[1, 2], language="en", product_id=7),
        _beside(1, "shown", post_ids=[2, 3], language="en", product_id=7),
        _beside(2, "opened", post_id=2),
        _beside(2, "opened", post_id=2),
        _beside(2, "opened", post_id=9),
        _beside(3, "solved", post_id=2),
        _beside(3, "solved", post_id=2),
        _beside(4, "posted"),
    ]

    done = writings(seen)

    assert writing_tallies(done) == {("problem", "en", 7): {"shown": 1, "opened": 1, "solved": 1}}
    by_post = {post_id: dict(counts) for (_, post_id), counts in suggestion_tallies(done).items()}
    assert by_post[2] == {"shown": 1, "opened": 1, "solved": 1}
    assert by_post[1] == {"shown": 1, "opened": 0}
    assert 9 not in by_post


def test_composers_people_and_later_writings_stay_apart() -> None:
    seen = [
        _beside(0, "shown", post_ids=[1]),
        _beside(1, "shown", post_ids=[1], composer="idea"),
        _beside(2, "shown", post_ids=[1], by="b"),
        _beside(3, "posted"),
        _beside(4, "shown", post_ids=[1]),
        _beside(5, "solved", post_id=1, by="b"),
    ]

    done = writings(seen)

    assert [(one.composer, one.end) for one in done] == [
        ("problem", "posted"), ("idea", ""), ("problem", "solved"), ("problem", ""),
    ]  # fmt: skip


def test_an_undone_end_does_not_count() -> None:
    seen = [
        _beside(0, "shown", post_ids=[1]),
        _beside(1, "solved", post_id=1),
        _beside(2, "undone"),
        _beside(9, "posted"),
    ]

    assert [one.end for one in writings(seen)] == ["posted"]
