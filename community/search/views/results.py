"""The page of results."""

from urllib.parse import urlencode

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from community.core.locale import _
from community.members.session import visitor
from community.posts import addresses
from community.products.models import Product
from community.search.queries import ResultsPage, results_page
from community.search.queries.asking import KINDS
from community.search.sought import LONGEST_QUERY, Scope
from community.search.views import blueprint
from community.search.views.looking import remember_search
from community.search.views.onlooker import kind_words, product_asked_for
from community.web import rates

SEARCH_RATE = "60 per minute"
FILTERS = ("kind", "product", "solved")


@blueprint.get("")
def results() -> ResponseReturnValue:
    """Show what was found, with filters that keep the words and words that keep the filters."""
    text, cursor = request.args.get("q", "")[:LONGEST_QUERY], request.args.get("after")
    if text.strip():
        rates.limit("search", SEARCH_RATE)
    product = product_asked_for()
    scope = Scope(
        kind=request.args.get("kind", "") if request.args.get("kind") in KINDS else "",
        product_id=product.id if product else None,
        is_solved={"1": True, "0": False}.get(request.args.get("solved", "")),
    )
    page = results_page(text, visitor(), scope=scope, cursor=cursor)
    if page.sought and not cursor:
        remember_search(page)
    here = {name: request.args[name] for name in FILTERS if request.args.get(name)}
    return render_template(
        "search/results.html",
        page=page,
        search_text=text,
        kept=here,
        tabs=_tabs(page, text, here),
        chips=_chips(page, text, here, product),
        urls=_urls(page, text, here),
        kind_words=kind_words(),
        url_of=addresses.url_of,
    )


def _url(text: str, here: dict[str, str], **changed: str | None) -> str:
    named = {name: value for name, value in {"q": text, **here, **changed}.items() if value}
    return f"{url_for('search.results')}?{urlencode(named)}"


def _tabs(page: ResultsPage, text: str, here: dict[str, str]) -> list[dict[str, object]]:
    """Offer each kind with its count; all together first."""
    words = {"problem": _("Problems"), "idea": _("Ideas"), "review": _("Reviews"), "article": _("Knowledge")}
    everything = {"url": _url(text, here, kind=None), "label": _("Everything"), "current": not page.scope.kind}
    return [
        everything,
        *(
            {
                "url": _url(text, here, kind=kind),
                "label": word,
                "current": page.scope.kind == kind,
                "count": page.counts[kind],
            }
            for kind, word in words.items()
        ),
    ]


def _chips(page: ResultsPage, text: str, here: dict[str, str], product: Product | None) -> list[dict[str, object]]:
    """Offer solved or not, and the products of that name; what is chosen can be taken off again."""
    words = {"1": _("Solved"), "0": _("Not solved yet")} if page.scope.kind in ("", "problem") else {}
    chips: list[dict[str, object]] = []
    for value, word in words.items():
        current = here.get("solved") == value
        chips.append({"url": _url(text, here, solved=None if current else value), "label": word, "current": current})
    if product:
        return [*chips, {"url": _url(text, here, product=None), "label": product.shown_name, "current": True}]
    for one in page.products:
        label = _("About %(product)s", product=one.shown_name)
        chips.append({"url": _url(text, here, product=one.slug), "label": label})
    return chips


def _urls(page: ResultsPage, text: str, here: dict[str, str]) -> dict[str, str]:
    """Return where the page leads on: its neighbours, the same words without filters, and asking."""
    after, before = page.next_cursor, page.previous_cursor
    return {
        "next": _url(text, here, after=after) if after else "",
        "previous": _url(text, here, after=before) if before is not None else "",
        "wider": _url(text, {}) if here else "",
        "ask": url_for("problems.ask", title=text),
    }
