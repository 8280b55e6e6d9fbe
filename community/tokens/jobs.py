"""When tokens were last used, noted behind the reader's back."""

from datetime import timedelta

from community.core.jobs import job, repeat
from community.core.transaction import transaction
from community.tokens import actions
from community.tokens.events import NoteTokenUse

repeat(NoteTokenUse(), every=timedelta(hours=1))


@job(NoteTokenUse)
def note_use(task: NoteTokenUse) -> None:
    """Fold the observations."""
    with transaction():
        actions.note_use()
