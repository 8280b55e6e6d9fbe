"""What woke the product team, who follows which need, and reports by mail."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from community.core import mail
from community.core.locale import _
from community.core.transaction import transaction
from community.insights.actions import scheduling, telling
from community.insights.forms import REPORT_NAMES, RHYTHMS, ScheduleForm
from community.insights.models import Rhythm
from community.insights.queries import alerts as queries
from community.insights.queries import schedules
from community.insights.queries.board import refuse_others
from community.insights.queries.need import get_need
from community.insights.views import blueprint
from community.members.session import current_member, visitor
from community.posts import addresses


@blueprint.get("/alerts")
def alerts() -> ResponseReturnValue:
    """List sudden rises, births and reopened needs, each with the posts behind it."""
    page = queries.alerts(visitor(), request.args.get("after"))
    behind = {alert.id: queries.posts_behind(alert, visitor()) for alert in page.rows}
    urls = {post.id: addresses.url_of(post) for posts in behind.values() for post in posts}
    return render_template("insights/alerts.html", page=page, behind=behind, urls=urls)


@blueprint.post("/needs/<int:need_id>/follow")
def follow_need(need_id: int) -> ResponseReturnValue:
    """Be told, or not any more, what happens to a need."""
    with transaction():
        found = get_need(need_id, visitor())
        change = telling.follow_need if request.form.get("follow") == "1" else telling.unfollow_need
        change(found, by=current_member())
    return redirect(url_for(".need", need_id=need_id, _anchor="loop"), code=303)


@blueprint.route("/reports/mail", methods=["GET", "POST"])
def schedule() -> ResponseReturnValue:
    """Have a report mailed every week or month."""
    refuse_others(visitor())
    form = ScheduleForm()
    if form.validate_on_submit():
        with transaction():
            scheduling.schedule_report(form.report.data, Rhythm(form.rhythm.data), by=current_member())
        flash(_("The report will come by mail."))
        return redirect(url_for(".schedule"), code=303)
    return render_template(
        "insights/schedule.html",
        form=form,
        rows=schedules.schedules_of(current_member()),
        report_names=REPORT_NAMES,
        rhythms=RHYTHMS,
        has_mail=mail.is_configured(),
    )


@blueprint.post("/reports/mail/<int:schedule_id>/stop")
def stop_schedule(schedule_id: int) -> ResponseReturnValue:
    """Mail a report no more."""
    with transaction():
        refuse_others(visitor())
        scheduling.stop_schedule(schedules.get_schedule(schedule_id, current_member()))
    flash(_("This report comes by mail no more."))
    return redirect(url_for(".schedule"), code=303)
