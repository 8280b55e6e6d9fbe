"""Whether the process lives, and whether each part is ready."""

from collections.abc import Iterator

import pytest
from flask import Flask

from community.core.database import db
from community.web import health
from tests.client import Client, client_of
from tests.statements import at_most_queries


@pytest.fixture
def part() -> Iterator[dict[str, object]]:
    """A lesser part whose state the test decides."""
    state: dict[str, object] = {"answer": True}

    @health.check("lamp")
    def lamp() -> bool:
        if isinstance(state["answer"], Exception):
            raise state["answer"]
        return bool(state["answer"])

    yield state
    del health._checks["lamp"]


def test_living_depends_on_nothing(client: Client) -> None:
    with at_most_queries(0):
        assert client.get("/-/live").json == {"status": "live"}


def test_all_parts_are_named(client: Client, part: dict[str, object]) -> None:
    response = client.get("/-/ready")

    assert response.status_code == 200
    assert response.json is not None
    assert (response.json["database"], response.json["lamp"]) == ("ready", "ready")


@pytest.mark.parametrize("answer", [False, OSError("secret path")])
def test_a_lesser_part_that_is_down_only_degrades(client: Client, part: dict[str, object], answer: object) -> None:
    part["answer"] = answer

    response = client.get("/-/ready")

    assert response.status_code == 200
    assert response.json is not None
    assert (response.json["status"], response.json["lamp"]) == ("degraded", "down")
    assert "secret" not in response.text


def test_without_the_database_nothing_is_ready_and_the_process_lives(bare_app: Flask) -> None:
    db.engine.dispose()
    db._app_engines[bare_app][None] = db.create_engine("sqlite:////nowhere/at/all.sqlite3")
    browser = client_of(bare_app)

    assert browser.get("/-/ready").status_code == 503
    assert browser.get("/-/live").status_code == 200
