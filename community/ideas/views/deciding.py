"""The company's answers to an idea."""

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from community.core.errors import NotFoundError
from community.core.locale import _
from community.core.transaction import transaction
from community.ideas import actions, policies, queries
from community.ideas.forms import StatusForm
from community.ideas.models import Idea, Status
from community.ideas.views import blueprint
from community.ideas.views.places import address_of
from community.members.session import current_member
from community.posts import actions as posts
from community.posts.queries import draft_of


@blueprint.route("/ideas/status/<int:idea_id>", methods=["GET", "POST"])
def decide(idea_id: int) -> ResponseReturnValue:
    """Answer an idea for the company, and move it."""
    idea = _idea_to_decide(idea_id)
    form = StatusForm(data=_fields_of(idea))
    form.offer()
    if not form.validate_on_submit():
        return _form_page(form, idea)
    with transaction():
        idea = queries.get_idea(idea_id, current_member(), for_update=True)
        is_told = _decide_once(form, idea)
    if not is_told:
        return _form_page(form, idea, is_stale=True)
    flash(_("Your answer is on top of the idea, and everyone who voted is told."))
    return redirect(address_of(idea), code=303)


def _idea_to_decide(idea_id: int) -> Idea:
    """Return the idea, or "not found" to whoever may not answer for the company."""
    member = current_member()
    idea = queries.get_idea(idea_id, member)
    if not policies.may_decide(member, idea):
        raise NotFoundError(queries.NO_IDEA)
    return idea


def _fields_of(idea: Idea) -> dict[str, object]:
    draft = draft_of(current_member(), f"idea_status-{idea.id}")
    fields = dict(draft.fields) if draft else {}
    status = fields.get("status")
    return {
        "source": fields.get("source", ""),
        "reason": fields.get("reason", ""),
        "status": Status(str(status)) if status in set(Status) else Status(idea.status),
        "after": queries.latest_change_id(idea),
    }


def _decide_once(form: StatusForm, idea: Idea) -> bool:
    """Answer unless this very form was sent before; return False where somebody else answered meanwhile."""
    member = current_member()
    submission = posts.claim_sending(member, form.resend_key.data or "")
    if submission.post_id is not None:
        return True
    if form.after.data != queries.latest_change_id(idea):
        return False
    actions.change_status(
        idea, form.status.data, source=form.source.data or "", by=member, reason=form.chosen_reason,
        after=form.after.data,
    )  # fmt: skip
    posts.discard_draft(member, f"idea_status-{idea.id}")
    submission.post_id = idea.id
    return True


def _form_page(form: StatusForm, idea: Idea, *, is_stale: bool = False) -> ResponseReturnValue:
    changes = queries.changes_of(idea)
    if is_stale:
        form.after.data, form.after.raw_data = changes[0].id, None
    meanings = {status: status.meaning for status in Status}
    page = render_template(
        "ideas/decide.html", form=form, idea=idea, changes=changes, is_stale=is_stale, meanings=meanings,
        url=address_of(idea),
    )  # fmt: skip
    return page, 409 if is_stale else 200
