"""What the worker does for search."""

from datetime import timedelta

from community.core.jobs import job, repeat
from community.search import actions
from community.search.events import IndexPosts, KeepIndexWhole


@job(IndexPosts)
def index_posts(task: IndexPosts) -> None:
    """Bring posts up to date in the index."""
    actions.index_posts(task.ids)


@job(KeepIndexWhole)
def keep_index_whole(task: KeepIndexWhole) -> None:
    """Build the index anew where there is none that can be read."""
    actions.keep_whole()


repeat(KeepIndexWhole(), every=timedelta(minutes=1))
