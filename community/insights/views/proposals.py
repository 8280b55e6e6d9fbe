"""What the engine proposes, to accept or to refuse."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from community.core.locale import _
from community.core.transaction import transaction
from community.insights import actions
from community.insights.queries import proposals as queries
from community.insights.views import blueprint
from community.members.session import current_member, visitor


@blueprint.get("/needs/proposals")
def proposals() -> ResponseReturnValue:
    """List what the engine would split, merge or join."""
    return render_template("insights/proposals.html", proposals=queries.proposals(visitor()))


@blueprint.post("/needs/proposals/<int:proposal_id>")
def decide_proposal(proposal_id: int) -> ResponseReturnValue:
    """Do what is proposed, or leave it."""
    with transaction():
        proposal = queries.get_proposal(proposal_id, visitor(), for_update=True)
        if request.form.get("accept") != "1":
            actions.refuse_proposal(proposal, by=current_member())
            standing = None
        else:
            standing = actions.accept_proposal(proposal, by=current_member())
    if standing is None:
        flash(_("Left as it is; the engine will not propose this again."))
        return redirect(url_for(".proposals"), code=303)
    flash(_("Done. The history of the need shows it, with a way back."))
    return redirect(url_for(".need", need_id=standing.id, _anchor="history"), code=303)
