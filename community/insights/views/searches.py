"""What people look for and do not find, and what suggestions spared them from asking: to read and as CSV."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from community.core.locale import LANGUAGES, _, entry_of, number, percent
from community.core.transaction import transaction
from community.insights.actions import searching
from community.insights.intervals import share_interval
from community.insights.queries.board import refuse_others
from community.insights.queries.need import get_need
from community.insights.queries.periods import Period, period_of, presets
from community.insights.queries.searched import needs_about
from community.insights.tables import csv_of
from community.insights.views import blueprint
from community.members.session import current_member, visitor
from community.posts import addresses
from community.products.models import Product
from community.products.queries import offered_products, product_by_slug
from community.search.models import LONGEST_KEPT
from community.search.queries import deflection as suggested
from community.search.queries import learned

ORDERS = ("searches", "without_result", "without_click", "refined")
COMPOSERS = ("problem", "idea", "review")
MOST_IN_A_TABLE = 1000
Figure = tuple[str, str, str]


@blueprint.get("/reports/searches")
def searches() -> ResponseReturnValue:
    """Report what was looked for in a period."""
    refuse_others(visitor())
    period, language, order = _period(), _language(), _order()
    return render_template(
        "insights/searches.html",
        rows=learned.sought_texts(period.start, period.end, by=order, language=language),
        figures=_search_figures(learned.search_sums(period.start, period.end, language=language)),
        order=order,
        tabs=_order_tabs(order),
        **_frame(period, ".searches", ".searches_csv"),
    )


@blueprint.get("/reports/searches.csv")
def searches_csv() -> ResponseReturnValue:
    """Send the searches of the period as a table."""
    refuse_others(visitor())
    period = _period()
    head = ["text", "language", "searches", "people", "without_result", "without_click", "refined"]
    found = learned.sought_texts(period.start, period.end, by=_order(), language=_language(), limit=MOST_IN_A_TABLE)
    rows = [
        [one.typed, one.language, one.searches, one.people, one.without_result, one.without_click, one.refined]
        for one in found
    ]
    return _csv(head, rows, "searches", period)


@blueprint.get("/reports/searches/evidence")
def search_evidence() -> ResponseReturnValue:
    """Ask which need a text that people look for is about."""
    refuse_others(visitor())
    sought = _sought()
    words = request.args.get("q", sought.typed)[:LONGEST_KEPT]
    return render_template("insights/search_evidence.html", sought=sought, words=words, needs=needs_about(words))


@blueprint.post("/reports/searches/evidence/<int:need_id>")
def add_search_evidence(need_id: int) -> ResponseReturnValue:
    """Make the text evidence of the need."""
    with transaction():
        need = get_need(need_id, visitor(), for_update=True)
        searching.add_search(need, _sought(), by=current_member())
    flash(_("It is evidence now, and the engine will leave it here."))
    return redirect(url_for(".need", need_id=need_id), code=303)


@blueprint.get("/reports/deflection")
def deflection() -> ResponseReturnValue:
    """Report what became of suggestions in a period; confirmed only."""
    refuse_others(visitor())
    period, product = _period(), _product()
    of = _slice(period, product)
    outcomes = suggested.outcomes(of)
    best, worst = suggested.best_suggestions(of, visitor()), suggested.worst_suggestions(of, visitor())
    total = suggested.whole(outcomes)
    return render_template(
        "insights/deflection.html",
        total=total,
        figures=_deflection_figures(total),
        outcomes=[
            (composer, outcomes[composer], _share_of(outcomes[composer]))
            for composer in COMPOSERS
            if composer in outcomes
        ],
        best=best,
        worst=worst,
        urls={one.post.id: addresses.url_of(one.post) for one in (*best, *worst)},
        product=product,
        products=offered_products(),
        fewest=suggested.FEWEST_SHOWN,
        **_frame(period, ".deflection", ".deflection_csv"),
    )


@blueprint.get("/reports/deflection.csv")
def deflection_csv() -> ResponseReturnValue:
    """Send what became of suggestions as a table: a row for each composer, then one for each post."""
    refuse_others(visitor())
    period, product = _period(), _product()
    of = _slice(period, product)
    head = ["what", "id", "title", "shown", "opened", "solved", "joined", "posted"]
    rows: list[list[object]] = [
        ["writings", "", composer, *_counts(outcome)]
        for composer, outcome in sorted(suggested.outcomes(of).items())
        if outcome.is_enough
    ]
    for what, found in (("solved_most", suggested.best_suggestions), ("helped_least", suggested.worst_suggestions)):
        rows += [[what, one.post.id, one.post.title, *_counts(one.outcome)] for one in found(of, visitor())]
    return _csv(head, rows, "deflection", period)


def _counts(outcome: suggested.Outcome) -> list[object]:
    return [getattr(outcome, name) for name in suggested.NAMES]


def _search_figures(sums: dict[str, int]) -> list[Figure]:
    whole = sums["searches"]
    shares = (
        ("without_result", _("found nothing")),
        ("without_click", _("found something, opened nothing")),
        ("refined", _("tried other words")),
    )
    shown = [(*_share(sums[name], whole), word) for name, word in shares] if whole else []
    return [(number(whole), _("searches"), ""), *((share, word, about) for share, about, word in shown)]


def _deflection_figures(total: suggested.Outcome) -> list[Figure]:
    if not total.is_enough:
        return []
    share, about = _share(total.solved, total.shown)
    return [
        (share, _("confirmed: a suggestion solved it"), about),
        (number(total.shown), _("writings with suggestions"), ""),
        (number(total.solved), _("solved before they were posted"), ""),
        (number(total.joined), _("joined an idea or a problem that was there"), ""),
    ]


def _share_of(outcome: suggested.Outcome) -> tuple[str, str] | None:
    return _share(outcome.solved, outcome.shown) if outcome.is_enough else None


def _share(part: int, whole: int) -> tuple[str, str]:
    """Return a share and its ±, both written in the reader's digits."""
    return percent(part / whole), percent(share_interval(part, whole).margin)


