"""Reports of a period, for one product or all: to read, to print, and as tables to take along."""

from typing import Any
from urllib.parse import urlencode

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from community.core import locale
from community.core.locale import entry_of
from community.insights.forms import REASONS, STATES
from community.insights.queries import reports as queries
from community.insights.queries.board import refuse_others
from community.insights.queries.customer_voice import customer_voice
from community.insights.queries.periods import Period, period_of, presets
from community.insights.tables import Table, json_of, one_csv_of, xlsx_of
from community.insights.views import blueprint, reported
from community.members.session import visitor
from community.posts import addresses
from community.products.models import Product
from community.products.queries import offered_products, product_by_slug

FORMS = "any(csv, xlsx, json)"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = {"csv": "text/csv; charset=utf-8", "xlsx": XLSX, "json": "application/json"}


@blueprint.get("/reports")
def reports() -> ResponseReturnValue:
    """Lead to the reports."""
    refuse_others(visitor())
    return render_template("insights/reports.html")


@blueprint.get("/reports/voice")
def voice_report() -> ResponseReturnValue:
    """Report the voice of the customer in a period."""
    refuse_others(visitor())
    period, product = _period(), _product()
    voice = customer_voice(period, visitor(), product)
    quoted = [row.quote for row in voice.needs if row.quote]
    posts = [quote.evidence.voice.post for quote in (*voice.quotes, *quoted) if quote.evidence.voice.post]
    return render_template(
        "insights/voice_report.html",
        voice=voice,
        urls={post.id: addresses.url_of(post) for post in (*posts, *voice.unanswered)},
        states=STATES,
        **_frame(period, product, ".voice_report", ".voice_report_table"),
    )


@blueprint.get(f"/reports/voice.<{FORMS}:form>")
def voice_report_table(form: str) -> ResponseReturnValue:
    """Send the voice of the customer as tables: what was heard, needs, quotes, open problems, decisions."""
    refuse_others(visitor())
    period, product = _period(), _product()
    voice = customer_voice(period, visitor(), product)
    return _sent(reported.voice_tables(voice), form, "voice", period, product)


@blueprint.get("/reports/needs")
def need_report() -> ResponseReturnValue:
    """Report what customers needed in a period."""
    refuse_others(visitor())
    period, product = _period(), _product()
    rows = queries.need_report(period, visitor(), product)
    posts = [row.quote.evidence.voice.post for row in rows if row.quote and row.quote.evidence.voice.post]
    return render_template(
        "insights/need_report.html",
        rows=rows,
        decided=queries.decided_in(period),
        urls={post.id: addresses.url_of(post) for post in posts},
        states=STATES,
        **_frame(period, product, ".need_report", ".need_report_table"),
    )


@blueprint.get(f"/reports/needs.<{FORMS}:form>")
def need_report_table(form: str) -> ResponseReturnValue:
    """Send the need report as a table."""
    refuse_others(visitor())
    period, product = _period(), _product()
    rows = queries.need_report(period, visitor(), product)
    return _sent([reported.needs_table(rows)], form, "needs", period, product)


@blueprint.get("/reports/ideas")
def idea_report() -> ResponseReturnValue:
    """Report what customers suggested and supported in a period."""
    refuse_others(visitor())
    period, product = _period(), _product()
    rows = queries.idea_report(period, visitor(), product)
    return render_template(
        "insights/idea_report.html",
        rows=rows,
        urls={row.idea.id: addresses.url_of(row.idea) for row in rows},
        reasons=REASONS,
        **_frame(period, product, ".idea_report", ".idea_report_table"),
    )


@blueprint.get(f"/reports/ideas.<{FORMS}:form>")
def idea_report_table(form: str) -> ResponseReturnValue:
    """Send the idea report as a table."""
    refuse_others(visitor())
    period, product = _period(), _product()
    rows = queries.idea_report(period, visitor(), product)
    return _sent([reported.ideas_table(rows)], form, "ideas", period, product)


def _period() -> Period:
    return period_of(request.args.get("from", ""), request.args.get("to", ""))


def _product() -> Product | None:
    slug = request.args.get("product", "")
    return product_by_slug(slug) if slug else None


def _frame(period: Period, product: Product | None, page: str, table: str) -> dict[str, Any]:
    """Return what all reports show around their rows: the period, its presets, the product, the ways to the tables."""
    return {
        "period": period,
        "product": product,
        "products": offered_products(),
        "start": entry_of(period.start),
        "end": entry_of(period.end),
        "presets": [(days, _address(page, one, product), one == period) for days, one in presets()],
        "csv_url": _address(table, period, product, form="csv"),
        "xlsx_url": _address(table, period, product, form="xlsx"),
        "json_url": _address(table, period, product, form="json"),
    }


def _address(endpoint: str, period: Period, product: Product | None, form: str | None = None) -> str:
    values: dict[str, Any] = {"form": form} if form else {}
    asked = {"from": period.start.isoformat(), "to": period.end.isoformat()}
    return f"{url_for(endpoint, **values)}?{urlencode({**asked, **({'product': product.slug} if product else {})})}"


def _sent(tables: list[Table], form: str, name: str, period: Period, product: Product | None) -> Response:
    about = {"from": period.start, "to": period.end, "product": product.slug if product else None}
    if form == "xlsx":
        content: str | bytes = xlsx_of(tables, from_right=locale.direction() == "rtl")
    else:
        content = one_csv_of(tables) if form == "csv" else json_of(tables, report=name, **about)
    response = Response(content, mimetype=None, content_type=TYPES[form])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}-{period.start}-{period.end}.{form}"'
    return response
