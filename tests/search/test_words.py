"""The pure parts of search: reading a query, marking hits, ranking."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community import search
from community.core.language import terms
from community.search.documents import IndexedPost, document
from community.search.highlights import LONGEST_PASSAGE, marked, passage
from community.search.narrowing import facts_of_scope
from community.search.ranking import Standing, further, score
from community.search.sought import Scope, Word, read_query

pytestmark = pytest.mark.pure

NOW = datetime(2026, 5, 1, tzinfo=UTC)
PLAIN = Standing(
    post_id=1, head_id=1, kind="problem", head_kind="problem", product_id=None, author_id=None, is_solved=False, is_accepted=False,
    is_closed=False, official=False, outdated=False, votes=0, written_at=NOW, active_at=NOW,
)  # fmt: skip


def hits(text: str, query: str) -> list[str]:
    return [part.text for part in passage(text, read_query(query).terms) if part.is_hit]


def test_a_code_is_met_whole_or_by_its_parts() -> None:
    assert read_query("AX-3000").words == (Word("ax3000", ("ax", "3000")),)


def test_a_word_said_twice_is_sought_once() -> None:
    assert [word.whole for word in read_query("kettle Kettle KETTLES").words] == ["kettl"]


def test_a_scope_becomes_facts() -> None:
    assert facts_of_scope(Scope(kind="idea", product_id=7, is_solved=True)) == [["in:idea"], ["product:7"], ["solved"]]
    assert facts_of_scope(Scope(is_solved=False)) == [["unsolved"]]


def test_hits_are_shown_as_typed() -> None:
    assert hits("Two KETTLES, كتاب‌ها و AX-3000.", "kettle کتاب ax3000") == ["KETTLES", "كتاب‌ها", "AX-3000"]


def test_the_passage_shows_where_the_words_stand_together() -> None:
    text = "kettle " + "and so on " * 60 + "a kettle that leaks water " + "and so on " * 60

    shown = "".join(part.text for part in passage(text, read_query("kettle leaks water").terms))

    assert "a kettle that leaks water" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")


def test_without_a_hit_the_passage_is_the_beginning() -> None:
    assert passage("Nothing of the kind.", frozenset({"kettl"}))[0].text == "Nothing of the kind."
    assert passage("", frozenset({"kettl"})) == []


@given(st.text(max_size=1500), st.text(max_size=30))
def test_marking_changes_no_letter(text: str, query: str) -> None:
    wanted = read_query(query).terms | frozenset(terms(text)[:3])

    assert "".join(part.text for part in marked(text, wanted)) == text
    shown = "".join(part.text for part in passage(text, wanted)).removeprefix("… ").removesuffix(" …")
    assert shown in text
    assert len(shown) <= LONGEST_PASSAGE


def test_facts_lift_and_sink_without_beating_words() -> None:
    best = replace(PLAIN, is_solved=True, official=True, votes=1000)
    worst = replace(PLAIN, outdated=True, active_at=NOW - timedelta(days=3650))

    assert score(0.5, best, NOW) > score(0.5, PLAIN, NOW) > score(0.5, worst, NOW)
    assert score(1.0, worst, NOW) > score(0.3, best, NOW)


def test_a_moment_in_the_future_gains_no_more_than_now() -> None:
    assert score(1, replace(PLAIN, active_at=NOW + timedelta(days=900)), NOW) == score(1, PLAIN, NOW)


def test_further_hits_gain_a_little_and_not_for_ever() -> None:
    assert further(1) == 1.0 < further(2) < 1.1
    assert further(6) == further(600)


def test_only_heads_are_compared_and_only_their_beginning() -> None:
    post = IndexedPost(
        id=1, kind="problem", head_kind="problem", product_id=None, is_solved=False, language="en", stamp="1", title="A kettle",
        plain="word " * 4000 + "zebra",
    )  # fmt: skip

    assert "zeb" not in document(post)["pieces"]
    assert "zebra" in document(post)["words"]
    assert document(replace(post, kind="answer"))["pieces"] == {}


def test_nothing_typed_ever_reaches_a_query_or_a_scorer_of_whoosh() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in Path(search.__file__).parent.rglob("*.py"))

    assert set(re.findall(r"(?:from|import) (whoosh[\w.]*)", code)) == {
        "whoosh", "whoosh.codec.whoosh3", "whoosh.columns", "whoosh.fields", "whoosh.formats",
    }  # fmt: skip
