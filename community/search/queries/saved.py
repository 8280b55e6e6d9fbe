"""Reads of searches that members follow."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import parse_qsl

from sqlalchemy import func, select

from community.core import clock
from community.core.database import db
from community.core.errors import NotFoundError
from community.core.locale import _l
from community.members.models import Member, Viewer
from community.search.models import SavedSearch
from community.search.queries.asking import Search, search_of
from community.search.queries.results import find
from community.search.queries.scoping import is_in
from community.search.queries.standing import Thread, threads
from community.search.ranking import Sort

WINDOW = timedelta(days=3)
"""How far back new matches are looked for: approval and indexing may come late."""


@dataclass(frozen=True)
class Followed:
    """A search that somebody follows, as it would be read now."""

    saved: SavedSearch
    search: Search


def search_behind(saved: SavedSearch) -> Search:
    """Return the search as its page would read it, the newest first."""
    search = search_of(dict(parse_qsl(saved.address)))
    search.sort = Sort.NEWEST
    return search


def followed_searches(member: Member) -> list[Followed]:
    """Return the member's own, the latest first."""
    rows = select(SavedSearch).where(SavedSearch.member_id == member.id).order_by(SavedSearch.id.desc())
    return [Followed(saved, search_behind(saved)) for saved in db.session.scalars(rows)]


def following(viewer: Viewer, search: Search) -> SavedSearch | None:
    """Return the row by which the viewer follows this very search."""
    if not viewer.is_signed_in:
        return None
    rows = select(SavedSearch).where(SavedSearch.member_id == viewer.id, SavedSearch.address == search.address)
    return db.session.scalar(rows)


def get_saved_search(saved_id: int, member: Member) -> SavedSearch:
    """Return one of the member's own, locked, or raise `NotFoundError`."""
    rows = select(SavedSearch).where(SavedSearch.id == saved_id, SavedSearch.member_id == member.id)
    saved = db.session.scalar(rows.with_for_update())
    if saved is None:
        raise NotFoundError(_l("You do not follow this search."))
    return saved


def count_saved(member: Member) -> int:
    """Count how many searches the member follows."""
    rows = select(func.count()).select_from(SavedSearch).where(SavedSearch.member_id == member.id)
    return db.session.scalar(rows) or 0


def due_searches(most: int) -> Sequence[int]:
    """Return which searches are to be looked through again, those that wait longest first."""
    rows = select(SavedSearch.id).where(SavedSearch.due_at <= clock.now()).order_by(SavedSearch.due_at, SavedSearch.id)
    return db.session.scalars(rows.limit(most)).all()


def new_matches(search: Search, member: Member, *, since: datetime, told: Sequence[int]) -> list[Thread] | None:
    """Return the threads that answer since then and were not told of; None where nobody can say now.

    Only what has all that was sought counts, and only what this member may see. A filter that means nothing any more
    finds nothing, rather than everything.
    """
    if search.complaints:
        return []
    if search.scope.since is None or search.scope.since < since:
        search.scope = replace(search.scope, since=since)
    found, is_plain = find(search, member)
    if is_plain:
        return None
    seen = threads(() if found.is_loose else found.hits, member, search.scope, sort=Sort.NEWEST)
    known = set(told)
    return [
        one for one in seen
        if one.head_id not in known and is_in(search.scope, kind=one.best.head_kind, is_solved=one.best.is_solved)
    ]  # fmt: skip
