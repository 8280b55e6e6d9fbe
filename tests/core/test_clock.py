"""Moments that come from outside."""

from datetime import UTC, datetime

import pytest

from community.core import clock


def test_a_moment_is_read_in_utc() -> None:
    assert clock.read("2026-05-01T15:30:00+03:30") == datetime(2026, 5, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "yesterday", "2026-05-01T12:00:00", "9999-12-31T23:59:59-14:00"])
def test_what_names_no_moment_is_nothing(text: str) -> None:
    assert clock.read(text) is None
