"""Writes of endpoints and deliveries."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete

from community.core import clock, settings
from community.core.database import db
from community.core.errors import ConflictError
from community.core.jobs import later
from community.core.locale import _l
from community.members.models import Member
from community.moderation.actions import record_audit
from community.webhooks import queries, sending, signing
from community.webhooks.events import Deliver
from community.webhooks.models import Delivery, Endpoint
from community.webhooks.policies import MessageKind

PAUSES = tuple(timedelta(seconds=one) for one in (5, 300, 1800, 7200, 18_000, 36_000, 36_000))
BOTH_SIGN = timedelta(hours=24)
MOST_FAILURES = 5
KEPT = timedelta(days=30)
LONGEST_ERROR = 300
MOST_ENDPOINTS = 20


def add_endpoint(url: str, kinds: Iterable[MessageKind], *, by: Member) -> tuple[Endpoint, str]:
    """Name an endpoint; return it with its secret, which is shown once."""
    queries.refuse_others(by)
    if len(queries.endpoints(by)) >= MOST_ENDPOINTS:
        raise ConflictError(_l("There are as many endpoints as there can be. Remove one first."))
    try:
        sending.check_url(url, allowed=settings.current().webhook_networks)
    except sending.RefusedAddressError as error:
        raise ConflictError(_l("Nothing can be sent there: only public https:// addresses are told.")) from error
    endpoint = Endpoint(url=url, kinds=sorted(kind.value for kind in kinds), salt=signing.new_salt(), by_id=by.id)
    db.session.add(endpoint)
    db.session.flush()
    _audit("webhook_added", endpoint, by)
    return endpoint, _secret(endpoint)


def change_secret(endpoint: Endpoint, *, by: Member) -> str:
    """Make another secret and return it; the former one signs beside it for a day."""
    queries.refuse_others(by)
    endpoint.former_salt, endpoint.former_until = endpoint.salt, clock.now() + BOTH_SIGN
    endpoint.salt = signing.new_salt()
    _audit("webhook_secret_changed", endpoint, by)
    return _secret(endpoint)


def remove_endpoint(endpoint: Endpoint, *, by: Member) -> None:
    """Tell it no more, and forget what it was told."""
    queries.refuse_others(by)
    _audit("webhook_removed", endpoint, by)
    db.session.delete(endpoint)


def enable_endpoint(endpoint: Endpoint, *, by: Member) -> None:
    """Tell it again after it was switched off."""
    queries.refuse_others(by)
    endpoint.disabled_at, endpoint.disabled_because, endpoint.failures = None, "", 0
    _audit("webhook_enabled", endpoint, by)


def tell_endpoints(kind: MessageKind, data: dict[str, Any]) -> None:
    """Write a delivery for every endpoint that wants to hear of it, in this very transaction."""
    for endpoint in queries.listening(kind):
        payload = {"type": kind.value, "timestamp": clock.now().isoformat(), "data": data}
        delivery = Delivery(endpoint_id=endpoint.id, kind=kind.value, payload=payload)
        db.session.add(delivery)
        db.session.flush()
        later(Deliver(delivery.id))


def send_again(delivery: Delivery, *, by: Member) -> None:
    """Try a delivery once more from the beginning."""
    queries.refuse_others(by)
    delivery.attempts, delivery.given_up_at, delivery.delivered_at = 0, None, None
    later(Deliver(delivery.id))


def salts_of(endpoint: Endpoint) -> list[str]:
    """Return the salts that sign now."""
    is_both = endpoint.former_salt and endpoint.former_until and endpoint.former_until > clock.now()
    return [endpoint.salt, endpoint.former_salt] if is_both and endpoint.former_salt else [endpoint.salt]


def note_delivered(delivery: Delivery, status: int) -> None:
    """Note that the endpoint took it."""
    delivery.status, delivery.error, delivery.delivered_at = status, "", clock.now()
    delivery.endpoint.failures = 0


def note_failed(delivery: Delivery, error: str, *, status: int | None, is_final: bool = False) -> None:
    """Try again after a growing pause, for about a day and a half; an endpoint that fails on and on is switched off."""
    delivery.status, delivery.error = status, error[:LONGEST_ERROR]
    if is_final or delivery.attempts > len(PAUSES):
        delivery.given_up_at = clock.now()
        _count_failure(delivery.endpoint, delivery.error)
    else:
        later(Deliver(delivery.id), at=next_attempt(delivery.attempts))


def next_attempt(attempts: int) -> datetime:
    """Return when to try again after so many attempts: 5 seconds, 5 and 30 minutes, 2, 5, 10 and 10 hours."""
    return clock.now() + PAUSES[attempts - 1]


def forget_old() -> None:
    """Drop the log of a month ago."""
    db.session.execute(delete(Delivery).where(Delivery.created_at < clock.now() - KEPT))


def _count_failure(endpoint: Endpoint, error: str) -> None:
    endpoint.failures += 1
    if endpoint.failures >= MOST_FAILURES and endpoint.disabled_at is None:
        endpoint.disabled_at, endpoint.disabled_because = clock.now(), error[:200]
        record_audit(
            "webhook_disabled", by_id=None, subject="webhook", subject_id=endpoint.id, details={"because": error}
        )


def _secret(endpoint: Endpoint) -> str:
    return signing.secret_of(settings.current().secret_key, endpoint.salt)


def _audit(action: str, endpoint: Endpoint, by: Member) -> None:
    record_audit(action, by_id=by.id, subject="webhook", subject_id=endpoint.id, details={"url": endpoint.url})
