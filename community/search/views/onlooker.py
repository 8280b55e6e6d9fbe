"""Who looks on, and what all pages of search call things."""

from flask import request

from community.core.locale import _
from community.members.session import visitor
from community.products.models import Product
from community.products.queries import product_by_slug
from community.web import rates


def onlooker() -> str:
    """Return a stable word for whoever looks on; only a daily hash of it is kept."""
    viewer = visitor()
    return str(viewer.id) if viewer.is_signed_in else rates.network()


def product_asked_for() -> Product | None:
    """Return the product that the address names."""
    slug = request.args.get("product", "")
    return product_by_slug(slug) if slug else None


def kind_words() -> dict[str, str]:
    """Return what one thread of each kind is called."""
    return {"problem": _("Problem"), "idea": _("Idea"), "review": _("Review"), "article": _("Article")}
