"""What the worker does for search."""

from datetime import timedelta

from community.core.database import db
from community.core.jobs import job, later, repeat
from community.core.transaction import transaction
from community.search import actions
from community.search.actions import counting
from community.search.events import CountObservations, IndexPosts, KeepIndexWhole, LookThroughSearches
from community.search.models import SavedSearch
from community.search.queries.observed import days_to_fold
from community.search.queries.saved import due_searches

MOST_AT_ONCE = 200


@job(IndexPosts)
def index_posts(task: IndexPosts) -> None:
    """Bring posts up to date in the index."""
    actions.index_posts(task.ids)


@job(KeepIndexWhole)
def keep_index_whole(task: KeepIndexWhole) -> None:
    """Build the index anew where there is none that can be read."""
    actions.keep_whole()


@job(CountObservations)
def count_observations(task: CountObservations) -> None:
    """Count each day in a transaction of its own."""
    for day in days_to_fold():
        with transaction():
            counting.count_day(day)
    with transaction():
        counting.forget_observed()


@job(LookThroughSearches)
def look_through_searches(task: LookThroughSearches) -> None:
    """Look each due search through in a transaction of its own; if there are more, go on in a task of its own."""
    due = due_searches(MOST_AT_ONCE)
    db.session.rollback()
    for saved_id in due:
        with transaction():
            saved = db.session.get(SavedSearch, saved_id, with_for_update=True)
            if saved is not None:
                actions.look_through(saved, saved.member)
    if len(due) == MOST_AT_ONCE:
        with transaction():
            later(LookThroughSearches())


repeat(KeepIndexWhole(), every=timedelta(minutes=1))
repeat(CountObservations(), every=timedelta(minutes=10))
repeat(LookThroughSearches(), every=timedelta(minutes=5))
