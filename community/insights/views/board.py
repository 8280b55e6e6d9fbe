"""The needs board."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from community.core.text import clean_line
from community.insights.chart import sparkline
from community.insights.models import NeedState
from community.insights.queries import board as queries
from community.insights.queries.board import Filters
from community.insights.views import blueprint
from community.members.session import visitor
from community.products.queries import offered_products

LONGEST_WORDS = 100


@blueprint.get("/needs")
def board() -> ResponseReturnValue:
    """Show the needs, ranked or in columns by their state."""
    queries.refuse_others(visitor())
    filters = _filters()
    view = "columns" if request.args.get("view") == "columns" else "list"
    return render_template(
        "insights/board.html",
        filters=filters,
        view=view,
        page=queries.ranked(filters, request.args.get("after")) if view == "list" else None,
        columns=queries.columns(filters) if view == "columns" else [],
        standing=queries.standing(),
        products=offered_products(),
        states=list(NeedState),
        sparkline=sparkline,
    )


def _filters() -> Filters:
    state = request.args.get("state", "")
    return Filters(
        state=state if state in set(NeedState) else "",
        product=request.args.get("product", "")[:80],
        language=request.args.get("language", "") if request.args.get("language") in ("fa", "en") else "",
        words=clean_line(request.args.get("q", ""))[:LONGEST_WORDS],
        dismissed=request.args.get("dismissed") == "1",
    )
