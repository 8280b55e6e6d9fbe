"""Whatever is typed is only ever words."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community.search.sought import LONGEST_QUERY, MOST_WORDS, read_query
from tests.client import Client
from tests.factories import make_problem

DoJobs = Callable[[], int]

QUERIES = [
    '"', '""', '"unclosed phrase', "kettle OR", "AND AND", "NOT", "(((", ")", "kettle)", "*", "?", "ke*", "*tle", "k?ttle",
    "kettle~2", "kettle^9", "title:kettle", "kind:problem", "-kettle", "+kettle", "[a TO b]", "{a TO}", "\\", "kettle\\",
    "%", "_", "' OR 1=1 --", "<script>", "\x00", "\u202e\u2066", "\u200c", "ـــ", "ی" * 5000, "a " * 3000, "𝕶𝖊𝖙𝖙𝖑𝖊",
    "kettle\nkettle", "🙂🙂", "&&||!", "/.*/", "C++ C# .NET", "١٢٣", "؟!،؛",
]  # fmt: skip


@pytest.mark.parametrize("query", QUERIES)
def test_signs_and_operators_break_nothing(client: Client, do_jobs: DoJobs, query: str) -> None:
    make_problem(title="The kettle leaks")
    do_jobs()

    for path in ("/search", "/search/suggest"):
        assert client.get(path, query_string={"q": query}).status_code == 200
    assert client.get("/search/similar", query_string={"title": query, "text": query}).status_code == 200


def test_signs_around_a_word_do_not_hide_what_it_finds(client: Client, do_jobs: DoJobs) -> None:
    make_problem(title="The kettle leaks")
    do_jobs()

    for query in ('"kettle"', "kettle?", "(kettle)", "-kettle", "kettle*", "«kettle»"):
        assert "The <mark>kettle</mark> leaks" in client.get("/search", query_string={"q": query}).text


def test_filters_take_anything(client: Client, do_jobs: DoJobs) -> None:
    make_problem(title="The kettle leaks")
    do_jobs()
    names = ("kind", "product", "solved", "official", "by", "since", "until", "lang", "sort", "after")

    for value in ("\x00", "'", "%", "9" * 400, "-1", "0000", "9999-12-31", "۱۴۰۴/۱۲/۳۰", "\u202eabc", "x" * 9000):
        assert client.get("/search", query_string={"q": "kettle", **dict.fromkeys(names, value)}).status_code == 200, (
            value
        )
        typed = " ".join(f"{name}:{value}" for name in ("by", "product", "before", "after", "kind"))
        assert client.get("/search", query_string={"q": typed}).status_code == 200, value


@pytest.mark.pure
@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_read_as_a_bounded_number_of_words(text: str) -> None:
    sought = read_query(text)

    assert len(sought.text) <= LONGEST_QUERY
    assert len(sought.words) <= MOST_WORDS
    assert all(word.whole for word in sought.words)
