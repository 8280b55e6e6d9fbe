"""Reports that come by mail: a letter each, with the first rows and the way to the whole."""

from datetime import timedelta

from community.core import mail
from community.core.jobs import job, repeat
from community.core.transaction import transaction
from community.insights.actions.scheduling import move_on
from community.insights.models import Rhythm
from community.insights.policies import may_read_needs
from community.insights.queries.schedules import due_schedules, period_before
from community.notifications import actions
from community.notifications.actions.letters import REPORT
from community.notifications.events import PlanReports

repeat(PlanReports(), every=timedelta(hours=1))


@job(PlanReports)
def plan_reports(task: PlanReports) -> None:
    """Begin a letter for every report that is due; whoever lost the right to read it gets none."""
    if not mail.is_configured():
        return
    with transaction():
        for schedule in due_schedules():
            member, rhythm = schedule.member, Rhythm(schedule.rhythm)
            if may_read_needs(member) and member.suspended_at is None:
                period = period_before(rhythm, language=member.language, day=schedule.next_day)
                days = {"start": period.start.isoformat(), "end": period.end.isoformat()}
                actions.open_letter(member.id, REPORT, report=schedule.report, rhythm=schedule.rhythm, **days)
            move_on(schedule)
