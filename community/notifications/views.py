"""The inbox."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from community.core.locale import _
from community.core.transaction import transaction
from community.members.models import Member
from community.members.session import current_member, visitor
from community.notifications import actions, queries
from community.notifications.forms import LABELS, KindsForm
from community.notifications.models import NotificationKind
from community.posts import addresses
from community.web.flashes import flash_with_undo
from community.web.templating import extra

blueprint = Blueprint("notifications", __name__)


@extra("inbox_count")
def unread() -> int:
    """Show in every header how much is unread."""
    viewer = visitor()
    return queries.unread_count(viewer) if isinstance(viewer, Member) else 0


@blueprint.get("/inbox")
def inbox() -> ResponseReturnValue:
    """Show what the member was told."""
    member = current_member()
    page = queries.inbox(member, request.args.get("after"))
    subjects = {one.id: queries.subject_of(one, member) for one in page.rows}
    return render_template("notifications/inbox.html", page=page, subjects=subjects)


@blueprint.post("/inbox/<int:notification_id>/open")
def open_one(notification_id: int) -> ResponseReturnValue:
    """Mark one as read and lead to what it is about."""
    with transaction():
        notification = queries.get_notification(notification_id, current_member(), for_update=True)
        actions.mark_read(notification)
    return redirect(addresses.url_of(notification.post), code=303)


@blueprint.post("/inbox/read")
def read_all() -> ResponseReturnValue:
    """Mark everything as read, with a way back."""
    with transaction():
        at = actions.mark_all_read(current_member())
    flash_with_undo(_("Everything is marked as read."), undo_url=url_for(".unread_again", at=at))
    return redirect(url_for(".inbox"), code=303)


@blueprint.post("/inbox/unread")
def unread_again() -> ResponseReturnValue:
    """Undo marking everything as read."""
    with transaction():
        actions.mark_unread_again(current_member(), request.args.get("at", ""))
    return redirect(url_for(".inbox"), code=303)


@blueprint.route("/inbox/settings", methods=["GET", "POST"])
def settings() -> ResponseReturnValue:
    """Choose what to be told about."""
    member = current_member()
    form = KindsForm()
    if form.validate_on_submit():
        with transaction():
            actions.choose_kinds(current_member(), {*(form.kinds.data or []), NotificationKind.DECISION.value})
        flash(_("Your choice is saved."))
        return redirect(url_for(".settings"), code=303)
    if not form.is_submitted():
        muted = queries.muted_kinds(member)
        form.kinds.data = [kind.value for kind in LABELS if kind.value not in muted]
    page = queries.followed(member, request.args.get("after"))
    urls = {post.id: addresses.url_of(post) for post in page.rows}
    return render_template("notifications/settings.html", form=form, page=page, urls=urls)
