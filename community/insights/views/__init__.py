"""The desk of the product team: the board, a need, what is decided, reports."""

from flask import Blueprint

blueprint = Blueprint("insights", __name__, url_prefix="/desk")

from community.insights.views import board, deciding, need, reports, shaping  # noqa: E402 - they need the blueprint

__all__ = ["blueprint", "board", "deciding", "need", "reports", "shaping"]
