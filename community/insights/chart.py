"""Charts as ready numbers: the templates only place them. Time runs from left to right in both languages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from community.core import locale
from community.core.locale import _, _n
from community.insights.intervals import count_interval

GRID_LINES = 4
LETTER_WIDTH = 6.5
SPARK_WIDTH, SPARK_HEIGHT, SPARK_EDGE = 80.0, 36.0, 4.0


@dataclass(frozen=True)
class Drawing:
    """One trend at one size, as SVG attributes."""

    width: int
    height: int
    start: float
    end: float
    text_x: float
    tick_y: float
    name_y: float
    top: float
    base: float
    grid: list[tuple[float, float, str]]
    ticks: list[tuple[float, str]]
    band: str
    line: str
    releases: list[tuple[float, str]]
    last_x: float
    last_y: float
    last_text_y: float
    last: str


@dataclass(frozen=True)
class Trend:
    """A trend in words, as a table, and as two drawings."""

    summary: str
    note: str
    unit: str
    rows: list[tuple[str, int, int, int]]
    wide: Drawing
    narrow: Drawing


@dataclass(frozen=True)
class Sparkline:
    """A small line with its last point."""

    path: str
    x: float
    y: float


@dataclass(frozen=True)
class Frame:
    """The size of a drawing and how many weeks lie between two words below it."""

    width: int
    height: int
    every: int


WIDE, NARROW = Frame(760, 290, 4), Frame(358, 270, 8)


def sparkline(weekly: Sequence[Sequence[object]], weeks: int = 12) -> Sparkline:
    """Draw the last weeks of a need; two weeks make a point, so that small numbers do not flicker."""
    counts = [int(str(week[1])) for week in weekly][-weeks:]
    points = [sum(counts[place : place + 2]) for place in range(0, len(counts), 2)] or [0, 0]
    most = max(*points, 1)
    step = SPARK_WIDTH / max(1, len(points) - 1)
    height = SPARK_HEIGHT - 2 * SPARK_EDGE
    placed = [
        (round(n * step, 1), round(SPARK_HEIGHT - SPARK_EDGE - height * p / most, 1)) for n, p in enumerate(points)
    ]
    return Sparkline(_path(placed), *placed[-1])


def trend(weekly: Sequence[Sequence[object]], marks: Sequence[tuple[date, str]] = ()) -> Trend:
    """Draw customers per week with the 95 % band of a count; `marks` are days with a name (decisions)."""
    weeks = [(date.fromisoformat(str(week[0])), int(str(week[1]))) for week in weekly]
    bands = [count_interval(count) for _start, count in weeks]
    rows = [
        (_day(start), count, int(band.low), ceil(band.high)) for (start, count), band in zip(weeks, bands, strict=True)
    ]
    most = _round_up(max([ceil(band.high) for band in bands], default=1))
    return Trend(
        summary=_summary(weeks),
        note=_("The pale band is the 95 percent interval. Each customer counts once a week."),
        unit=_("Customers"),
        rows=list(reversed(rows)),
        wide=_draw(weeks, rows, most, marks, WIDE),
        narrow=_draw(weeks, rows, most, marks, NARROW),
    )


def _summary(weeks: Sequence[tuple[date, int]]) -> str:
    if not weeks:
        return _("No customers yet")
    (first, before), (_last, now) = weeks[0], weeks[-1]
    week = locale.number(before)
    return _n(
        "Customers each week, from %(before)s in the week of %(day)s to %(count)s now",
        "Customers each week, from %(before)s in the week of %(day)s to %(count)s now",
        now,
        before=week,
        day=_day(first),
    )


def _draw(
    weeks: Sequence[tuple[date, int]], rows: Sequence[tuple[str, int, int, int]], most: int,
    marks: Sequence[tuple[date, str]], frame: Frame,
) -> Drawing:  # fmt: skip
    start, end, top, base = 34.0, frame.width - 34.0, 38.0, frame.height - 30.0
    step = (end - start) / max(1, len(weeks) - 1)

    def x(place: float) -> float:
        return round(start + step * place, 1)

    def y(count: float) -> float:
        return round(base - (base - top) * count / most, 1)

    line = [(x(place), y(count)) for place, (_start, count) in enumerate(weeks)]
    upper = [(x(place), y(row[3])) for place, row in enumerate(rows)]
    lower = [(x(place), y(row[2])) for place, row in enumerate(rows)]
    steps = [most * n // GRID_LINES for n in range(GRID_LINES + 1)]
    last_x, last_y = line[-1] if line else (start, base)
    return Drawing(
        width=frame.width, height=frame.height, start=start, end=end, text_x=start - 10, tick_y=frame.height - 6.0,
        name_y=top - 14, top=top - 6, base=base,
        grid=[(y(count), y(count) + 4, locale.number(count)) for count in dict.fromkeys(steps)],
        ticks=[(x(p), _month_or_day(weeks[p][0])) for p in range(len(weeks) - 1, -1, -frame.every)],
        band=_path([*upper, *reversed(lower)]) + "Z" if line else "",
        line=_path(line),
        releases=_without_overlap([(x(_place(day, weeks)), name) for day, name in marks if weeks and day >= weeks[0][0]]),
        last_x=last_x, last_y=last_y, last_text_y=last_y - 12, last=locale.number(weeks[-1][1]) if weeks else "",
    )  # fmt: skip


def _without_overlap(releases: list[tuple[float, str]]) -> list[tuple[float, str]]:
    """Leave out names that would run into the one before; their lines stay, and the words below name all."""
    free = 0.0
    kept = []
    for x, name in sorted(releases):
        half = LETTER_WIDTH * len(name) / 2
        fits = x - half >= free
        kept.append((x, name if fits else ""))
        free = x + half + LETTER_WIDTH if fits else free
    return kept


def _place(day: date, weeks: Sequence[tuple[date, int]]) -> float:
    return min(len(weeks) - 1, (day - weeks[0][0]).days / 7)


def _path(points: Sequence[tuple[float, float]]) -> str:
    return "".join(f"{'L' if n else 'M'}{x} {y}" for n, (x, y) in enumerate(points))


def _round_up(count: int) -> int:
    """Round up to a number that four grid lines divide evenly."""
    for nice in (4, 8, 12, 20, 40, 80, 120, 200, 400, 800, 1200, 2000, 4000):
        if count <= nice:
            return nice
    return ceil(count / 4000) * 4000


def _day(day: date) -> str:
    return locale.day(day)


def _month_or_day(day: date) -> str:
    return locale.day(day)
