"""What analysts do to evidence: add, take out, put back, move, confirm, and put a reading right."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from community.core.locale import _
from community.core.transaction import transaction
from community.insights import actions
from community.insights.actions.correcting import Mood
from community.insights.forms import CorrectForm
from community.insights.models import Voice, VoiceKind
from community.insights.queries import need as queries
from community.insights.queries.around import voice_of_post
from community.insights.queries.voices import get_evidence
from community.insights.views import blueprint
from community.members.session import current_member, visitor
from community.web.flashes import flash_with_undo
from community.web.incoming import row_id


@blueprint.post("/needs/<int:need_id>/add/<int:post_id>")
def add(need_id: int, post_id: int) -> ResponseReturnValue:
    """Put a post into a need."""
    with transaction():
        found = queries.get_need(need_id, visitor(), for_update=True)
        actions.add_evidence(found, voice_of_post(post_id, current_member()), by=current_member())
    flash(_("Added; the engine will leave it here."))
    return _to_evidence(need_id)


@blueprint.post("/evidence/<int:evidence_id>/refuse")
def refuse(evidence_id: int) -> ResponseReturnValue:
    """Say that a post does not belong to its need."""
    with transaction():
        evidence = get_evidence(evidence_id, visitor(), for_update=True)
        actions.refuse_evidence(evidence, by=current_member())
        need_id = evidence.need_id
    flash_with_undo(
        _("Taken out; the engine will not put it back."), undo_url=url_for(".put_back", evidence_id=evidence_id)
    )
    return _to_evidence(need_id)


@blueprint.post("/evidence/<int:evidence_id>/put-back")
def put_back(evidence_id: int) -> ResponseReturnValue:
    """Say that it belongs there after all."""
    with transaction():
        evidence = get_evidence(evidence_id, visitor(), for_update=True)
        actions.restore_evidence(evidence, by=current_member())
        need_id = evidence.need_id
    return _to_evidence(need_id)


@blueprint.post("/evidence/<int:evidence_id>/confirm")
def confirm(evidence_id: int) -> ResponseReturnValue:
    """Say that a post is in the right need."""
    with transaction():
        evidence = get_evidence(evidence_id, visitor(), for_update=True)
        actions.confirm_evidence(evidence, by=current_member())
        need_id = evidence.need_id
    flash(_("Noted: the engine was right here."))
    return _to_evidence(need_id)


@blueprint.post("/evidence/<int:evidence_id>/move")
def move(evidence_id: int) -> ResponseReturnValue:
    """Move a post to another need."""
    target_id = request.form.get("need", type=row_id) or 0
    with transaction():
        evidence = get_evidence(evidence_id, visitor(), for_update=True)
        target = queries.get_need(target_id, current_member(), for_update=True)
        actions.move_evidence(evidence, target, by=current_member())
    flash(_("Moved; the engine will leave it there."))
    return redirect(url_for(".need", need_id=target_id, _anchor="evidence"), code=303)


@blueprint.post("/evidence/<int:evidence_id>/correct")
def correct(evidence_id: int) -> ResponseReturnValue:
    """Put right how the engine read a post: its mood, its kind, whether somebody is in distress."""
    form = CorrectForm()
    with transaction():
        evidence = get_evidence(evidence_id, visitor(), for_update=True)
        need_id = evidence.need_id
        is_said = form.validate() and any((form.mood.data, form.kind.data, form.distress.data))
        if is_said:
            _correct(form, evidence.voice)
    if is_said:
        flash(_("Thank you. It holds from now on, and the engine learns from it."))
    else:
        flash(_("Nothing was chosen, so nothing changed."), "error")
    return _to_evidence(need_id)


def _correct(form: CorrectForm, voice: Voice) -> None:
    by = current_member()
    if form.mood.data:
        actions.correct_mood(voice, Mood(form.mood.data), by=by)
    if form.kind.data:
        actions.correct_kind(voice, VoiceKind(form.kind.data), by=by)
    if form.distress.data:
        actions.correct_distress(voice, is_distressed=form.distress.data == "yes", by=by)


def _to_evidence(need_id: int) -> ResponseReturnValue:
    """Return to the page of the evidence list that the reader was on."""
    after = request.args.get("after") or None
    return redirect(url_for(".need", need_id=need_id, after=after, _anchor="evidence"), code=303)
