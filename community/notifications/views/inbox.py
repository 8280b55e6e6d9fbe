"""The inbox."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from community.core import mail
from community.core.locale import _
from community.core.transaction import transaction
from community.insights.forms import REASONS
from community.insights.models import Need
from community.insights.policies import may_be_asked
from community.members.models import Member
from community.members.session import current_member, visitor
from community.notifications import actions, queries
from community.notifications.forms import KindsForm, labels_for
from community.notifications.models import Notification, NotificationKind
from community.notifications.queries import letters
from community.notifications.views import blueprint
from community.notifications.wording import sentence_of
from community.posts import addresses
from community.web.flashes import flash_with_undo
from community.web.templating import extra


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
    needs = queries.needs_of(page.rows)
    return render_template(
        "notifications/inbox.html",
        page=page,
        subjects={one.id: queries.subject_of(one, member) for one in page.rows},
        sentences={one.id: sentence_of(one, need_name=_name(needs, one)) for one in page.rows},
        tellings=queries.tellings_of(page.rows),
        reasons=REASONS,
    )


def _name(needs: dict[int, Need], one: Notification) -> str:
    need = needs.get(one.details.get("need_id", 0))
    return need.name if need else ""


@blueprint.post("/inbox/<int:notification_id>/open")
def open_one(notification_id: int) -> ResponseReturnValue:
    """Mark one as read and lead to what it is about."""
    with transaction():
        notification = queries.get_notification(notification_id, current_member(), for_update=True)
        actions.mark_read(notification)
    return redirect(_place_of(notification), code=303)


def _place_of(notification: Notification) -> str:
    """Return what it leads to: the question of a delivery, the need behind an alert, several results, else the post."""
    details = notification.details
    if notification.kind == NotificationKind.ALERT:
        return url_for("insights.need", need_id=details["need_id"])
    if notification.kind == NotificationKind.NEED and may_be_asked(details["state"]):
        return url_for(".solved", telling_id=details["telling_id"])
    if notification.kind == NotificationKind.SEARCH and details["count"] > 1:
        return f"{url_for('search.results')}?{details['address']}"
    return addresses.url_of(notification.post)


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
    """Choose what to be told about, and what of it by mail."""
    member = current_member()
    form = KindsForm()
    form.offer(labels_for(member))
    if form.validate_on_submit():
        with transaction():
            actions.choose_kinds(current_member(), form.wanted_kinds)
            actions.choose_mails(current_member(), form.mails.data or [])
        flash(_("Your choice is saved."))
        return redirect(url_for(".settings"), code=303)
    if not form.is_submitted():
        form.show(muted=queries.muted_kinds(member), mailed=letters.mailed_kinds(member))
    page = queries.followed(member, request.args.get("after"))
    urls = {post.id: addresses.url_of(post) for post in page.rows}
    return render_template(
        "notifications/settings.html", form=form, page=page, urls=urls, has_mail=mail.is_configured()
    )
