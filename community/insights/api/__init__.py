"""Needs for programs: `/api/v1/needs…`, described by `/api/v1/openapi.json`."""

from flask import Blueprint

blueprint = Blueprint("insights_api", __name__, url_prefix="/api/v1")

from community.insights.api import description, reading  # noqa: E402 - they need the blueprint

__all__ = ["blueprint", "description", "reading"]
