"""Language, digits, numbers and dates: gettext wrapped once, and one set of rules for showing figures.

What is shown to a Persian reader carries Persian digits and Jalali dates; what stands in addresses, code and files
stays ASCII and Gregorian.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date as datetime_date
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.support import NullTranslations, Translations
from flask_babel import force_locale, get_locale
from flask_babel.speaklater import LazyString
from persiantools.jdatetime import JalaliDate

from community.core import clock, settings

LANGUAGES = {"fa": "فارسی", "en": "English"}
PERSIAN_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
ANY_DIGITS = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "01234567890123456789")
JALALI_MONTHS = (
    "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند",
)  # fmt: skip
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
SOURCE = "en"
LATEST_JALALI = 1700
_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_MONTH = re.compile(r"(\d{4})(?:[-/.](\d{1,2}))?")
MINUTE, HOUR, DAY = 60, 3600, 86400

TRANSLATIONS = Path(__file__).parents[1] / "translations"
_spoken: ContextVar[str | None] = ContextVar("spoken", default=None)

__all__ = ["LANGUAGES", "_", "_l", "_n", "date", "digits", "direction", "in_language", "language", "moment", "number"]


def _(sentence: str, **values: object) -> str:
    """Translate for the reader; named values are put in."""
    said = str(_catalogue(language()).gettext(sentence))
    return said % values if values else said


def _l(sentence: str, **values: object) -> LazyString:
    """Translate at the moment of showing: what is written before anybody reads."""
    return LazyString(_, sentence, **values)


def _n(singular: str, plural: str, count: int, **values: object) -> str:
    """Translate by count; both sentences may hold `%(count)s`, shown with the reader's digits."""
    said = str(_catalogue(language()).ngettext(singular, plural, count))
    return said % {"num": count, "count": number(count), **values}


@cache
def _catalogue(code: str) -> NullTranslations:
    """Load what we say in a language, once for the process."""
    return Translations.load(TRANSLATIONS, [code])


def speak(code: str | None) -> None:
    """Settle the language for what follows in this request or task; None unsettles it."""
    _spoken.set(code)


def language() -> str:
    """Return the language of the reader: "fa" or "en"."""
    return _spoken.get() or _asked_for()


def _asked_for() -> str:
    locale = get_locale()
    if locale and locale.language in LANGUAGES:
        return str(locale.language)
    return settings.current().language if settings.is_configured() else SOURCE


def direction() -> str:
    """Return the direction of the reader's language: "rtl" or "ltr"."""
    return "rtl" if language() == "fa" else "ltr"


@contextmanager
def in_language(code: str) -> Iterator[None]:
    """Speak this language within the block: what is written for somebody else is in their language."""
    before = _spoken.set(code)
    try:
        with force_locale(code):
            yield
    finally:
        _spoken.reset(before)


def ascii_digits(text: str) -> str:
    """Read digits of all three families as ASCII ones."""
    return text.translate(ANY_DIGITS)


def digits(value: object) -> str:
    """Show a number or a text with the reader's digits."""
    text = str(value)
    return text.translate(PERSIAN_DIGITS) if language() == "fa" else text


def number(value: float, places: int = 0) -> str:
    """Show a number grouped by thousands, with the reader's digits and separators."""
    text = f"{value:,.{places}f}"
    if language() == "fa":
        return text.replace(",", "٬").replace(".", "٫").translate(PERSIAN_DIGITS)
    return text


def percent(share: float) -> str:
    """Show a share (0 to 1) as whole percent; the sign stands where the language wants it."""
    text = number(round(share * 100))
    return f"٪{text}" if language() == "fa" else f"{text}%"


def local(at: datetime) -> datetime:
    """Return the moment in the installation's time zone."""
    return at.astimezone(ZoneInfo(settings.current().time_zone))


def date(at: datetime) -> str:
    """Show the day; the year only when it is not this one."""
    return day(local(at).date())


def day(one: datetime_date) -> str:
    """Show a day of the calendar; the year only when it is not this one."""
    today = local(clock.now()).date()
    if language() == "fa":
        jalali = JalaliDate(one)
        year = "" if jalali.year == JalaliDate(today).year else f" {jalali.year}"
        return digits(f"{jalali.day} {JALALI_MONTHS[jalali.month - 1]}{year}")
    year = "" if one.year == today.year else f" {one.year}"
    return f"{one.day} {MONTHS[one.month - 1]}{year}"


def entry_of(one: datetime_date) -> str:
    """Write a day as `read_day` reads it: in the reader's calendar and digits."""
    return digits(f"{JalaliDate(one):%Y/%m/%d}") if language() == "fa" else one.isoformat()


def read_day(text: str) -> datetime_date | None:
    """Read a day typed as year, month, day, Jalali or Gregorian, in digits of any family; nothing if it is none."""
    parts = _DAY.fullmatch(ascii_digits(text).strip())
    if parts is None:
        return None
    year, month, number = (int(part) for part in parts.groups())
    try:
        return (
            JalaliDate(year, month, number).to_gregorian()
            if year < LATEST_JALALI
            else datetime_date(year, month, number)
        )
    except ValueError:
        return None


def read_span(text: str) -> tuple[datetime_date, datetime_date] | None:
    """Read a day, a month (1403/07) or a year (1403) in either calendar, as its first and its last day."""
    text = ascii_digits(text).strip()
    one = read_day(text)
    if one is not None:
        return one, one
    parts = _MONTH.fullmatch(text)
    if parts is None or parts[2] in ("0", "00"):
        return None
    year, month = int(parts[1]), int(parts[2] or 0)
    following = (year, month + 1) if 0 < month < 12 else (year + 1, 1)
    first = read_day(f"{year:04}-{month or 1}-1")
    after = read_day(f"{following[0]:04}-{following[1]}-1")
    return (first, after - timedelta(days=1)) if first and after and first < after else None


def moment(at: datetime) -> str:
    """Show the day with its year, and the time."""
    here = local(at)
    if language() == "fa":
        jalali = JalaliDate(here.date())
        return digits(f"{jalali.day} {JALALI_MONTHS[jalali.month - 1]} {jalali.year}، {here:%H:%M}")
    return f"{here.day} {MONTHS[here.month - 1]} {here.year}, {here:%H:%M}"


def month(at: datetime) -> str:
    """Show the name of the month, as charts need it."""
    day = local(at).date()
    return JALALI_MONTHS[JalaliDate(day).month - 1] if language() == "fa" else MONTHS[day.month - 1]


def ago(at: datetime) -> str:
    """Show how long ago it was, up to a week; then the day. A moment that has not come yet counts as now."""
    seconds = max(0, int((clock.now() - at).total_seconds()))
    if seconds < MINUTE:
        return _("just now")
    if seconds < HOUR:
        return _n("%(count)s minute ago", "%(count)s minutes ago", seconds // MINUTE)
    if seconds < DAY:
        return _n("%(count)s hour ago", "%(count)s hours ago", seconds // HOUR)
    if seconds < 7 * DAY:
        return _n("%(count)s day ago", "%(count)s days ago", seconds // DAY)
    return date(at)
