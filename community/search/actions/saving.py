"""Writes of searches that members follow, and what is told of them."""

from datetime import timedelta

from community.core import clock
from community.core.database import db
from community.core.errors import ConflictError, NotAllowedError
from community.core.events import announce
from community.core.locale import _l
from community.members.models import Member
from community.search import policies
from community.search.events import SearchMatched
from community.search.models import LONGEST_ADDRESS, Pace, SavedSearch
from community.search.queries.asking import Search
from community.search.queries.saved import WINDOW, count_saved, following, new_matches, search_behind

MOST_SAVED = 30
MOST_TOLD_KEPT = 300
PAUSES = {Pace.SOON: timedelta(minutes=10), Pace.DAILY: timedelta(days=1)}


def follow_search(search: Search, *, by: Member, pace: Pace = Pace.SOON) -> SavedSearch:
    """Tell the member of what will be found by this search; what is found now is known already."""
    if not policies.may_follow_searches(by):
        raise NotAllowedError(_l("Only members can follow a search."))
    known = following(by, search)
    if known is not None:
        return known
    address = search.address
    if not (search.sought or search.is_narrowed) or search.complaints or len(address) > LONGEST_ADDRESS:
        raise ConflictError(_l("This search cannot be followed: part of it could not be understood."))
    if count_saved(by) >= MOST_SAVED:
        raise ConflictError(_l("You follow as many searches as one can. Stop one of them first."))
    saved = SavedSearch(member_id=by.id, address=address, pace=pace, due_at=clock.now() + PAUSES[pace])
    matches = new_matches(search_behind(saved), by, since=clock.now() - WINDOW, told=())
    saved.told = [one.head_id for one in matches or ()][:MOST_TOLD_KEPT]
    db.session.add(saved)
    return saved


def choose_pace(saved: SavedSearch, pace: Pace) -> None:
    """Tell sooner, or less often."""
    saved.pace = pace
    saved.due_at = clock.now() + PAUSES[pace]


def stop_following_search(saved: SavedSearch) -> None:
    """Tell no more of it."""
    db.session.delete(saved)


def look_through(saved: SavedSearch, member: Member) -> None:
    """Look for what is new to the member, and announce it once; without an index it stays due."""
    since = max(saved.created_at, clock.now() - WINDOW)
    matches = new_matches(search_behind(saved), member, since=since, told=saved.told)
    if matches is None:
        return
    saved.due_at = clock.now() + PAUSES[Pace(saved.pace)]
    if matches:
        saved.told = [*(one.head_id for one in matches), *saved.told][:MOST_TOLD_KEPT]
    others = tuple(one.best.post_id for one in matches if one.best.author_id != member.id)
    if others:
        announce(SearchMatched(saved, others))
