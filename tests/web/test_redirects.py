"""Redirects lead to our own pages only."""

import pytest

from community.web.redirects import own_path

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "/a\\b",
        "/\t/evil.example", "/\n/evil.example", "/\r\nSet-Cookie: x=1", " /x", "/a b", "javascript:alert(1)", "x", "", None,
        "evil.example", "http:evil.example", "/\x00", "/" + "a" * 2000, "／／evil.example", "\u2044/evil.example",
    ],
)  # fmt: skip
def test_a_foreign_target_becomes_the_default(target: str | None) -> None:
    assert own_path(target, default="/home") == "/home"


@pytest.mark.parametrize("target", ["/", "/problems/7", "/problems?page=2&q=a%20b#top", "/a//b", "/%09/x"])
def test_an_own_path_stays_as_it_is(target: str) -> None:
    assert own_path(target) == target


def test_letters_beyond_ascii_are_encoded() -> None:
    assert own_path("/problems/7/سلام?q=é") == "/problems/7/%D8%B3%D9%84%D8%A7%D9%85?q=%C3%A9"


def test_a_lone_surrogate_does_no_harm() -> None:
    assert own_path("/\ud800") == "/%3F"
