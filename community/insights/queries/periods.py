"""The days that a report is about."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from community.core import clock, locale, settings

QUARTER = 92
EARLIEST, LATEST = date(1970, 1, 1), date(2199, 12, 31)


@dataclass(frozen=True)
class Period:
    """Days from `start` to `end`, both counted."""

    start: date
    end: date

    @property
    def bounds(self) -> tuple[datetime, datetime]:
        """The moments between which things count, in the installation's time zone."""
        zone = ZoneInfo(settings.current().time_zone)
        begin = datetime.combine(self.start, datetime.min.time(), zone)
        return begin, datetime.combine(self.end + timedelta(days=1), datetime.min.time(), zone)

    @property
    def before(self) -> "Period":
        """The period of equal length that went before."""
        length = self.end - self.start
        return Period(self.start - length - timedelta(days=1), self.start - timedelta(days=1))


def period_of(start: str, end: str) -> Period:
    """Read a period as typed; what makes no sense is the last quarter, and nothing is asked of other centuries."""
    today = locale.local(clock.now()).date()
    last = _within_reach(locale.read_day(end) or today)
    first = _within_reach(locale.read_day(start) or last - timedelta(days=QUARTER - 1))
    return Period(min(first, last), max(first, last))


def _within_reach(day: date) -> date:
    return min(max(day, EARLIEST), LATEST)


def presets() -> list[tuple[str, Period]]:
    """Return the periods people ask for most, by their number of days."""
    today = locale.local(clock.now()).date()
    return [(str(days), Period(today - timedelta(days=days - 1), today)) for days in (30, QUARTER, 365)]
