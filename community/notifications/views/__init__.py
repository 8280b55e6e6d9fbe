"""The ways in of notifications: the inbox, what comes by mail, and the question whether it is solved."""

from flask import Blueprint

blueprint = Blueprint("notifications", __name__)

from community.notifications.views import inbox, mails, solved  # noqa: E402 - they need the blueprint

__all__ = ["blueprint", "inbox", "mails", "solved"]
