"""The ways into ideas: lists, the roadmap, the page of one, submitting, editing, and answering for the company."""

from flask import Blueprint

blueprint = Blueprint("ideas", __name__)

from community.ideas.views import deciding, listing, reading, writing  # noqa: E402 - they need the blueprint

__all__ = ["blueprint", "deciding", "listing", "reading", "writing"]
