"""What the product team says among itself about a need."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from community.core.locale import _
from community.core.transaction import transaction
from community.insights import actions
from community.insights.forms import NoteForm
from community.insights.queries import need as queries
from community.insights.queries.around import get_note
from community.insights.views import blueprint
from community.insights.views.need import render_need
from community.members.session import current_member, visitor


@blueprint.post("/needs/<int:need_id>/notes")
def write_note(need_id: int) -> ResponseReturnValue:
    """Write a note on a need; no customer reads it."""
    found = queries.get_need(need_id, visitor())
    form = NoteForm()
    if not form.validate_on_submit():
        return render_need(found, visitor(), note=form)
    with transaction():
        found = queries.get_need(need_id, current_member(), for_update=True)
        actions.comment(found, form.words.data, by=current_member())
    return redirect(url_for(".need", need_id=need_id, _anchor="notes"), code=303)


@blueprint.post("/notes/<int:note_id>/drop")
def drop_note(note_id: int) -> ResponseReturnValue:
    """Take one's own note back."""
    with transaction():
        note = get_note(note_id, current_member())
        need_id = note.need_id
        actions.drop_comment(note, by=current_member())
    flash(_("Your note is gone."))
    return redirect(url_for(".need", need_id=need_id, _anchor="notes"), code=303)
