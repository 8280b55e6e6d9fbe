"""The desk: the queue, a case, a decision, and the log of what staff did."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice

from community.core.locale import _
from community.core.transaction import transaction
from community.members.models import Role
from community.members.session import current_member, visitor
from community.moderation import actions, queries
from community.moderation.actions import Judgement
from community.moderation.forms import ACTIONS, DECISION_REASONS, REPORT_REASONS, DecisionForm
from community.moderation.models import DecisionAction, DecisionReason
from community.moderation.queries import Circle
from community.moderation.views import blueprint
from community.posts import addresses
from community.posts.models import Post
from community.posts.queries import get_post
from community.web.flashes import flash_with_undo

WORDS = {"reasons": DECISION_REASONS, "actions": ACTIONS, "report_reasons": REPORT_REASONS}


@blueprint.get("/desk/moderation")
def queue() -> ResponseReturnValue:
    """Show what waits for a moderator."""
    queries.refuse_others(visitor())
    circle = _circle()
    page = queries.queue(circle, request.args.get("after"))
    counts = queries.queue_counts()
    return render_template("moderation/queue.html", page=page, circle=circle, counts=counts, **WORDS)


@blueprint.route("/desk/moderation/<int:case_id>", methods=["GET", "POST"])
def case(case_id: int) -> ResponseReturnValue:
    """Show a case beside the queue, and decide it."""
    queries.refuse_others(visitor())
    form = DecisionForm()
    if form.validate_on_submit():
        return _decide(case_id, form)
    page = queries.case_page(case_id, current_member())
    form.version.data = form.version.data if form.is_submitted() else page.case.version
    form.action.choices = [SelectChoice(action.value, ACTIONS[action]) for action in page.actions]
    beside = queries.queue(_circle())
    names = {"post_url": addresses.url_of(page.case.post), "circle": _circle(), "counts": queries.queue_counts()}
    return render_template("moderation/case.html", form=form, page=page, queue=beside, **names, **WORDS)


def _decide(case_id: int, form: DecisionForm) -> ResponseReturnValue:
    judgement = Judgement(
        action=DecisionAction(form.action.data),
        reason=DecisionReason(form.reason.data),
        words=form.words.data or "",
        note=form.note.data or "",
    )
    with transaction():
        waiting = queries.get_case(case_id, current_member(), for_update=True)
        decision = actions.decide(waiting, judgement, by=current_member(), version=form.version.data or 0)
    _say_what_was_decided(judgement.action, url_for(".undo", decision_id=decision.id))
    return redirect(url_for(".queue"), code=303)


def _say_what_was_decided(action: DecisionAction, undo_url: str) -> None:
    sentences = {
        DecisionAction.APPROVE: _("The post stays, and its reports are closed."),
        DecisionAction.RESTORE: _("The post is back, and its author knows."),
        DecisionAction.HIDE: _("The post is hidden, and its author knows why."),
        DecisionAction.REMOVE: _("The post is taken down, and its author knows why."),
    }
    flash_with_undo(sentences[action], undo_url=undo_url)


@blueprint.post("/desk/decisions/<int:decision_id>/undo")
def undo(decision_id: int) -> ResponseReturnValue:
    """Take the last decision about a post back."""
    queries.refuse_others(visitor())
    with transaction():
        decision = queries.get_decision(decision_id, current_member(), for_update=True)
        actions.undo_decision(decision, by=current_member())
        case_id = decision.case_id
    flash(_("The decision is taken back; the post stands as before."))
    return redirect(url_for(".case", case_id=case_id) if case_id else url_for(".queue"), code=303)


@blueprint.post("/posts/<int:post_id>/case")
def open_case(post_id: int) -> ResponseReturnValue:
    """Let a moderator decide about any post, reported or not."""
    queries.refuse_others(visitor())
    with transaction():
        post = get_post(Post, post_id, current_member(), for_update=True)
        opened = actions.open_case(post)
    return redirect(url_for(".case", case_id=opened.id), code=303)


@blueprint.get("/desk/audit")
def audit() -> ResponseReturnValue:
    """Show what staff did."""
    action = request.args.get("action", "")
    page = queries.audit_log(visitor(), request.args.get("after"), action)
    known, roles = queries.audited_actions(), {role.value: role.word for role in Role}
    return render_template("moderation/audit.html", page=page, action=action, known=known, roles=roles, **WORDS)


def _circle() -> Circle:
    try:
        return Circle(request.args.get("circle", Circle.ALL))
    except ValueError:
        return Circle.ALL
