"""Reports of a period, to read, to print and as CSV."""

from urllib.parse import urlencode

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from community.core.locale import entry_of
from community.insights.forms import REASONS, STATES
from community.insights.queries import reports as queries
from community.insights.queries.board import refuse_others
from community.insights.queries.periods import Period, period_of, presets
from community.insights.tables import csv_of
from community.insights.views import blueprint
from community.members.session import visitor
from community.posts import addresses


@blueprint.get("/reports")
def reports() -> ResponseReturnValue:
    """Lead to the reports."""
    refuse_others(visitor())
    return render_template("insights/reports.html")


@blueprint.get("/reports/needs")
def need_report() -> ResponseReturnValue:
    """Report what customers needed in a period."""
    refuse_others(visitor())
    period = _period()
    rows = queries.need_report(period, visitor())
    posts = [row.quote.evidence.voice.post for row in rows if row.quote and row.quote.evidence.voice.post]
    return render_template(
        "insights/need_report.html",
        rows=rows,
        decided=queries.decided_in(period),
        urls={post.id: addresses.url_of(post) for post in posts},
        states=STATES,
        **_frame(period, ".need_report", ".need_report_csv"),
    )


@blueprint.get("/reports/ideas")
def idea_report() -> ResponseReturnValue:
    """Report what customers suggested and supported in a period."""
    refuse_others(visitor())
    period = _period()
    rows = queries.idea_report(period, visitor())
    urls = {row.idea.id: addresses.url_of(row.idea) for row in rows}
    return render_template(
        "insights/idea_report.html",
        rows=rows,
        urls=urls,
        reasons=REASONS,
        **_frame(period, ".idea_report", ".idea_report_csv"),
    )


@blueprint.get("/reports/needs.csv")
def need_report_csv() -> ResponseReturnValue:
    """Send the need report as a table."""
    refuse_others(visitor())
    period = _period()
    head = [
        "need_id",
        "need",
        "state",
        "customers",
        "customers_plus_minus",
        "organizations",
        "posts",
        "customers_before",
    ]
    rows = [
        [row.need.id, row.need.name, row.need.state, row.customers, row.customers_pm, row.organizations, row.posts, row.customers_before]
        for row in queries.need_report(period, visitor())
    ]  # fmt: skip
    return _csv(head, rows, f"needs-{period.start}-{period.end}.csv")


@blueprint.get("/reports/ideas.csv")
def idea_report_csv() -> ResponseReturnValue:
    """Send the idea report as a table."""
    refuse_others(visitor())
    period = _period()
    head = ["idea_id", "idea", "status", "supporters", "supporters_in_period", "organizations_in_period", "created"]
    rows = [
        [row.idea.id, row.idea.title, row.idea.status, row.supporters, row.supporters_now, row.organizations, row.idea.created_at.date()]
        for row in queries.idea_report(period, visitor())
    ]  # fmt: skip
    return _csv(head, rows, f"ideas-{period.start}-{period.end}.csv")


def _period() -> Period:
    return period_of(request.args.get("from", ""), request.args.get("to", ""))


def _frame(period: Period, page: str, csv: str) -> dict[str, object]:
    """Return what both reports show around their rows: the period, its presets, the way to the table."""
    return {
        "period": period,
        "start": entry_of(period.start),
        "end": entry_of(period.end),
        "presets": [(days, _address(page, one), one == period) for days, one in presets()],
        "csv_url": _address(csv, period),
    }


def _address(endpoint: str, period: Period) -> str:
    return f"{url_for(endpoint)}?{urlencode({'from': period.start.isoformat(), 'to': period.end.isoformat()})}"


def _csv(head: list[str], rows: list[list[object]], name: str) -> Response:
    response = Response(csv_of(head, rows), mimetype="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
