"""Every address, every method, every role, against the one table."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text
from werkzeug.test import TestResponse

from community.core.database import Base, db
from community.core.language import slug as slug_of
from community.posts.models import Post
from tests.client import Client, client_of
from tests.factories import make_problem
from tests.walls.table import ROLES, ROUTES, RULES, as_markdown, cells
from tests.walls.world import World, attach_picture, make_world

PAGE = Path(__file__).parents[2] / "docs" / "permissions.md"
DESK = "/desk/"
API = "/api/"  # opened by tokens alone: tests/insights/api
METHODS = {"GET", "POST"}


class Visit:
    """The browsers of all roles in one made world; what a visit changes is undone after it."""

    def __init__(self, app: Flask, world: World) -> None:
        self.app = app
        self.world = world
        signed_in = {role: client_of(app, member) for role, member in world.people.items()}
        self.cookies = {role: cookie.value for role, one in signed_in.items() if (cookie := one.get_cookie("session"))}
        self.rules = {rule.endpoint: rule for rule in app.url_map.iter_rules()}

    def browser(self, role: str) -> Client:
        """Open a browser that remembers nothing but who is signed in: an earlier visit may have signed out."""
        browser = client_of(self.app)
        if role in self.cookies:
            browser.set_cookie("session", self.cookies[role])
        return browser

    def address(self, endpoint: str, **other: Any) -> str:
        arguments = self.world.arguments.get(endpoint, {}) | other
        if endpoint.endswith(".show"):
            post = db.session.get(Post, next(iter(arguments.values())))
            arguments = arguments | {"slug": slug_of(post.title) if post else "x"}
        adapter = self.app.url_map.bind("localhost")
        return adapter.build(endpoint, arguments)

    def send(self, role: str, endpoint: str, method: str) -> TestResponse:
        browser, address = self.browser(role), self.address(endpoint)
        with undone(self.app):
            if method == "POST":
                return browser.send(address, self.world.fields.get(endpoint, {}))
            return browser.open(address, method=method)


@contextmanager
def undone(app: Flask) -> Iterator[None]:
    """Undo in the database, and in the memory of the process, what the block did."""
    db.session.remove()
    savepoint = db._app_engines[app][None].begin_nested()
    try:
        yield
    finally:
        db.session.remove()
        savepoint.rollback()
        app.extensions.pop("guest_pages", None)


@pytest.fixture
def visit(app: Flask) -> Visit:
    return Visit(app, make_world())


def is_answered(response: TestResponse) -> bool:
    return response.status_code in range(200, 400) and not is_led_to_sign_in(response)


def is_led_to_sign_in(response: TestResponse) -> bool:
    return response.status_code == 303 and response.headers["Location"].startswith("/sign-in")


def is_refused(response: TestResponse, role: str, address: str) -> bool:
    if address.startswith(API):
        return response.status_code == 401
    if role == "stranger":
        return is_led_to_sign_in(response) or response.status_code in (401, 404)
    return response.status_code == 404 or (response.status_code == 403 and not address.startswith(DESK))


def test_the_table_lists_every_address_and_no_other(app: Flask) -> None:
    there: dict[str, set[str]] = {}
    for rule in app.url_map.iter_rules():
        there.setdefault(rule.endpoint, set()).update((rule.methods or set()) - {"HEAD", "OPTIONS"})

    assert {endpoint: set(methods) for endpoint, methods in ROUTES.items()} == there


def test_every_role_may_exactly_what_the_table_says(visit: Visit) -> None:
    wrong = []
    for endpoint, method, role, may in cells():
        response = visit.send(role, endpoint, method)
        address = visit.address(endpoint)
        if not (is_answered(response) if may else is_refused(response, role, address)):
            wrong.append(f"{role} {method} {address} ({endpoint}): may={may}, {response.status}")

    assert not wrong, "\n".join(wrong)


def test_what_a_role_may_press_really_happens(visit: Visit) -> None:
    unfinished = {
        "members.change_password", "members.sign_in", "members.sign_up", "posts.save_draft", "posts.preview",
        *SECRETS_SHOWN_ONCE,
    }  # fmt: skip
    wrong = []
    for endpoint, method, role, may in cells():
        if may and method == "POST" and endpoint not in unfinished:
            response = visit.send(role, endpoint, method)
            if response.status_code != 303:
                wrong.append(f"{role} POST {visit.address(endpoint)} ({endpoint}): {response.status}")

    assert not wrong, "\n".join(wrong)


def test_head_answers_as_get_and_options_tell_the_methods(visit: Visit) -> None:
    for endpoint, methods in ROUTES.items():
        address = visit.address(endpoint)
        told = visit.browser("stranger").options(address)
        assert told.status_code == 200
        assert METHODS & set(told.headers["Allow"].split(", ")) >= set(methods), address
        assert not told.get_data()
        for role in ("stranger", "member") if "GET" in methods else ():
            head, get = visit.send(role, endpoint, "HEAD"), visit.send(role, endpoint, "GET")
            assert (head.status_code, head.get_data()) == (get.status_code, b""), address


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE"])
def test_other_methods_are_refused(visit: Visit, method: str) -> None:
    for endpoint in ROUTES:
        response = visit.browser("administrator").open(visit.address(endpoint), method=method)

        assert response.status_code == 405, endpoint


SECRETS_SHOWN_ONCE = {"tokens.index", "webhooks.change_secret", "webhooks.index"}  # on the answer to the press itself
SIGNED_ITSELF = {"notifications.stop_at_once"}  # pressed by mail programs (RFC 8058): its address carries the proof


def test_no_form_is_taken_without_its_token(visit: Visit) -> None:
    for endpoint, methods in ROUTES.items():
        is_form = "POST" in methods and endpoint not in SIGNED_ITSELF
        for role in ("stranger", "author", "administrator") if is_form else ():
            with undone(visit.app):
                fields = visit.world.fields.get(endpoint, {})
                response = visit.browser(role).post(visit.address(endpoint), data=fields)
                forged = visit.browser(role).post(visit.address(endpoint), data=fields | {"csrf_token": "forged"})

            assert {response.status_code, forged.status_code} <= {303, 400, 401}, (role, endpoint)
            assert all(one.status_code != 303 or is_led_to_sign_in(one) for one in (response, forged)), endpoint


def test_reading_changes_nothing(visit: Visit) -> None:
    before = fingerprints()

    for role in ("administrator", "moderator", "author"):
        for endpoint, methods in ROUTES.items():
            if "GET" in methods:
                visit.browser(role).get(visit.address(endpoint))
                visit.browser(role).head(visit.address(endpoint))

    assert {name for name, seen in fingerprints().items() if seen != before[name]} <= {"observation"}


def fingerprints() -> dict[str, str]:
    """Return for each table all that is in it, as one short word."""
    db.session.rollback()
    seen = {}
    for table in Base.metadata.sorted_tables:
        rows = sorted(repr(tuple(row)) for row in db.session.execute(select(table)))
        seen[table.name] = f"{len(rows)} {hash(tuple(rows))}"
    assert db.session.execute(text("SELECT 1")).scalar() == 1
    return seen


ABSENT = 987_654
BY_POST = {
    "problem_id": ("problems.find", "problems.edit", "problems.similar", "problems.answer", "problems.close",
                   "problems.reopen", "problems.same_as", "articles.beside", "articles.from_problem"),
    "post_id": ("posts.vote", "posts.follow", "posts.official", "posts.outdated", "posts.withdraw", "posts.revisions",
                "posts.comment", "posts.edit_comment", "moderation.report", "moderation.decision", "moderation.open_case",
                "pages.post", "search.open_similar", "search.related", "search.solved_by"),
    "attachment_id": ("posts.attachment",),
}  # fmt: skip


@pytest.mark.parametrize("state", ["hidden", "removed", "pending"])
@pytest.mark.parametrize("name", BY_POST)
def test_absent_and_not_yours_answer_alike(visit: Visit, state: str, name: str) -> None:
    problem = make_problem(by=visit.world.author, state=state)
    there = attach_picture(problem).id if name == "attachment_id" else problem.id

    for endpoint in BY_POST[name]:
        for method in ROUTES[endpoint]:
            for role in ("stranger", "member", "agent", "analyst", "administrator"):
                answers = []
                for number in (there, ABSENT):
                    with undone(visit.app):
                        answers.append(answer_to(visit, role, endpoint, method, {name: number}))

                difference = set(answers[0][2].splitlines()) ^ set(answers[1][2].splitlines())
                assert answers[0] == answers[1], (role, method, endpoint, difference)


def answer_to(visit: Visit, role: str, endpoint: str, method: str, arguments: dict[str, int]) -> tuple[int, str, str]:
    """Return status, target and body, without the number that was asked for and the token of the page."""
    address = visit.address(endpoint, **arguments)
    number = str(next(iter(arguments.values())))
    browser = visit.browser(role)
    fields = visit.world.fields.get(endpoint, {})
    response = browser.send(address, fields) if method == "POST" else browser.get(address)
    body = "\n".join(line for line in response.text.splitlines() if "csrf" not in line)
    return response.status_code, *(
        re.sub(rf"(?<=/){number}(?![\w.])", "NUMBER", words) for words in (response.headers.get("Location", ""), body)
    )


DESK_ROUTES = [name for name, methods in ROUTES.items() if set(methods.values()) & {
    "moderators", "moderators and administrators", "product team and administrators", "administrators"}]  # fmt: skip


@pytest.mark.parametrize("role", ["member", "agent"])
def test_the_desk_answers_like_a_page_that_was_never_there(visit: Visit, role: str) -> None:
    nowhere = page_words(visit.browser(role).get("/desk/there/is/no/such/page"))

    for endpoint in DESK_ROUTES:
        address = visit.address(endpoint)
        if "GET" in ROUTES[endpoint] and address.startswith(DESK):
            response = visit.send(role, endpoint, "GET")
            assert (response.status_code, page_words(response)) == (404, nowhere), (
                address,
                set(page_words(response).splitlines()) ^ set(nowhere.splitlines()),
            )


def page_words(response: TestResponse) -> str:
    return "\n".join(line for line in response.text.splitlines() if "csrf" not in line and "/desk/" not in line)


def test_rules_name_known_roles_only() -> None:
    assert {role for roles in RULES.values() for role in roles} <= set(ROLES)
    assert {rule for methods in ROUTES.values() for rule in methods.values()} <= set(RULES)


def test_the_written_table_is_fresh(app: Flask) -> None:
    addresses = {rule.endpoint: rule.rule for rule in app.url_map.iter_rules()}

    assert PAGE.read_text(encoding="utf-8") == as_markdown(addresses), "run scripts/permissions.py"


def test_a_wall_that_falls_is_noticed(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    from_outside: Callable[..., bool] = lambda viewer: True  # noqa: E731 - the policy in its place says yes to all
    monkeypatch.setattr("community.insights.policies.may_read_needs", from_outside)

    response = visit.send("member", "insights.board", "GET")

    assert not is_refused(response, "member", visit.address("insights.board"))
