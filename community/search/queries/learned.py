"""What people look for and do not find, as figures that may be shown: never what one person alone was looking for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, or_, select

from community.core.database import db
from community.core.errors import NotFoundError
from community.core.locale import _l
from community.search.models import SearchedFor

FEWEST_ON_A_DAY = 2
FEWEST_IN_ALL = 5
"""On one day different hashes are different people; over several days one person may have several."""
MOST = 50
SUMS = ("searches", "people", "without_result", "without_click", "refined")


@dataclass(frozen=True)
class SoughtText:
    """A text that several people looked for, with its figures of a period; `people` counts each once a day."""

    folded: str
    typed: str
    language: str
    searches: int
    people: int
    without_result: int
    without_click: int
    refined: int


def sought_texts(
    first: date, last: date, *, by: str = "searches", language: str = "", limit: int = MOST
) -> Sequence[SoughtText]:
    """Return the texts with most of `by` (one of SUMS) in the period, those without any left out."""
    sums = {name: func.sum(getattr(SearchedFor, name)) for name in SUMS}
    one_way = func.max(SearchedFor.typed)
    rows = (
        _in(first, last, language)
        .where(SearchedFor.folded.in_(_shared_texts()))
        .with_only_columns(SearchedFor.folded, one_way, SearchedFor.language, *sums.values())
        .group_by(SearchedFor.folded, SearchedFor.language)
        .having(sums[by] > 0)
        .order_by(sums[by].desc(), sums["people"].desc(), SearchedFor.folded)
        .limit(limit)
    )
    return [SoughtText(*row) for row in db.session.execute(rows)]


def sought_text(folded: str, language: str) -> SoughtText:
    """Return one of these texts with its figures of all days; what one person alone looked for is not there."""
    sums = [func.sum(getattr(SearchedFor, name)) for name in SUMS]
    rows = (
        select(SearchedFor.folded, func.max(SearchedFor.typed), SearchedFor.language, *sums)
        .where(SearchedFor.folded == folded, SearchedFor.language == language)
        .where(SearchedFor.folded.in_(_shared_texts()))
        .group_by(SearchedFor.folded, SearchedFor.language)
    )
    row = db.session.execute(rows).first()
    if row is None:
        raise NotFoundError(_l("There is no such text."))
    return SoughtText(*row)


def search_sums(first: date, last: date, *, language: str = "") -> dict[str, int]:
    """Return the sums over all searches of the period, also those whose texts are never shown."""
    sums = [func.coalesce(func.sum(getattr(SearchedFor, name)), 0) for name in SUMS]
    row = db.session.execute(_in(first, last, language).with_only_columns(*sums)).one()
    return dict(zip(SUMS, map(int, row), strict=True))


def _in(first: date, last: date, language: str) -> Select[SearchedFor]:
    rows = select(SearchedFor).where(SearchedFor.day >= first, SearchedFor.day <= last)
    return rows.where(SearchedFor.language == language) if language else rows


def _shared_texts() -> Select[str]:
    """Return the texts that more than one person has looked for, as far as can be told, whenever that was."""
    people = SearchedFor.people
    return (
        select(SearchedFor.folded)
        .group_by(SearchedFor.folded)
        .having(or_(func.max(people) >= FEWEST_ON_A_DAY, func.sum(people) >= FEWEST_IN_ALL))
    )
