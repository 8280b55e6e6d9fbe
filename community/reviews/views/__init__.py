"""The ways into reviews: the page of one, writing and editing."""

from flask import Blueprint

blueprint = Blueprint("reviews", __name__)

from community.reviews.views import reading, writing  # noqa: E402 - they need the blueprint

__all__ = ["blueprint", "reading", "writing"]
