"""Who names endpoints, and what they can hear of."""

from enum import StrEnum

from community.members.models import Viewer


class MessageKind(StrEnum):
    """What endpoints are told of."""

    BORN = "need.born"
    SPIKE = "need.spike"
    STATE = "need.state_changed"


def may_administer(viewer: Viewer) -> bool:
    """What leaves the house is the administrators' business alone."""
    return viewer.is_administrator
