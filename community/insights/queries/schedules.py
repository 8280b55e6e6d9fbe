"""Reports that come by mail: whose, and which days they are due."""

from collections.abc import Sequence
from datetime import date, timedelta

from persiantools.jdatetime import JalaliDate
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from community.core import clock, locale
from community.core.database import db
from community.core.errors import NotFoundError
from community.core.locale import _l
from community.insights.models import ReportSchedule, Rhythm
from community.insights.queries.periods import Period
from community.members.models import Member

MONDAY, SATURDAY = 0, 5


def next_day(rhythm: Rhythm, *, language: str, after: date) -> date:
    """Return the first day of the next week or month after `after`: Saturday and Jalali months in Persian."""
    if rhythm is Rhythm.WEEKLY:
        start = SATURDAY if language == "fa" else MONDAY
        return after + timedelta(days=(start - after.weekday() - 1) % 7 + 1)
    if language == "fa":
        day = JalaliDate(after)
        year, month = (day.year, day.month + 1) if day.month < 12 else (day.year + 1, 1)
        return JalaliDate(year, month, 1).to_gregorian()
    return date(after.year + after.month // 12, after.month % 12 + 1, 1)


def period_before(rhythm: Rhythm, *, language: str, day: date) -> Period:
    """Return the week or month that ended the day before `day`, the first of the next one."""
    last = day - timedelta(days=1)
    if rhythm is Rhythm.WEEKLY:
        return Period(day - timedelta(days=7), last)
    if language == "fa":
        begun = JalaliDate(last)
        return Period(JalaliDate(begun.year, begun.month, 1).to_gregorian(), last)
    return Period(last.replace(day=1), last)


def due_schedules() -> Sequence[ReportSchedule]:
    """Return what is due today or was missed, locked, with its members."""
    today = locale.local(clock.now()).date()
    rows = select(ReportSchedule).where(ReportSchedule.next_day <= today).options(joinedload(ReportSchedule.member))
    return db.session.scalars(rows.order_by(ReportSchedule.id).with_for_update(of=ReportSchedule)).all()


def schedules_of(member: Member) -> Sequence[ReportSchedule]:
    """Return the reports that come to the member by mail."""
    rows = (
        select(ReportSchedule).where(ReportSchedule.member_id == member.id).options(joinedload(ReportSchedule.product))
    )
    return db.session.scalars(rows.order_by(ReportSchedule.id)).all()


def get_schedule(schedule_id: int, member: Member) -> ReportSchedule:
    """Return one of the member's own."""
    rows = select(ReportSchedule).where(ReportSchedule.id == schedule_id, ReportSchedule.member_id == member.id)
    found = db.session.scalar(rows)
    if found is None:
        raise NotFoundError(_l("There is no such schedule, or it is not yours."))
    return found
