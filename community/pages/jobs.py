"""The pages' work in the background."""

from community.core.jobs import job
from community.core.transaction import transaction
from community.pages.actions import recount_reputation
from community.pages.events import RecountReputation

TOGETHER = 200


@job(RecountReputation)
def recount(task: RecountReputation) -> None:
    """Count some members at a time, so that nobody waits long for their rows."""
    for start in range(0, len(task.ids), TOGETHER):
        with transaction():
            recount_reputation(task.ids[start : start + TOGETHER])
