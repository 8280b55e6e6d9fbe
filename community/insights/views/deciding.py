"""What the product team says of a need."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from community.core import locale
from community.core.locale import _, _n
from community.core.transaction import transaction
from community.ideas.models import DeclineReason
from community.insights import actions
from community.insights.actions.deciding import Verdict
from community.insights.forms import DecideForm, RenameForm
from community.insights.models import NeedState
from community.insights.queries import need as queries
from community.insights.queries.board import product_team
from community.insights.views import blueprint
from community.insights.views.need import render_need
from community.members.queries import get_member
from community.members.session import current_member, visitor


@blueprint.post("/needs/<int:need_id>/decide")
def decide(need_id: int) -> ResponseReturnValue:
    """Set state, owner and answers."""
    found = queries.get_need(need_id, visitor())
    form = DecideForm()
    form.offer_owners(list(product_team()))
    form.offer_quarters()
    if not form.validate_on_submit():
        return render_need(found, visitor(), form)
    with transaction():
        found = queries.get_need(need_id, current_member(), for_update=True)
        moved = actions.decide(found, _verdict(form), by=current_member(), version=form.version.data or 0)
    told = _n("%(count)s linked idea moved along.", "%(count)s linked ideas moved along.", moved) if moved else ""
    flash(" ".join([_("The decision is recorded."), told]).strip())
    return redirect(url_for(".need", need_id=need_id), code=303)


def _verdict(form: DecideForm) -> Verdict:
    is_declined = form.state.data == NeedState.DECLINED
    day, quarter = locale.read_day(form.target_day.data or ""), locale.read_day(form.quarter.data or "")
    return Verdict(
        state=NeedState(form.state.data),
        owner=get_member(form.owner.data) if form.owner.data else None,
        answer=form.answer.data or "",
        answer_fa=form.answer_fa.data or "",
        decline_reason=DeclineReason(form.decline_reason.data) if is_declined else None,
        target_on=day or quarter,
        target_is_quarter=day is None and quarter is not None,
        moves_ideas=form.move_ideas.data,
    )


@blueprint.post("/needs/<int:need_id>/rename")
def rename(need_id: int) -> ResponseReturnValue:
    """Give the need a name that wins for ever."""
    queries.get_need(need_id, visitor())
    form = RenameForm()
    if form.validate_on_submit():
        with transaction():
            found = queries.get_need(need_id, current_member(), for_update=True)
            actions.rename(found, form.title.data or "", by=current_member())
        flash(_("The name is saved; the engine will not change it."))
    else:
        flash(form.title.errors[0], "error")
    return redirect(url_for(".need", need_id=need_id), code=303)


@blueprint.post("/needs/<int:need_id>/ideas/<int:idea_id>")
def link_idea(need_id: int, idea_id: int) -> ResponseReturnValue:
    """Link an idea that would meet the need, or take the link away."""
    with transaction():
        found = queries.get_need(need_id, visitor(), for_update=True)
        idea = queries.idea_of(idea_id, current_member())
        if request.form.get("link") == "1":
            actions.link_idea(found, idea, by=current_member())
        else:
            actions.unlink_idea(found, idea, by=current_member())
    return redirect(url_for(".need", need_id=need_id, _anchor="ideas"), code=303)
