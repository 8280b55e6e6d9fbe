"""Whether the process lives, and whether each part is ready."""

from collections.abc import Callable

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from community.core.database import db

blueprint = Blueprint("health", __name__, url_prefix="/-")
_checks: dict[str, Callable[[], bool]] = {}


def check(name: str) -> Callable[[Callable[[], bool]], Callable[[], bool]]:
    """Add a part that may be down without the site being down."""

    def register(function: Callable[[], bool]) -> Callable[[], bool]:
        _checks[name] = function
        return function

    return register


@blueprint.get("/live")
def live() -> ResponseReturnValue:
    """Answer without depending on anything."""
    return jsonify(status="live")


@blueprint.get("/ready")
def ready() -> ResponseReturnValue:
    """Tell each part's state: 503 without the database, "degraded" without a lesser part."""
    if not _database_answers():
        return jsonify(status="down", database="down"), 503
    parts = {name: "ready" if _is_fine(function) else "down" for name, function in _checks.items()}
    status = "ready" if all(state == "ready" for state in parts.values()) else "degraded"
    return jsonify(status=status, database="ready", **parts)


def _database_answers() -> bool:
    try:
        return bool(db.session.scalar(text("SELECT 1")) == 1)
    except SQLAlchemyError:
        db.session.rollback()
        return False


def _is_fine(function: Callable[[], bool]) -> bool:
    try:
        return function()
    except Exception:  # noqa: BLE001 - a check that fails in any way says its part is down
        return False
