"""From the scope of a search to the facts of the index that narrow to it.

The database holds every result to the scope again; facts only keep what cannot be a result from taking its place.
"""

from datetime import UTC, datetime

from community.core import clock
from community.search.sought import Scope

MOST_MONTHS = 36


def facts_of_scope(scope: Scope) -> list[list[str]]:
    """Return the facts of which a post of the scope has one from each list."""
    named = {
        f"in:{scope.kind}": bool(scope.kind),
        f"product:{scope.product_id}": scope.product_id is not None,
        f"author:{scope.author_id}": scope.author_id is not None,
        f"language:{scope.language}": bool(scope.language),
        "solved": scope.is_solved is True,
        "unsolved": scope.is_solved is False,
        "official": scope.is_official is True,
    }
    lists = [[fact] for fact, holds in named.items() if holds]
    months = _months(scope.since, scope.until)
    return [*lists, [f"month:{month}" for month in months]] if months else lists


def _months(since: datetime | None, until: datetime | None) -> list[str]:
    """Return the months of a period; of none that began too long ago for the list to be worth reading."""
    if since is None:
        return []
    first, end = _month(since), _month(until or clock.now())
    if end - first >= MOST_MONTHS:
        return []
    return [f"{month // 12}-{month % 12 + 1:02}" for month in range(first, max(first, end) + 1)]


def _month(at: datetime) -> int:
    at = at.astimezone(UTC)
    return at.year * 12 + at.month - 1
