"""The page of a product."""

from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from community.core.locale import _
from community.members.session import visitor
from community.pages.queries.product import KINDS, ProductPage, Tab, Wanted, get_product, product_page
from community.pages.tabs import tab
from community.pages.views import blueprint
from community.posts import addresses
from community.reviews.models import STARS
from community.reviews.queries import Sort


@blueprint.get("/products/<slug>")
def product(slug: str) -> ResponseReturnValue:
    """Show a product with what is said about it."""
    wanted = _wanted()
    page = product_page(get_product(slug), visitor(), wanted)
    return render_template(
        "pages/product.html",
        page=page,
        wanted=wanted,
        kept={"show": Tab.REVIEWS, "sort": _named(wanted.sort)},
        tabs=_tabs(page),
        sorts=_sorts(slug, wanted),
        urls={name: _url(slug, page.tab, wanted, cursor) for name, cursor in _cursors(page).items() if cursor},
        url_of=addresses.url_of,
    )


def _wanted() -> Wanted:
    show, sort = request.args.get("show"), request.args.get("sort")
    stars = request.args.get("stars", type=int)
    sought = Wanted(
        tab=Tab(show) if show in set(Tab) else None,
        stars=stars if stars in STARS else None,
        sort=Sort(sort) if sort in set(Sort) else Sort.HELPFUL,
        cursor=request.args.get("after"),
    )
    return sought if sought.tab or not sought.stars else Wanted(Tab.REVIEWS, sought.stars, sought.sort, sought.cursor)


def _tabs(page: ProductPage) -> list[dict[str, object]]:
    words = {
        Tab.REVIEWS: _("Reviews"),
        Tab.PROBLEMS: _("Problems"),
        Tab.IDEAS: _("Ideas"),
        Tab.ARTICLES: _("Knowledge"),
    }
    slug = page.product.slug
    return [
        tab(url_for(".product", slug=slug, show=one), words[one], page.counts[one], is_current=one is page.tab)
        for one in KINDS
    ]


def _sorts(slug: str, wanted: Wanted) -> list[dict[str, object]]:
    words = {Sort.HELPFUL: _("Most helpful"), Sort.NEWEST: _("Newest"), Sort.LOWEST: _("Fewest stars")}
    return [
        {
            "url": url_for(".product", slug=slug, show=Tab.REVIEWS, stars=wanted.stars, sort=_named(sort)),
            "label": word,
            "current": sort is wanted.sort,
        }
        for sort, word in words.items()
    ]


def _cursors(page: ProductPage) -> dict[str, str | None]:
    return {"previous": page.rows.previous_cursor, "next": page.rows.next_cursor}


def _url(slug: str, shown: Tab, wanted: Wanted, cursor: str | None) -> str:
    narrowed: dict[str, Any] = {"stars": wanted.stars, "sort": _named(wanted.sort)} if shown is Tab.REVIEWS else {}
    return url_for(".product", slug=slug, show=shown, after=cursor, **narrowed)


def _named(sort: Sort) -> Sort | None:
    """Name an order in an address only where it is not the usual one."""
    return None if sort is Sort.HELPFUL else sort
