"""The ways into pages composed of many features."""

from flask import Blueprint

blueprint = Blueprint("pages", __name__)

from community.pages.views import about, home, member, product, wayfinding  # noqa: E402 - they need the blueprint

__all__ = ["about", "blueprint", "home", "member", "product", "wayfinding"]
