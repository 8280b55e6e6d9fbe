"""Reports by mail: asked for, stopped, and moved on to the next day when they were sent."""

from sqlalchemy import select

from community.core import clock, locale
from community.core.database import db
from community.insights.actions.shaping import refuse_others
from community.insights.models import ReportSchedule, Rhythm
from community.insights.queries.schedules import next_day
from community.members.models import Member


def schedule_report(report: str, rhythm: Rhythm, *, by: Member) -> ReportSchedule:
    """Have a report mailed to the member from now on; asking twice asks once."""
    refuse_others(by)
    rows = select(ReportSchedule).where(ReportSchedule.member_id == by.id, ReportSchedule.report == report)
    found = db.session.scalar(rows.where(ReportSchedule.rhythm == rhythm.value))
    if found is not None:
        return found
    today = locale.local(clock.now()).date()
    day = next_day(rhythm, language=by.language, after=today)
    schedule = ReportSchedule(member_id=by.id, report=report, rhythm=rhythm.value, next_day=day)
    db.session.add(schedule)
    return schedule


def stop_schedule(schedule: ReportSchedule) -> None:
    """Mail it no more."""
    db.session.delete(schedule)


def move_on(schedule: ReportSchedule) -> None:
    """Note that it was sent; what was missed while the worker was away is sent once."""
    today = locale.local(clock.now()).date()
    schedule.next_day = next_day(Rhythm(schedule.rhythm), language=schedule.member.language, after=today)
    schedule.last_sent_at = clock.now()
