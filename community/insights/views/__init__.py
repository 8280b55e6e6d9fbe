"""The desk of the product team: the board, a need, what is decided, how the engine does, reports."""

from flask import Blueprint

blueprint = Blueprint("insights", __name__, url_prefix="/desk")

from community.insights.views import (  # noqa: E402 - they need the blueprint
    alerts,
    board,
    deciding,
    engine,
    evidence,
    need,
    notes,
    proposals,
    reports,
    searches,
    shaping,
    weights,
)

__all__ = [
    "alerts", "blueprint", "board", "deciding", "engine", "evidence", "need", "notes", "proposals", "reports",
    "searches", "shaping", "weights",
]  # fmt: skip
