"""Reporting a post, and reading why one was withdrawn."""

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from community.core.errors import ConflictError, NotAllowedError, NotFoundError
from community.core.locale import _, _l
from community.core.transaction import transaction
from community.members.session import current_member
from community.moderation import actions, policies, queries
from community.moderation.forms import ACTIONS, DECISION_REASONS, ReportForm
from community.moderation.models import ReportReason
from community.moderation.views import blueprint
from community.posts import addresses
from community.posts.models import Post
from community.posts.queries import get_post
from community.web.rates import limit

REPORT_RATE = "30 per day"


@blueprint.route("/posts/<int:post_id>/report", methods=["GET", "POST"])
def report(post_id: int) -> ResponseReturnValue:
    """Flag a post for the moderators."""
    member = current_member()
    post = get_post(Post, post_id, member)
    if not policies.may_report(member, post):
        raise NotAllowedError(_l("You cannot report this."))
    if queries.report_by(member, post) is not None:
        raise ConflictError(_l("You have reported this already. A moderator will read it."))
    form = ReportForm()
    if not form.validate_on_submit():
        return render_template("moderation/report.html", form=form, post=post, url=addresses.url_of(post))
    limit("report", REPORT_RATE)
    with transaction():
        post = get_post(Post, post_id, member, for_update=True)
        actions.report_post(post, by=current_member(), reason=ReportReason(form.reason.data), note=form.note.data or "")
    flash(_("Thank you. A moderator will read it; your name stays with them."))
    return redirect(addresses.url_of(get_post(Post, post_id, current_member())), code=303)


@blueprint.get("/posts/<int:post_id>/decision")
def decision(post_id: int) -> ResponseReturnValue:
    """Tell an author what was decided about his post, and why."""
    member = current_member()
    post = get_post(Post, post_id, member)
    if not policies.may_read_decision(member, post):
        raise NotFoundError(_l("There is no such post, or it is not open to you."))
    decisions = queries.decisions_on(post)
    words = {"reasons": DECISION_REASONS, "actions": ACTIONS}
    return render_template(
        "moderation/decision.html", post=post, decisions=decisions, url=addresses.url_of(post), **words
    )
