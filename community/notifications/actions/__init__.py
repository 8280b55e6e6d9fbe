"""Writes of notifications: the inbox, and the letters that carry it by mail."""

from community.notifications.actions.inbox import (
    CHUNK,
    choose_kinds,
    mark_all_read,
    mark_read,
    mark_unread_again,
    tell,
    tell_each,
)
from community.notifications.actions.letters import (
    choose_mails,
    get_letter,
    give_up,
    letter_to_send,
    note_failed,
    note_sent,
    open_letter,
    plan_digests,
    stop_all_mail,
)

__all__ = [
    "CHUNK", "choose_kinds", "choose_mails", "get_letter", "give_up", "letter_to_send", "mark_all_read", "mark_read", "mark_unread_again",
    "note_failed", "note_sent", "open_letter", "plan_digests", "stop_all_mail", "tell", "tell_each",
]  # fmt: skip
