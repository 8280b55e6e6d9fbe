"""The lists of ideas and the public roadmap."""

from collections.abc import Callable, Collection, Sequence
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from community.core.locale import _
from community.ideas import queries
from community.ideas.models import OPEN, Status
from community.ideas.queries import Sort
from community.ideas.views import blueprint
from community.members.session import visitor
from community.products.models import Product
from community.products.queries import offered_products, product_by_slug

EVERY = "all"


@blueprint.get("/ideas")
def index() -> ResponseReturnValue:
    """List ideas; at first those that can still be voted for, by recent support."""
    sort, status = _sort(), request.args.get("status", "")
    product, products = _product(), offered_products()
    page = queries.ideas_in(
        sort, visitor(), statuses=_statuses(status), product=product, cursor=request.args.get("after")
    )
    cursors = {"previous": page.previous_cursor, "next": page.next_cursor}
    return render_template(
        "ideas/index.html",
        ideas=page.rows,
        sort=sort,
        product=product,
        is_narrowed=bool(status or product),
        sorts=_sorts(sort),
        statuses=_status_chips(status),
        products=_product_chips(products, product, _here),
        urls={name: _here(after=cursor) for name, cursor in cursors.items() if cursor},
        every_url=url_for(".index", sort=sort, status=EVERY),
    )


@blueprint.get("/roadmap")
def roadmap() -> ResponseReturnValue:
    """Show what the company has promised, is making and has made."""
    product = _product()
    return render_template(
        "ideas/roadmap.html",
        roadmap=queries.roadmap(visitor(), product=product),
        product=product,
        products=_product_chips(offered_products(), product, lambda **changes: url_for(".roadmap", **changes)),
    )


def _product() -> Product | None:
    slug = request.args.get("product", "")
    return product_by_slug(slug) if slug else None


def _sort() -> Sort:
    wanted = request.args.get("sort", "")
    return Sort(wanted) if wanted in set(Sort) else Sort.TRENDING


def _statuses(status: str) -> Collection[Status]:
    if status == EVERY:
        return ()
    return (Status(status),) if status in set(Status) else OPEN


def _here(**changes: str | None) -> str:
    """Return the address of this list with other filters, at its first page unless told otherwise."""
    wanted: dict[str, Any] = {name: request.args.get(name) for name in ("sort", "status", "product")} | changes
    return url_for(".index", **{name: value for name, value in wanted.items() if value})


def _sorts(current: Sort) -> list[dict[str, object]]:
    labels = {
        Sort.TRENDING: _("Trending"),
        Sort.WANTED: _("Most wanted"),
        Sort.ORGANIZATIONS: _("Most organizations"),
        Sort.NEWEST: _("Newest"),
    }
    return [{"url": _here(sort=sort), "label": label, "current": sort is current} for sort, label in labels.items()]


def _status_chips(current: str) -> list[dict[str, object]]:
    labels = [("", _("Open")), *((str(status), status.word) for status in Status), (EVERY, _("All"))]
    known = current if current in dict(labels) else ""
    return [{"url": _here(status=value), "label": label, "current": value == known} for value, label in labels]


def _product_chips(
    products: Sequence[Product], current: Product | None, url: Callable[..., str]
) -> list[dict[str, object]]:
    """Name the products; the chosen one's address takes the choice off."""
    return [
        {
            "url": url(product=None if product is current else product.slug),
            "label": product.shown_name,
            "current": product is current,
        }
        for product in products
    ]
