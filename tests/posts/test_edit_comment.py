"""Changing a remark in two windows loses neither text."""

from collections.abc import Callable

from community.members.models import Member
from tests.client import Client
from tests.factories import make_comment, make_member, make_problem


def test_a_stale_change_shows_both_texts_and_saves_neither_over_the_other(sign_in: Callable[[Member], Client]) -> None:
    author = make_member()
    comment = make_comment(on=make_problem(), by=author, source="As it was.")
    browser = sign_in(author)
    path = f"/posts/{comment.id}/edit"
    browser.send(path, {"source": "From the first window.", "version": 1})

    stale = browser.send(path, {"source": "From the second window.", "version": 1})

    assert stale.status_code == 409
    assert "From the first window." in stale.text
    assert "From the second window." in stale.text
    assert comment.source == "From the first window."
