"""What the worker does for search."""

from datetime import timedelta

from community.core.jobs import job, repeat
from community.core.transaction import transaction
from community.search import actions, counting
from community.search.events import CountObservations, IndexPosts, KeepIndexWhole
from community.search.queries.observed import days_to_fold


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


repeat(KeepIndexWhole(), every=timedelta(minutes=1))
repeat(CountObservations(), every=timedelta(minutes=10))
