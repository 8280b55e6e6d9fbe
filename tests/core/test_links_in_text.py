import pytest

from community.core.text import render

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    "url", ["https://a.example/b?c=1", "http://a.example", "mailto:a@b.example", "HTTPS://A.example"]
)
def test_an_address_becomes_a_link_that_vouches_for_nothing(url: str) -> None:
    assert 'rel="nofollow ugc noopener">here</a>' in render(f"[here]({url})").html


@pytest.mark.parametrize(
    "url", ["x", "/problems/1", "//a.example", "javascript:alert(1)", "data:text/html,x", "file:///etc"]
)
def test_what_is_no_address_stays_the_text_that_was_typed(url: str) -> None:
    assert render(f"[here]({url})").plain == f"[here]({url})"
