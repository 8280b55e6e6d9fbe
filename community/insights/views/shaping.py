"""What analysts do to needs themselves; each with a way back."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from community.core.locale import _
from community.core.text import clean_line
from community.core.transaction import transaction
from community.insights import actions
from community.insights.queries import need as queries
from community.insights.views import blueprint
from community.members.session import current_member, visitor
from community.web.flashes import flash_with_undo
from community.web.incoming import row_id


@blueprint.post("/needs/<int:need_id>/merge/<int:heir_id>")
def merge(need_id: int, heir_id: int) -> ResponseReturnValue:
    """Join a need into another."""
    with transaction():
        found = queries.get_need(need_id, visitor(), for_update=True)
        heir = queries.get_need(heir_id, current_member(), for_update=True)
        actions.merge(found, heir, by=current_member())
    flash_with_undo(_("The two needs are one now."), undo_url=url_for(".undo_merge", need_id=need_id))
    return redirect(url_for(".need", need_id=heir_id), code=303)


@blueprint.post("/needs/<int:need_id>/unmerge")
def undo_merge(need_id: int) -> ResponseReturnValue:
    """Take a need out of its heir again."""
    with transaction():
        actions.undo_merge(queries.get_need(need_id, visitor(), for_update=True), by=current_member())
    flash(_("The need stands by itself again."))
    return redirect(url_for(".need", need_id=need_id), code=303)


@blueprint.post("/needs/<int:need_id>/split")
def split(need_id: int) -> ResponseReturnValue:
    """Make a need of its own out of the chosen posts."""
    chosen = set(request.form.getlist("voice", type=row_id))
    title = clean_line(request.form.get("title", ""))
    with transaction():
        found = queries.get_need(need_id, visitor(), for_update=True)
        born = actions.split(found, chosen, title=title, by=current_member())
    flash_with_undo(
        _("The chosen posts are a need of their own now."),
        undo_url=url_for(".merge", need_id=born.id, heir_id=need_id),
    )
    return redirect(url_for(".need", need_id=born.id), code=303)


@blueprint.post("/needs/<int:need_id>/dismiss")
def dismiss(need_id: int) -> ResponseReturnValue:
    """Take what is no need off the board."""
    with transaction():
        actions.dismiss(queries.get_need(need_id, visitor(), for_update=True), by=current_member())
    flash_with_undo(
        _("This is off the board; the engine will not bring it back."), undo_url=url_for(".restore", need_id=need_id)
    )
    return redirect(url_for(".board"), code=303)


@blueprint.post("/needs/<int:need_id>/restore")
def restore(need_id: int) -> ResponseReturnValue:
    """Put a need back on the board."""
    with transaction():
        actions.restore(queries.get_need(need_id, visitor(), for_update=True), by=current_member())
    flash(_("The need is on the board again."))
    return redirect(url_for(".need", need_id=need_id), code=303)
