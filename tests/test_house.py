"""The tests' own house keeps what it promises."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask, Response, request_finished
from sqlalchemy import func, select

from community.core import clock
from community.core.database import db
from community.members.models import Member
from community.members.session import visitor
from tests.client import Client
from tests.factories import (
    make_answer,
    make_article,
    make_comment,
    make_draft,
    make_follow,
    make_idea,
    make_member,
    make_organization,
    make_problem,
    make_review,
    make_session,
    make_vote,
    set_state,
)
from tests.page import read_page
from tests.statements import at_most_queries


@pytest.mark.parametrize("turn", [1, 2])
def test_a_test_starts_without_rows(turn: int) -> None:
    assert db.session.scalar(select(func.count()).select_from(Member)) == 0

    make_member()

    assert db.session.scalar(select(func.count()).select_from(Member)) == 1


def test_factories_make_one_of_each() -> None:
    problem = make_problem(by=make_member(organization=make_organization()), solved=True)
    answer = make_answer(problem=problem)
    make_comment(on=answer)
    make_comment(on=make_review(), official=True)
    make_vote(on=make_idea())
    make_follow(on=make_article(problem=problem))
    make_draft()
    set_state(answer, "hidden")

    assert problem.is_solved
    assert not answer.shown


def test_a_request_sees_who_is_signed_in(client: Client, sign_in: Callable[[Member], Client]) -> None:
    first, second = make_member(), make_member()

    assert _viewer_of(sign_in(first)) == first.id
    assert _viewer_of(client) is None
    assert _viewer_of(sign_in(second)) == second.id


def _viewer_of(client: Client) -> int | None:
    seen: list[int | None] = []

    def look(sender: Flask, response: Response) -> None:
        seen.append(visitor().id)

    with request_finished.connected_to(look, client.application):
        client.get("/-/live")
    return seen[0]


def test_sessions_are_rows() -> None:
    session, token = make_session()

    assert session.ended_at is None
    assert token not in session.token_hash


def test_the_clock_stops(stop_clock: Callable[[datetime], None]) -> None:
    stop_clock(datetime(2026, 5, 1, 12, tzinfo=UTC))

    assert clock.now() == datetime(2026, 5, 1, 12, tzinfo=UTC)
    assert make_member().created_at == datetime(2026, 5, 1, 12, tzinfo=UTC)


def test_statements_are_counted() -> None:
    with pytest.raises(AssertionError, match="1 statements where 0"), at_most_queries(0):
        db.session.scalar(select(Member.id))


@pytest.mark.pure
def test_a_page_is_read_by_role_and_name() -> None:
    page = read_page(
        '<title>A</title><main><h1>Ask</h1><label for="t">Title</label><input id="t" name="t" value="x">'
        '<button aria-label="Send it">Go</button><a href="/x">Home <b>now</b></a><p>One<br>two</p></main>'
    )

    assert page.title == "A"
    assert page.one("heading").text == "Ask"
    assert page.one("textbox", "Title").value == "x"
    assert page.has("button", "Send it")
    assert page.one("link", "Home now")["href"] == "/x"
    assert page.one("main").fields == {"t": "x"}
