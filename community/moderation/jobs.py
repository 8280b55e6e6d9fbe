"""What the worker does for moderators."""

from community.core.jobs import job
from community.core.transaction import transaction
from community.moderation import actions
from community.moderation.events import LookForDuplicates

TOGETHER = 20


@job(LookForDuplicates)
def look_for_duplicates(task: LookForDuplicates) -> None:
    """Compare new threads with older ones, a few in a transaction."""
    for first in range(0, len(task.ids), TOGETHER):
        with transaction():
            actions.propose_duplicates(task.ids[first : first + TOGETHER])
