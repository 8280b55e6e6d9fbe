"""The ways into problems: lists, the page of one, asking, answering, editing, and saying what helped."""

from flask import Blueprint

blueprint = Blueprint("problems", __name__)

from community.problems.views import (  # noqa: E402 - they need the blueprint
    answering,
    asking,
    editing,
    judging,
    listing,
    reading,
)

__all__ = ["answering", "asking", "blueprint", "editing", "judging", "listing", "reading"]
