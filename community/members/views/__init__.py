"""The ways in of members: signing up, in and out; the account; the administrators' desk."""

from flask import Blueprint

blueprint = Blueprint("members", __name__)

from community.members.views import account, desk, organizations, signing  # noqa: E402 - they need the blueprint

__all__ = ["account", "blueprint", "desk", "organizations", "signing"]
