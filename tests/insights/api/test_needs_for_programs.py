"""What programs read: as described, page by page, through the eyes of the token's owner."""

from collections.abc import Callable, Iterator
from itertools import product
from typing import Any
from urllib.parse import urlencode

import pytest
from werkzeug.test import TestResponse

from community.core.database import db
from community.core.transaction import transaction
from community.insights.actions.counting import count_needs
from community.insights.models import Need, NeedState
from community.members.models import Member
from community.tokens.actions import make_token
from community.tokens.policies import Scope
from tests.client import Client
from tests.factories import make_member, make_problem, set_state
from tests.factories.needs import make_analyst, make_need
from tests.insights.api.schema_tester import faults, faults_of_description, operations, resolved
from tests.notifications.deciding import decided
from tests.statements import at_most_queries

Ask = Callable[..., TestResponse]


def asking(client: Client, by: Member | None = None) -> Ask:
    by = by or make_analyst()
    with transaction():
        _, secret = make_token("Test", list(Scope), by=by)
    return lambda path, **query: client.get(
        f"{path}?{urlencode(query)}" if query else path, headers={"Authorization": f"Bearer {secret}"}
    )


@pytest.fixture
def ask(client: Client) -> Ask:
    return asking(client)


def needs_of_all_kinds() -> list[Need]:
    """Make a need that was decided, one of a small group, and one that was dismissed."""
    large = make_need(evidence=[make_problem() for _ in range(5)], title="Bills lack a number")
    small = make_need(evidence=[make_problem(by=make_member(name="Xyzzy Solitary"))])
    with transaction():
        count_needs()
    decided(large, NeedState.DELIVERED)
    return [large, small]


ODD = (
    "",
    "0",
    "-1",
    "1",
    "100",
    "101",
    "x",
    "1e3",
    "٣",
    "9" * 30,
    "planned",
    "fa",
    "\u202e",
    "../..",
    "{need_id}",
    "null",
    "'--",
    "w" * 101,
)


def questions(document: dict[str, Any], ids: list[str]) -> Iterator[tuple[str, dict[str, Any], str, dict[str, str]]]:
    """Ask every operation for every id, with each odd word in each parameter."""
    for path, operation in operations(document):
        names = [one["name"] for one in operation["parameters"] if one["in"] == "query"]
        for number in ids if "{" in path else [""]:
            address = path.replace("{need_id}", number)
            yield path, operation, address, {}
            for name, word in product(names, ODD):
                yield path, operation, address, {name: word}


def test_every_answer_is_as_described(ask: Ask) -> None:
    needs = needs_of_all_kinds()
    document = ask("/api/v1/openapi.json").get_json()
    wrong, statuses = [], set()

    for path, operation, address, query in questions(document, [str(needs[0].id), str(needs[1].id), "987654", "x"]):
        response = ask(address, **query)
        statuses.add(response.status_code)
        described = resolved(document, operation["responses"].get(str(response.status_code)))
        if described is None or response.mimetype not in described["content"]:
            wrong.append(f"{address} {query}: {response.status} {response.mimetype} is not described")
            continue
        schema = described["content"][response.mimetype]["schema"]
        wrong += [f"{path} {query} {fault}" for fault in faults(document, schema, response.get_json())]

    assert not wrong, "\n".join(wrong[:20])
    assert statuses == {200, 400, 404}


def test_the_description_is_sound(client: Client) -> None:
    document = client.get("/api/v1/openapi.json").get_json()

    assert list(faults_of_description(document)) == []
    rules = {rule.rule.replace("<int:need_id>", "{need_id}") for rule in client.application.url_map.iter_rules()
             if rule.endpoint.startswith("insights_api.")}  # fmt: skip
    assert rules == {*document["paths"], "/api/v1/openapi.json"}


def test_pages_follow_each_other_without_gap_or_repetition(ask: Ask) -> None:
    wanted = [make_need(evidence=[make_problem()]).id for _ in range(5)]

    seen: list[int] = []
    address: str | None = "/api/v1/needs?limit=2"
    while address:
        page = ask(address).get_json()
        seen += [need["id"] for need in page["data"]]
        address = page["next"]

    assert seen == sorted(wanted, reverse=True)


def test_evidence_tells_shown_posts_of_the_owners_audience_and_names_nobody_of_a_small_group(ask: Ask) -> None:
    hidden = make_problem(source="The xyzzyhidden word")
    need = make_need(evidence=[make_problem(by=make_member(name="Xyzzy Solitary")), hidden])
    set_state(hidden, "hidden")

    answer = ask(f"/api/v1/needs/{need.id}/evidence")

    assert len(answer.get_json()["data"]) == 1
    assert "xyzzy" not in answer.text.lower()


def test_a_large_group_is_named(ask: Ask) -> None:
    need = needs_of_all_kinds()[0]

    people = {one["post"]["author"] for one in ask(f"/api/v1/needs/{need.id}/evidence").get_json()["data"]}

    assert None not in people
    assert len(people) == 5


def test_decisions_are_told_the_latest_first(ask: Ask) -> None:
    need = needs_of_all_kinds()[0]
    decided(need, NeedState.DECLINED)

    data = ask(f"/api/v1/needs/{need.id}/decisions").get_json()["data"]

    assert [(one["was"], one["state"]) for one in data] == [("delivered", "declined"), ("new", "delivered")]


def test_a_list_asks_the_database_little(ask: Ask) -> None:
    for _ in range(6):
        make_need(evidence=[make_problem()])

    with at_most_queries(4):
        assert len(ask("/api/v1/needs").get_json()["data"]) == 6


def test_a_second_member_without_the_role_reads_nothing(client: Client) -> None:
    owner = make_analyst()
    ask = asking(client, owner)
    need = make_need(evidence=[make_problem()])
    with transaction():
        db.session.get_one(Member, owner.id).is_analyst = False

    for path in ("", f"/{need.id}", f"/{need.id}/evidence", f"/{need.id}/decisions"):
        assert ask(f"/api/v1/needs{path}").status_code == 404
