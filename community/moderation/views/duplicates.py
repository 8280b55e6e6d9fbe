"""Threads that seem to say the same: put together, or told apart."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from community.core.locale import _
from community.core.transaction import transaction
from community.members.session import current_member, visitor
from community.moderation import actions, queries
from community.moderation.views import blueprint
from community.posts import addresses
from community.web.flashes import flash_with_undo


@blueprint.get("/desk/duplicates")
def duplicates() -> ResponseReturnValue:
    """Show the pairs that wait."""
    page = queries.open_duplicates(visitor(), request.args.get("after"))
    return render_template("moderation/duplicates.html", page=page, url_of=addresses.url_of)


@blueprint.post("/desk/duplicates/<int:proposal_id>/join")
def join(proposal_id: int) -> ResponseReturnValue:
    """Keep one of the two, the older one unless the newer is named."""
    queries.refuse_others(visitor())
    with transaction():
        proposal = queries.get_duplicate(proposal_id, current_member())
        kept = proposal.post if request.form.get("keep") == "newer" else proposal.older
        decision = actions.join_threads(proposal, kept=kept, by=current_member())
    sentence = _("They are one now. The other is hidden, its author knows why, and its votes and followers came along.")
    flash_with_undo(sentence, undo_url=url_for(".undo", decision_id=decision.id))
    return redirect(url_for(".duplicates"), code=303)


@blueprint.post("/desk/duplicates/<int:proposal_id>/refuse")
def refuse_duplicate(proposal_id: int) -> ResponseReturnValue:
    """Remember that they are not the same."""
    queries.refuse_others(visitor())
    with transaction():
        actions.refuse_duplicate(queries.get_duplicate(proposal_id, current_member()), by=current_member())
    undo_url = url_for(".reopen_duplicate", proposal_id=proposal_id)
    flash_with_undo(_("They stay apart, and are not proposed again."), undo_url=undo_url)
    return redirect(url_for(".duplicates"), code=303)


@blueprint.post("/desk/duplicates/<int:proposal_id>/reopen")
def reopen_duplicate(proposal_id: int) -> ResponseReturnValue:
    """Take a refusal back."""
    queries.refuse_others(visitor())
    with transaction():
        actions.reopen_proposal(queries.get_duplicate(proposal_id, current_member()), by=current_member())
    flash(_("The pair waits again."))
    return redirect(url_for(".duplicates"), code=303)
