"""When a need is meant to be met: a day, or a quarter of the reader's own calendar."""

from datetime import date, timedelta

from persiantools.jdatetime import JalaliDate

from community.core import locale
from community.core.locale import _

SEASONS = ("بهار", "تابستان", "پاییز", "زمستان")
# A Gregorian quarter ends some ten days after a Persian season: a day well inside belongs to both alike.
WELL_INSIDE = timedelta(days=30)


def quarters(today: date, count: int = 8) -> list[tuple[date, str]]:
    """Return the running quarter and those that follow, each by its last day and its name."""
    found: list[tuple[date, str]] = []
    day = today
    while len(found) < count:
        last = _last_day(day)
        found.append((last, quarter(last)))
        day = last + timedelta(days=1)
    return found


def quarter(last: date) -> str:
    """Name the quarter that ends about this day."""
    inside = last - WELL_INSIDE
    if locale.language() == "fa":
        jalali = JalaliDate(inside)
        return locale.digits(f"{SEASONS[(jalali.month - 1) // 3]} {jalali.year}")
    return f"Q{(inside.month - 1) // 3 + 1} {inside.year}"


def target_words(on: date | None, *, is_quarter: bool) -> str:
    """Say when, in the reader's calendar; nothing where no time was promised."""
    if on is None:
        return ""
    return quarter(on) if is_quarter else _("by %(day)s", day=locale.day(on))


def _last_day(day: date) -> date:
    if locale.language() == "fa":
        jalali = JalaliDate(day)
        month = ((jalali.month - 1) // 3 + 1) * 3
        after: date = (
            JalaliDate(jalali.year + 1, 1, 1) if month == 12 else JalaliDate(jalali.year, month + 1, 1)
        ).to_gregorian()
        return after - timedelta(days=1)
    month = ((day.month - 1) // 3 + 1) * 3
    return (date(day.year + 1, 1, 1) if month == 12 else date(day.year, month + 1, 1)) - timedelta(days=1)
