"""Endpoints are told in the same transaction, tried again, switched off when they fail on and on, and never told words."""

import json
from collections.abc import Callable
from datetime import date
from itertools import pairwise

import pytest

from community.core.database import db
from community.core.jobs import Job
from community.core.transaction import transaction
from community.insights.actions.alerting import raise_alert
from community.insights.models import AlertKind, NeedState
from community.members.models import Member
from community.moderation.models import AuditEntry
from community.webhooks import actions, jobs, sending
from community.webhooks.events import Deliver
from community.webhooks.models import Delivery, Endpoint
from community.webhooks.policies import MessageKind
from tests.client import Client
from tests.factories import make_member, make_problem
from tests.factories.needs import make_analyst, make_need
from tests.notifications.deciding import planned
from tests.page import read_page

SignIn = Callable[[Member], Client]
URL = "https://hooks.example.org/anjoman"


def an_endpoint(*kinds: MessageKind) -> Endpoint:
    by = make_member(roles=("administrator",))
    with transaction():
        return actions.add_endpoint(URL, kinds or list(MessageKind), by=by)[0]


def a_delivery() -> Delivery:
    endpoint = an_endpoint()
    with transaction():
        actions.tell_endpoints(MessageKind.BORN, {"need_id": 1})
    return db.session.query(Delivery).filter_by(endpoint_id=endpoint.id).one()


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> list[int | Exception]:
    """What the endpoint answers, one after the other; then 200."""
    planned_answers: list[int | Exception] = []

    def post(*_: object, **__: object) -> int:
        answer = planned_answers.pop(0) if planned_answers else 200
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(sending, "post", post)
    return planned_answers


def test_a_decision_a_rise_and_a_birth_are_told_to_who_wants_to_hear_of_them() -> None:
    endpoint, deaf = an_endpoint(), an_endpoint(MessageKind.BORN)
    need = make_need(evidence=[make_problem(source="The xyzzysecret words")])
    planned(need, NeedState.PLANNED)
    with transaction():
        for kind in (AlertKind.SPIKE, AlertKind.BORN):
            raise_alert(need.id, kind, first_day=date(2026, 5, 1), last_day=date(2026, 5, 2), figures={"customers": 9})

    told = [(one.endpoint_id, one.kind) for one in db.session.query(Delivery).order_by(Delivery.id)]

    assert told == [
        (endpoint.id, "need.state_changed"), (endpoint.id, "need.spike"), (endpoint.id, "need.born"), (deaf.id, "need.born"),
    ]  # fmt: skip
    payload = db.session.query(Delivery).first().payload  # type: ignore[union-attr]
    assert (payload["data"]["was"], payload["data"]["state"]) == ("new", "planned")
    assert "xyzzysecret" not in json.dumps([one.payload for one in db.session.query(Delivery)])


def test_the_name_of_a_small_group_stays_in_the_house() -> None:
    an_endpoint()
    planned(make_need(evidence=[make_problem()], title="Xyzzy words of one customer"), NeedState.PLANNED)

    assert db.session.query(Delivery).one().payload["data"]["name"] is None


def test_an_undone_transaction_tells_nobody() -> None:
    an_endpoint()
    with pytest.raises(RuntimeError), transaction():
        actions.tell_endpoints(MessageKind.BORN, {})
        raise RuntimeError

    assert db.session.query(Delivery).count() == 0


def test_a_message_is_taken_once(answers: list[int | Exception]) -> None:
    delivery = a_delivery()

    for _ in range(2):
        jobs.deliver(Deliver(delivery.id))

    db.session.refresh(delivery)
    assert (delivery.status, delivery.attempts) == (200, 1)
    assert delivery.delivered_at is not None


