"""The lists of problems."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from community.core.locale import _
from community.members.models import Viewer
from community.members.session import current_member, visitor
from community.problems import queries
from community.problems.queries import Listing
from community.problems.views import blueprint
from community.products.queries import offered_products, product_by_slug


@blueprint.get("/problems")
def index() -> ResponseReturnValue:
    """List problems by newest activity, or those that wait, or those that many have; of one product if wanted."""
    listing = _listing()
    viewer: Viewer = current_member() if listing is Listing.MINE else visitor()
    slug = request.args.get("product", "")
    product = product_by_slug(slug) if slug else None
    page = queries.problems_in(listing, viewer, product=product, cursor=request.args.get("after"))
    chosen = product.slug if product else None
    cursors = {"previous": page.previous_cursor, "next": page.next_cursor}
    return render_template(
        "problems/index.html",
        problems=page.rows,
        listing=listing,
        product=product,
        tabs=_tabs(listing, viewer, chosen),
        chips=_chips(listing, chosen),
        urls={name: _url(listing, chosen, cursor) for name, cursor in cursors.items() if cursor},
    )


def _listing() -> Listing:
    wanted = request.args.get("list", "")
    return Listing(wanted) if wanted in set(Listing) else Listing.NEWEST


def _url(listing: Listing, slug: str | None, cursor: str | None = None) -> str:
    return url_for(".index", list=None if listing is Listing.NEWEST else listing, product=slug, after=cursor)


def _tabs(current: Listing, viewer: Viewer, slug: str | None) -> list[dict[str, object]]:
    labels = {
        Listing.NEWEST: _("Newest activity"),
        Listing.UNANSWERED: _("Unanswered"),
        Listing.UNSOLVED: _("Not solved yet"),
        Listing.ME_TOO: _("Most people have"),
    }
    if viewer.is_signed_in:
        labels[Listing.MINE] = _("Yours")
    return [{"url": _url(one, slug), "label": label, "current": one is current} for one, label in labels.items()]


def _chips(listing: Listing, slug: str | None) -> list[dict[str, object]]:
    """Name the products; the chosen one's address takes the choice off."""
    return [
        {
            "url": _url(listing, None if product.slug == slug else product.slug),
            "label": product.shown_name,
            "current": product.slug == slug,
        }
        for product in offered_products()
    ]
