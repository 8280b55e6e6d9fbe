"""What may be switched off."""

from community.notifications.models import NotificationKind


def may_mute(kind: str) -> bool:
    """Everything but decisions on one's own posts."""
    return kind != NotificationKind.DECISION