def test_failures_are_tried_again_with_growing_pauses_and_given_up(answers: list[int | Exception]) -> None:
    delivery = a_delivery()
    answers += [500, 302, sending.DeliveryError("refused"), *[503] * 10]

    for _ in range(12):
        jobs.deliver(Deliver(delivery.id))

    db.session.refresh(delivery)
    waits = sorted(job.run_at for job in db.session.query(Job).filter_by(kind="webhooks.Deliver"))
    pauses = [later - earlier for earlier, later in pairwise(waits)]
    assert delivery.attempts == len(actions.PAUSES) + 1
    assert delivery.given_up_at is not None
    assert delivery.error == "the endpoint answered 503"
    assert max(pauses).total_seconds() > 3600


@pytest.mark.parametrize("answer", [410, sending.RefusedAddressError("the endpoint lies in a private network")])
def test_gone_or_private_is_final(answers: list[int | Exception], answer: int | Exception) -> None:
    delivery = a_delivery()
    answers.append(answer)

    jobs.deliver(Deliver(delivery.id))

    db.session.refresh(delivery)
    assert delivery.given_up_at is not None


def test_an_endpoint_that_fails_on_and_on_is_switched_off_and_told_again_on_demand(
    answers: list[int | Exception], sign_in: SignIn
) -> None:
    endpoint = an_endpoint()
    for _ in range(actions.MOST_FAILURES):
        with transaction():
            actions.tell_endpoints(MessageKind.BORN, {})
        answers.append(410)
        jobs.deliver(Deliver(db.session.query(Delivery).order_by(Delivery.id.desc()).first().id))  # type: ignore[union-attr]

    with transaction():
        actions.tell_endpoints(MessageKind.BORN, {})
    browser = sign_in(make_member(roles=("administrator",)))
    assert db.session.query(Delivery).count() == actions.MOST_FAILURES
    assert "the endpoint answered 410" in browser.get(f"/desk/webhooks/{endpoint.id}").text
    assert db.session.query(AuditEntry).filter_by(action="webhook_disabled").count() == 1

    browser.send(f"/desk/webhooks/{endpoint.id}/enable")
    assert db.session.get_one(Endpoint, endpoint.id).disabled_at is None


def test_the_secret_is_shown_once_and_kept_nowhere(sign_in: SignIn) -> None:
    browser = sign_in(make_member(roles=("administrator",)))
    page = browser.send("/desk/webhooks", {"url": URL, "kinds": ["need.born"]})
    endpoint = db.session.query(Endpoint).one()
    secret = next(word for word in read_page(page).text.split() if word.startswith("whsec_"))

    assert secret not in browser.get("/desk/webhooks").text + browser.get(f"/desk/webhooks/{endpoint.id}").text
    assert secret.removeprefix("whsec_") not in str(vars(endpoint))


def test_a_changed_secret_and_the_former_one_sign_for_a_day(stop_clock: Callable[..., None]) -> None:
    endpoint = an_endpoint()
    before, by = endpoint.salt, make_member(roles=("administrator",))
    with transaction():
        actions.change_secret(db.session.get_one(Endpoint, endpoint.id), by=by)
    fresh = db.session.get_one(Endpoint, endpoint.id)
    both = actions.salts_of(fresh)
    stop_clock(fresh.former_until)

    assert both == [fresh.salt, before]
    assert actions.salts_of(fresh) == [fresh.salt]


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/",
        "https://127.0.0.1\\@x/",
        "http://example.org/",
        "ftp://example.org/",
        "https://a:b@example.org/",
    ],
)
def test_addresses_that_are_not_public_are_refused_beside_the_field(sign_in: SignIn, url: str) -> None:
    page = sign_in(make_member(roles=("administrator",))).send("/desk/webhooks", {"url": url, "kinds": ["need.born"]})

    assert "only public https:// addresses" in page.text
    assert db.session.query(Endpoint).count() == 0


def test_to_an_analyst_there_are_no_webhooks(sign_in: SignIn) -> None:
    endpoint = an_endpoint()
    browser = sign_in(make_analyst())

    assert browser.get(f"/desk/webhooks/{endpoint.id}").status_code == 404
    assert browser.send(f"/desk/webhooks/{endpoint.id}/secret").status_code == 404
