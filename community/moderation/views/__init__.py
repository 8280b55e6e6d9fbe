"""The ways into moderation: reporting, the desk, the audit log."""

from flask import Blueprint

blueprint = Blueprint("moderation", __name__)

from community.moderation.views import desk, duplicates, reporting  # noqa: E402 - they need the blueprint

__all__ = ["blueprint", "desk", "duplicates", "reporting"]
