"""Reads of endpoints and deliveries."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from community.core.database import db
from community.core.errors import NotFoundError
from community.core.locale import _l
from community.core.paging import Page, page_of
from community.members.models import Viewer
from community.webhooks import policies
from community.webhooks.models import Delivery, Endpoint


def refuse_others(viewer: Viewer) -> None:
    """Raise `NotFoundError` for everybody but administrators: the page is not there for them."""
    if not policies.may_administer(viewer):
        raise NotFoundError(_l("There is no such page, or it is not open to you."))


def endpoints(viewer: Viewer) -> Sequence[Endpoint]:
    """Return all endpoints, the latest first."""
    refuse_others(viewer)
    return db.session.scalars(select(Endpoint).order_by(Endpoint.id.desc())).all()


def get_endpoint(endpoint_id: int, viewer: Viewer, *, for_update: bool = False) -> Endpoint:
    """Return one endpoint."""
    refuse_others(viewer)
    rows = select(Endpoint).where(Endpoint.id == endpoint_id)
    endpoint = db.session.scalar(rows.with_for_update() if for_update else rows)
    if endpoint is None:
        raise NotFoundError(_l("There is no such endpoint."))
    return endpoint


def get_delivery(delivery_id: int, viewer: Viewer) -> Delivery:
    """Return one delivery, locked."""
    refuse_others(viewer)
    delivery = db.session.scalar(select(Delivery).where(Delivery.id == delivery_id).with_for_update())
    if delivery is None:
        raise NotFoundError(_l("There is no such delivery."))
    return delivery


def listening(kind: str) -> list[Endpoint]:
    """Return the endpoints that want to hear of this kind."""
    rows = select(Endpoint).where(Endpoint.disabled_at.is_(None)).order_by(Endpoint.id)
    return [endpoint for endpoint in db.session.scalars(rows) if kind in endpoint.kinds]


def deliveries(endpoint: Endpoint, cursor: str | None = None) -> Page[Delivery]:
    """Return a page of what was sent to an endpoint, the latest first."""
    return page_of(select(Delivery).where(Delivery.endpoint_id == endpoint.id), [Delivery.id], cursor=cursor)


def to_deliver(delivery_id: int) -> Delivery | None:
    """Return the delivery, locked, if it is still to be made."""
    rows = select(Delivery).where(
        Delivery.id == delivery_id, Delivery.delivered_at.is_(None), Delivery.given_up_at.is_(None)
    )
    return db.session.scalar(rows.options(joinedload(Delivery.endpoint)).with_for_update(of=Delivery))
