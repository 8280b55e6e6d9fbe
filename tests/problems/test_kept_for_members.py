"""Members without a trace in a thread share one rendering of it; nothing of the first reader stays in it."""

import re
from collections.abc import Callable

import pytest
from flask import Flask

from community.core import clock
from community.core.transaction import transaction
from community.members.models import Member
from community.posts import actions
from community.posts.models import Post
from tests.client import Client
from tests.factories import (
    make_answer,
    make_comment,
    make_draft,
    make_follow,
    make_member,
    make_problem,
    make_vote,
    set_state,
)
from tests.page import read_page
from tests.statements import at_most_queries

SignIn = Callable[[Member], Client]
TOKEN = re.compile(r'(name="csrf_token"[^>]*value="|<meta name="csrf" content="|name="resend_key"[^>]*value=")[^"]*')


def address(problem: Post) -> str:
    return f"/problems/{problem.id}/it-beeps"


def text_of(client: Client, problem: Post) -> str:
    response = client.get(address(problem))
    assert response.status_code == 200
    return response.get_data(as_text=True)


def leave(trace: str, problem: Post, reader: Member) -> None:
    if trace == "vote":
        make_vote(on=problem, by=reader)
    elif trace != "none":
        follow = make_follow(on=problem, by=reader)
        with transaction():
            follow.ended_at = clock.now() if trace == "ended follow" else None


def make_thread() -> Post:
    problem = make_problem(title="It beeps")
    make_comment(on=make_answer(problem=problem))
    return problem


@pytest.mark.parametrize("trace", ["none", "vote", "follow", "ended follow"])
def test_the_second_reader_gets_what_he_would_have_got_alone(app: Flask, sign_in: SignIn, trace: str) -> None:
    problem = make_thread()
    first, second = make_member(name="First Reader"), make_member(name="Second Reader")
    for reader in (first, second):
        leave(trace, problem, reader)
    alone = TOKEN.sub(r"\1", text_of(sign_in(second), problem))
    app.extensions.pop("guest_pages")
    text_of(sign_in(first), problem)

    shared = text_of(sign_in(second), problem)

    assert len(app.extensions["guest_pages"].pages) == 1
    assert TOKEN.sub(r"\1", shared) == alone
    assert "First Reader" not in shared
    assert "Second Reader" in shared


def test_what_only_its_author_sees_is_kept_for_him_alone(app: Flask, sign_in: SignIn) -> None:
    problem, author = make_thread(), make_member()
    set_state(make_answer(problem=problem, by=author, source="Change the battery."), "hidden")
    own = sign_in(author)

    seen = ["Change the battery." in text_of(own, problem) for _ in range(2)]

    assert seen == [True, True]
    assert len(app.extensions["guest_pages"].pages) == 1
    assert "Change the battery." not in text_of(sign_in(make_member()), problem)


def test_token_and_resend_key_are_the_readers_own(sign_in: SignIn) -> None:
    problem = make_thread()
    text_of(sign_in(make_member()), problem)
    client = sign_in(make_member())

    pages = [read_page(client.get(address(problem))) for _ in range(2)]
    forms = [next(form for form in page.all("form") if "resend_key" in form.fields) for page in pages]
    keys = [form.fields["resend_key"] for form in forms]
    answered = client.post(forms[0]["action"] or "", data={**forms[0].fields, "source": "Change the battery."})

    assert keys[0] != keys[1]
    assert answered.status_code == 303
    assert "Change the battery." in text_of(client, problem)


def test_a_shared_page_costs_three_statements(sign_in: SignIn) -> None:
    problem = make_thread()
    text_of(sign_in(make_member()), problem)
    client = sign_in(make_member())

    place = address(problem)

    with at_most_queries(3):
        client.get(place)


@pytest.mark.parametrize("leave_trace", ["author", "answerer", "voter", "follower", "drafter"])
def test_whoever_left_a_trace_gets_a_page_of_his_own(sign_in: SignIn, leave_trace: str) -> None:
    member = make_member()
    problem = make_problem(by=member if leave_trace == "author" else None, title="It beeps")
    answer = make_answer(problem=problem, by=member if leave_trace == "answerer" else None)
    if leave_trace == "voter":
        make_vote(on=answer, by=member)
    if leave_trace == "follower":
        make_follow(on=problem, by=member)
    if leave_trace == "drafter":
        make_draft(by=member, form=f"answer-{problem.id}", fields={"source": "My half-written answer"})
    text_of(sign_in(make_member()), problem)

    page = text_of(sign_in(member), problem)

    expected = {
        "author": "Edit", "answerer": "Edit", "voter": "You found it helpful", "follower": "Stop telling me",
        "drafter": "My half-written answer",
    }  # fmt: skip
    assert expected[leave_trace] in page


def test_staff_see_their_own_page_and_leave_none_behind(sign_in: SignIn) -> None:
    problem = make_thread()

    assert "Moderate" in text_of(sign_in(make_member(roles=("moderator",))), problem)
    assert "Moderate" not in text_of(sign_in(make_member()), problem)


def test_hiding_and_voting_work_at_once_for_shared_readers(sign_in: SignIn) -> None:
    problem = make_problem(title="It beeps")
    answer = make_answer(problem=problem, source="Change the battery.")
    client = sign_in(make_member())
    assert "Change the battery." in text_of(client, problem)

    set_state(answer, "hidden")
    assert "Change the battery." not in text_of(client, problem)

    reader = make_member()
    text_of(sign_in(reader), problem)
    with transaction():
        actions.cast_vote(problem, by=reader)
    assert "You have this problem too" in text_of(sign_in(reader), problem)
