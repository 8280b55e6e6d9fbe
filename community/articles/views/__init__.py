"""The ways into articles: the list, the page of one, what stands beside a problem, writing and editing."""

from flask import Blueprint

blueprint = Blueprint("articles", __name__)

from community.articles.views import reading, writing  # noqa: E402 - they need the blueprint

__all__ = ["blueprint", "reading", "writing"]
