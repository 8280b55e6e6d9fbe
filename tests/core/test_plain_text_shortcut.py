"""A text without mark-up skips the parser and must come out as if it had not."""

from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.core import text

pytestmark = pytest.mark.pure

PLAIN = st.text(st.sampled_from("ab زی‌۱2 .,:;!?()'\"-#+=/{}$%^«»،؟"), max_size=60)


@given(PLAIN)
def test_the_short_way_and_the_long_way_agree(source: str) -> None:
    source = text.clean(source)
    short, long = text.render(source).html, text.sanitize(text._to_html(source))

    assert unescape(short).strip() == unescape(long).strip()
