"""What happens when two people press at the same moment, with real commits and a browser each."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from flask import Flask
from sqlalchemy import select

from community.core.database import db
from community.problems.models import Answer, Problem
from tests.client import Client, client_of
from tests.factories import make_answer, make_member, make_problem

Send = Callable[[Client], int]


def at_once(app: Flask, *sends: tuple[Client, str, dict[str, str]]) -> list[int]:
    """Send all forms in the same moment; returns the status codes."""
    ready = Barrier(len(sends))
    tokens = [browser.csrf_token() for browser, _path, _form in sends]

    def send(place: int) -> int:
        browser, path, form = sends[place]
        with app.app_context():
            ready.wait(timeout=20)
            return browser.post(path, data={**form, "csrf_token": tokens[place]}).status_code

    with ThreadPoolExecutor(len(sends)) as pool:
        return list(pool.map(send, range(len(sends))))


def test_of_two_acceptances_one_stands(own_app: Flask) -> None:
    asker, moderator = make_member(), make_member(roles=("moderator",))
    problem = make_problem(by=asker)
    first, second = make_answer(problem=problem), make_answer(problem=problem)
    browsers = [client_of(own_app, asker), client_of(own_app, moderator)]

    codes = at_once(
        own_app,
        (browsers[0], f"/answers/{first.id}/accept", {}),
        (browsers[1], f"/answers/{second.id}/accept", {}),
    )

    db.session.rollback()
    assert codes == [303, 303]
    assert problem.accepted_answer_id in (first.id, second.id)
    assert problem.resolved_at is not None


def test_an_answer_does_not_slip_into_a_closed_problem(own_app: Flask) -> None:
    asker, helper = make_member(), make_member()
    problem = make_problem(by=asker)

    codes = at_once(
        own_app,
        (client_of(own_app, asker), f"/problems/{problem.id}/close", {}),
        (client_of(own_app, helper), f"/problems/{problem.id}/answers", {"source": "Just in time"}),
    )

    db.session.rollback()
    assert codes[0] == 303
    assert (codes[1], problem.answer_count) in ((303, 1), (409, 0))


def test_one_form_sent_by_many_hands_makes_one_problem(own_app: Flask) -> None:
    asker = make_member()
    form = {"title": "No light", "source": "It is dark.", "resend_key": "the same key", "confirmed": "1"}

    codes = at_once(own_app, *((client_of(own_app, asker), "/problems/ask", form) for _ in range(6)))

    assert codes == [303] * 6
    assert len(db.session.scalars(select(Problem)).all()) == 1


def test_every_answer_of_a_crowd_is_counted(own_app: Flask) -> None:
    problem = make_problem()
    browsers = [client_of(own_app, make_member()) for _ in range(6)]

    codes = at_once(own_app, *((one, f"/problems/{problem.id}/answers", {"source": "Me too"}) for one in browsers))

    db.session.rollback()
    assert codes == [303] * 6
    assert problem.answer_count == len(db.session.scalars(select(Answer)).all()) == 6
