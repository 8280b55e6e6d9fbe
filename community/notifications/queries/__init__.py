"""Reads of notifications: the inbox, and what is to go out by mail."""

from community.notifications.queries.inbox import (
    followed,
    get_notification,
    inbox,
    muted_kinds,
    needs_of,
    subject_of,
    tellings_of,
    unread_count,
)

__all__ = [
    "followed", "get_notification", "inbox", "muted_kinds", "needs_of", "subject_of", "tellings_of", "unread_count",
]  # fmt: skip
