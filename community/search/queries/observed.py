"""What the observation log says of searches and writings, day by day; days are UTC days, as the hashes of visitors are."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import func, select

from community.core import clock
from community.core.database import db
from community.core.observations import Observation
from community.search.learning import OF_SEARCHES, OF_WRITINGS, Seen
from community.search.models import SearchedFor, WritingTally

A_DAY = timedelta(days=1)
TOGETHER = 2000


def days_to_fold() -> list[date]:
    """Return the days to count: from the one before the last counted day on, for some of it may have come late."""
    kinds = (*OF_SEARCHES, *OF_WRITINGS)
    last = [one for one in (_last_day(SearchedFor), _last_day(WritingTally)) if one]
    since = max(last) - A_DAY if last else date.min
    first = db.session.scalar(select(func.min(Observation.at)).where(Observation.kind.in_(kinds)))
    if first is None:
        return []
    since = max(since, first.date())
    return [since + timedelta(days=number) for number in range((clock.now().date() - since).days + 1)]


def _last_day(model: type[SearchedFor] | type[WritingTally]) -> date | None:
    return db.session.scalar(select(func.max(model.day)))


def seen_on(day: date, kinds: Sequence[str]) -> Iterator[Seen]:
    """Return what was observed on a day, in the order it happened."""
    columns = (Observation.at, Observation.kind, Observation.visitor, Observation.details)
    rows = (
        select(*columns)
        .where(Observation.kind.in_(kinds), Observation.at >= begin_of(day), Observation.at < begin_of(day + A_DAY))
        .order_by(Observation.at, Observation.id)
    )
    for row in db.session.execute(rows.execution_options(yield_per=TOGETHER)):
        yield Seen(*row)


def begin_of(day: date) -> datetime:
    """Return the moment at which a UTC day begins."""
    return datetime.combine(day, datetime.min.time(), UTC)
