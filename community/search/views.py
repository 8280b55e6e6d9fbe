"""The ways into search: results, suggestions while typing, similar posts while writing."""

from urllib.parse import urlencode

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from community.core.language import detect, fold
from community.core.locale import _
from community.core.observations import observe
from community.members.session import visitor
from community.posts import addresses
from community.posts.models import Kind, Post
from community.posts.queries import get_post
from community.products.models import Product
from community.products.queries import product_by_slug
from community.search import folder
from community.search.queries import ResultsPage, results_page, suggestions
from community.search.queries.results import KINDS
from community.search.similar import similar_posts
from community.search.sought import LONGEST_QUERY, Scope
from community.web import health, rates

blueprint = Blueprint("search", __name__, url_prefix="/search")

SEARCH_RATE = "60 per minute"
SUGGEST_RATE = "240 per minute"
SIMILAR_RATE = "120 per minute"
FILTERS = ("kind", "product", "solved")
LONGEST_REMEMBERED = 100
COMPARED_KINDS = {"problem": (Kind.PROBLEM, Kind.ARTICLE), "idea": (Kind.IDEA,), "review": (Kind.REVIEW,)}


health.check("search")(folder.is_usable)


@blueprint.get("")
def results() -> ResponseReturnValue:
    """Show what was found, with filters that keep the words and words that keep the filters."""
    text, cursor = request.args.get("q", "")[:LONGEST_QUERY], request.args.get("after")
    if text.strip():
        rates.limit("search", SEARCH_RATE)
    product = _product()
    scope = Scope(
        kind=request.args.get("kind", "") if request.args.get("kind") in KINDS else "",
        product_id=product.id if product else None,
        is_solved={"1": True, "0": False}.get(request.args.get("solved", "")),
    )
    page = results_page(text, visitor(), scope=scope, cursor=cursor)
    if page.sought and not cursor:
        _remember(page)
    here = {name: request.args[name] for name in FILTERS if request.args.get(name)}
    return render_template(
        "search/results.html",
        page=page,
        search_text=text,
        kept=here,
        tabs=_tabs(page, text, here),
        chips=_chips(page, text, here, product),
        urls=_urls(page, text, here),
        kind_words=_kind_words(),
        url_of=addresses.url_of,
    )


@blueprint.get("/suggest")
def suggest() -> ResponseReturnValue:
    """Offer products and titles while somebody types, as a fragment of links."""
    rates.limit("suggest", SUGGEST_RATE)
    found = suggestions(request.args.get("q", "")[:LONGEST_QUERY], visitor())
    return render_template("search/_suggestions.html", found=found, url_of=addresses.url_of, kind_words=_kind_words())


@blueprint.get("/similar")
def similar() -> ResponseReturnValue:
    """Show posts like the one being written, as a fragment; nothing where nothing is close enough."""
    rates.limit("similar", SIMILAR_RATE)
    kind = request.args.get("kind", "")
    kind = kind if kind in COMPARED_KINDS else Kind.PROBLEM.value
    found = similar_posts(
        f"{request.args.get('title', '')}\n{request.args.get('text', '')}",
        visitor(),
        kinds=COMPARED_KINDS[kind],
        product=_product(),
    )
    if found:
        observe("similar.shown", visitor=_onlooker(), post_ids=[one.post.id for one in found], composer=kind)
    return render_template("search/_similar.html", similar=found, kind=kind)


@blueprint.get("/similar/<int:post_id>")
def open_similar(post_id: int) -> ResponseReturnValue:
    """Lead to a similar post, and remember that it was opened."""
    post = get_post(Post, post_id, visitor())
    observe("similar.opened", visitor=_onlooker(), post_id=post_id, composer=request.args.get("kind", "")[:20])
    return redirect(addresses.url_of(post), code=303)


def _product() -> Product | None:
    slug = request.args.get("product", "")
    return product_by_slug(slug) if slug else None


def _kind_words() -> dict[str, str]:
    return {"problem": _("Problem"), "idea": _("Idea"), "review": _("Review"), "article": _("Article")}


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


def _remember(page: ResultsPage) -> None:
    """Note what was looked for, without the person: what is often sought and not found is a need."""
    observe(
        "search",
        visitor=_onlooker(),
        query=fold(page.sought.text)[:LONGEST_REMEMBERED],
        results=page.count,
        language=detect(page.sought.text),
        within=page.scope.kind,
        product_id=page.scope.product_id,
    )


def _onlooker() -> str:
    viewer = visitor()
    return str(viewer.id) if viewer.is_signed_in else rates.network()
