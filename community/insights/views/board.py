"""The needs board: the list, the columns, moving a need from state to state, and views that are kept."""

from urllib.parse import urlencode

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from community.core import locale
from community.core.locale import _
from community.core.transaction import transaction
from community.insights import actions, policies
from community.insights.chart import sparkline
from community.insights.forms import FACTORS, STATES, SaveViewForm
from community.insights.models import NeedState
from community.insights.queries import board as queries
from community.insights.queries import saved
from community.insights.queries.need import get_need
from community.insights.views import blueprint
from community.insights.views.narrowing import addresses_of, filters_of, query_of, view_of
from community.members.session import current_member, visitor
from community.products.queries import offered_products


@blueprint.get("/needs")
def board() -> ResponseReturnValue:
    """Show the needs, ranked or in columns by their state."""
    queries.refuse_others(visitor())
    return _board(SaveViewForm(formdata=None))


def _board(form: SaveViewForm) -> str:
    filters, view = filters_of(request.args), view_of(request.args)
    heard = queries.heard_on(filters)
    return render_template(
        "insights/board.html",
        filters=filters,
        view=view,
        page=queries.ranked(filters, heard, request.args.get("after")) if view == "list" else None,
        columns=queries.columns(filters, heard) if view == "columns" else [],
        heard=heard or {},
        standing=queries.standing(),
        products=offered_products(),
        choices=queries.choices(),
        views=saved.views_for(current_member()),
        form=form,
        query=urlencode(query_of(filters, view)),
        address=addresses_of(filters, view),
        start=locale.entry_of(filters.start) if filters.start else "",
        end=locale.entry_of(filters.end) if filters.end else "",
        states=STATES,
        factors=FACTORS,
        sparkline=sparkline,
    )


@blueprint.post("/needs/<int:need_id>/state")
def move_to_state(need_id: int) -> ResponseReturnValue:
    """Move a need to another column; where customers will read the decision, its page asks for the words first."""
    get_need(need_id, visitor())
    wanted = request.form.get("state", "")
    if wanted not in set(NeedState) or NeedState(wanted) in policies.TOLD_STATES:
        return redirect(url_for(".need", need_id=need_id, state=wanted, _anchor="decide"), code=303)
    with transaction():
        found = get_need(need_id, current_member(), for_update=True)
        actions.move_to_state(found, NeedState(wanted), by=current_member())
    flash(_("“%(name)s” is now: %(state)s.", name=found.name, state=STATES[NeedState(wanted)]))
    return redirect(_back(), code=303)


def _back() -> str:
    """Return to the board as the reader had it; the form carries only the query, so it leads nowhere else."""
    query = request.form.get("query", "")[:1000]
    return f"{url_for('.board')}?{query}" if query else url_for(".board")


@blueprint.post("/views")
def save_view() -> ResponseReturnValue:
    """Keep the filters under a name."""
    queries.refuse_others(visitor())
    form = SaveViewForm()
    if not form.validate_on_submit():
        return _board(form)
    filters, view = filters_of(request.args), view_of(request.args)
    query = urlencode(query_of(filters, view))
    with transaction():
        actions.save_view(form.view_name.data, query, shared=form.shared.data, by=current_member())
    flash(_("The view is kept as “%(name)s”.", name=form.view_name.data))
    return redirect(f"{url_for('.board')}?{query}", code=303)


@blueprint.post("/views/<int:view_id>/drop")
def drop_view(view_id: int) -> ResponseReturnValue:
    """Forget a kept view."""
    with transaction():
        actions.drop_view(saved.get_view(view_id, current_member()), by=current_member())
    flash(_("The view is forgotten."))
    return redirect(url_for(".board"), code=303)
