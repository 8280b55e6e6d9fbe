"""The ways into search: results, suggestions while typing, similar posts while writing."""

from flask import Blueprint

from community.search.engines import engine
from community.web import health

blueprint = Blueprint("search", __name__, url_prefix="/search")

health.check("search")(lambda: engine().is_usable())

from community.search.views import results, saved, similar, synonyms, typing  # noqa: E402 - they need the blueprint

__all__ = ["blueprint", "results", "saved", "similar", "synonyms", "typing"]
