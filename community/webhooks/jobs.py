"""Deliveries in the background: the database is let go of while an endpoint takes its time."""

import json
from datetime import timedelta

from community.core import clock, settings
from community.core.jobs import job, repeat
from community.core.transaction import transaction
from community.webhooks import actions, queries, sending, signing
from community.webhooks.events import Deliver, ForgetDeliveries
from community.webhooks.models import Delivery

GONE = 410
repeat(ForgetDeliveries(), every=timedelta(days=1))


@job(Deliver)
def deliver(task: Deliver) -> None:
    """Send one message; 2xx means taken, 410 that the endpoint wants no more of it."""
    with transaction():
        delivery = queries.to_deliver(task.delivery_id)
        if delivery is None or delivery.endpoint.disabled_at is not None:
            return
        delivery.attempts += 1
        url, body, headers = delivery.endpoint.url, _body(delivery), _headers(delivery)
    status, error, is_final = _answer_of(url, body, headers)
    with transaction():
        delivery = queries.to_deliver(task.delivery_id)
        if delivery is None:
            return
        if status is not None and 200 <= status < 300:
            actions.note_delivered(delivery, status)
        else:
            actions.note_failed(delivery, error, status=status, is_final=is_final)


@job(ForgetDeliveries)
def forget(task: ForgetDeliveries) -> None:
    """Keep the log to a month."""
    with transaction():
        actions.forget_old()


def _body(delivery: Delivery) -> bytes:
    return json.dumps(delivery.payload, ensure_ascii=False, separators=(",", ":")).encode()


def _headers(delivery: Delivery) -> dict[str, str]:
    signed = signing.headers_of(
        settings.current().secret_key, actions.salts_of(delivery.endpoint), message_id=f"msg_{delivery.id}",
        timestamp=int(clock.now().timestamp()), body=_body(delivery),
    )  # fmt: skip
    return {**signed, "Content-Type": "application/json; charset=utf-8", "User-Agent": "Anjoman-Webhooks/1"}


def _answer_of(url: str, body: bytes, headers: dict[str, str]) -> tuple[int | None, str, bool]:
    """Return the status, what went wrong, and whether it always will."""
    try:
        status = sending.post(url, body, headers, allowed=settings.current().webhook_networks)
    except sending.RefusedAddressError as error:
        return None, str(error), True
    except sending.DeliveryError as error:
        return None, str(error), False
    return status, f"the endpoint answered {status}", status == GONE
