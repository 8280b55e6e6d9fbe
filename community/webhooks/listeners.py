"""What happens to needs becomes messages: figures, state and the way to the page, never what anybody wrote."""

from typing import Any

from community.core import settings
from community.core.events import listen
from community.insights.events import AlertRaised, NeedDecided, NeedReopened
from community.insights.models import AlertKind, Need
from community.insights.policies import may_name_people
from community.webhooks.actions import tell_endpoints
from community.webhooks.policies import MessageKind


@listen(AlertRaised)
def tell_of_alert(event: AlertRaised) -> None:
    """Tell of a sudden rise or a birth."""
    kinds = {AlertKind.SPIKE: MessageKind.SPIKE, AlertKind.BORN: MessageKind.BORN}
    kind = kinds.get(AlertKind(event.alert.kind))
    if kind is not None:
        tell_endpoints(kind, {**_need(event.alert.need), "figures": event.alert.figures})


@listen(NeedDecided)
def tell_of_decision(event: NeedDecided) -> None:
    """Tell of another state."""
    if event.was != event.need.state:
        tell_endpoints(MessageKind.STATE, {**_need(event.need), "was": event.was})


@listen(NeedReopened)
def tell_of_reopening(event: NeedReopened) -> None:
    """Tell that a need is open again."""
    tell_endpoints(MessageKind.STATE, {**_need(event.need), "was": event.was})


def _need(need: Need) -> dict[str, Any]:
    """Describe the need; the name of a small group's, made of its members' words, stays in the house."""
    return {
        "need_id": need.id,
        "name": need.name if need.title or may_name_people(need.customer_count) else None,
        "state": need.state,
        "customers": need.customer_count,
        "organizations": need.organization_count,
        "posts": need.post_count,
        "url": f"{settings.current().base_url}/desk/needs/{need.id}",
    }
