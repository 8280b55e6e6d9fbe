"""Tokens: shown once, kept as a hash, revoked at once, and worth what their owner may read."""

from collections.abc import Callable

import pytest

from community.core import observations
from community.core.database import db
from community.core.transaction import transaction
from community.members import actions as members
from community.members.models import OPERATOR, ApiToken, Member, Role
from community.tokens.actions import make_token, note_use, revoke_token
from community.tokens.policies import Scope
from tests.client import Client
from tests.factories import make_member
from tests.factories.needs import make_analyst
from tests.page import read_page

SignIn = Callable[[Member], Client]
NEEDS = "/api/v1/needs"


def a_token(*scopes: Scope, by: Member | None = None) -> tuple[ApiToken, dict[str, str]]:
    by = by or make_analyst()
    with transaction():
        token, secret = make_token("Test", scopes or list(Scope), by=by)
    return token, {"Authorization": f"Bearer {secret}"}


def test_the_secret_is_shown_once_and_kept_as_a_hash(sign_in: SignIn) -> None:
    browser = sign_in(make_analyst())

    made = browser.send("/desk/tokens", {"name": "Dashboard", "scopes": ["needs:read"]})
    token = db.session.query(ApiToken).one()
    secret = next(word for word in read_page(made).text.split() if word.startswith("anj_") and len(word) > 30)

    assert secret not in browser.get("/desk/tokens").text
    assert secret not in str(vars(token))
    assert (
        browser.application.test_client().get(NEEDS, headers={"Authorization": f"Bearer {secret}"}).status_code == 200
    )


def test_without_a_valid_token_a_program_is_refused_whatever_cookies_it_has(client: Client, sign_in: SignIn) -> None:
    refused = [
        client.get(NEEDS), sign_in(make_analyst()).get(NEEDS),
        *(client.get(NEEDS, headers={"Authorization": one}) for one in ("Bearer ", "Bearer anj_x", "Basic eDp5", "Bearer " + "x" * 9000)),
    ]  # fmt: skip

    assert {response.status_code for response in refused} == {401}
    assert {response.mimetype for response in refused} == {"application/problem+json"}
    assert refused[0].headers["WWW-Authenticate"] == "Bearer"


def test_a_revoked_token_a_suspended_owner_and_a_lost_role_open_nothing(client: Client) -> None:
    token, revoked = a_token()
    suspended, demoted = make_analyst(), make_analyst()
    (_, of_suspended), (_, of_demoted) = a_token(by=suspended), a_token(by=demoted)
    with transaction():
        revoke_token(db.session.get_one(ApiToken, token.id), by=token.member)
        members.suspend_member(db.session.get_one(Member, suspended.id), by=OPERATOR)
        members.take_role(db.session.get_one(Member, demoted.id), Role.ANALYST, by=OPERATOR)

    statuses = [client.get(NEEDS, headers=headers).status_code for headers in (revoked, of_suspended, of_demoted)]

    assert statuses == [401, 401, 404]


def test_a_scope_opens_its_own_door_only(client: Client) -> None:
    _, headers = a_token(Scope.EVIDENCE)

    assert client.get(NEEDS, headers=headers).status_code == 403


def test_only_its_owner_or_an_administrator_revokes_a_token(sign_in: SignIn) -> None:
    token, _ = a_token()

    statuses = [
        sign_in(one).send(f"/desk/tokens/{token.id}/revoke").status_code
        for one in (make_analyst(), make_member(), make_member(roles=("administrator",)))
    ]

    assert statuses == [404, 404, 303]


def test_use_is_noted_behind_the_readers_back(client: Client) -> None:
    token, headers = a_token()
    client.get(NEEDS, headers=headers)
    before = db.session.get_one(ApiToken, token.id).last_used_at
    observations.write_waiting()
    with transaction():
        note_use()

    assert before is None
    assert db.session.get_one(ApiToken, token.id).last_used_at is not None


def test_a_program_that_asks_too_often_is_told_when_to_ask_again(
    client: Client, change_settings: Callable[..., object]
) -> None:
    change_settings(rate_limit_scale=0.01)
    _, headers = a_token()

    answers = [client.get(NEEDS, headers=headers) for _ in range(2)]

    assert [one.status_code for one in answers] == [200, 429]
    assert int(answers[1].headers["Retry-After"]) >= 1


@pytest.mark.parametrize(
    "fields", [{"name": "", "scopes": ["needs:read"]}, {"name": "X", "scopes": []}, {"name": "X", "scopes": ["all"]}]
)
def test_a_token_has_a_name_and_known_scopes(sign_in: SignIn, fields: dict[str, object]) -> None:
    sign_in(make_analyst()).send("/desk/tokens", fields)

    assert db.session.query(ApiToken).count() == 0