def _sought() -> learned.SoughtText:
    return learned.sought_text(request.args.get("text", ""), request.args.get("language", ""))


def _slice(period: Period, product: Product | None) -> suggested.Slice:
    return suggested.Slice(period.start, period.end, product.id if product else None, _language())


def _period() -> Period:
    return period_of(request.args.get("from", ""), request.args.get("to", ""))


def _product() -> Product | None:
    slug = request.args.get("product", "")
    return product_by_slug(slug) if slug else None


def _language() -> str:
    asked = request.args.get("language", "")
    return asked if asked in LANGUAGES else ""


def _order() -> str:
    asked = request.args.get("by", "")
    return asked if asked in ORDERS else ORDERS[0]


def _order_tabs(order: str) -> list[dict[str, object]]:
    words = (_("Most sought"), _("Found nothing"), _("Opened nothing"), _("Tried other words"))
    return [
        {"url": _address(".searches", by=name), "label": word, "current": name == order}
        for name, word in zip(ORDERS, words, strict=True)
    ]


def _frame(period: Period, page: str, csv: str) -> dict[str, Any]:
    """Return what both pages show around their rows: the period, its presets, the language, the way to the table."""
    days = {"from": _iso(period.start), "to": _iso(period.end)}
    return {
        "period": period,
        "start": entry_of(period.start),
        "end": entry_of(period.end),
        "presets": [
            (name, _address(page, **{"from": _iso(one.start), "to": _iso(one.end)}), one == period)
            for name, one in presets()
        ],
        "csv_url": _address(csv, **days),
        "language": _language(),
        "spoken": LANGUAGES,
    }


def _address(endpoint: str, **changed: str) -> str:
    """Return the address with what the reader has narrowed the page to, and the changes."""
    kept = {name: request.args[name] for name in ("from", "to", "language", "product", "by") if request.args.get(name)}
    return f"{url_for(endpoint)}?{urlencode({**kept, **changed})}"


def _iso(day: date) -> str:
    return day.isoformat()


def _csv(head: list[str], rows: list[list[object]], name: str, period: Period) -> Response:
    response = Response(csv_of(head, rows), mimetype="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}-{period.start}-{period.end}.csv"'
    return response
