"""What may be switched off."""

from community.notifications.models import NotificationKind


def may_mute(kind: str) -> bool:
    """Everything but decisions on one's own posts."""
    return kind != NotificationKind.DECISION


ALL = "all"
MAILED = frozenset(
    {
        NotificationKind.REPLY, NotificationKind.OFFICIAL, NotificationKind.STATUS, NotificationKind.DECISION,
        NotificationKind.NEED, NotificationKind.ALERT,
    }
)  # fmt: skip


def is_mailed_unasked(kind: str) -> bool:
    """Replies and decisions come by mail unless the member says no; everything else only where he asks for it."""
    return kind in MAILED
