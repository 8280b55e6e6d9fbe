"""The posts' work in the background."""

from datetime import timedelta

from sqlalchemy import delete, select

from community.core import clock, storage
from community.core.database import db
from community.core.jobs import job, repeat
from community.core.transaction import transaction
from community.posts.events import SweepImages
from community.posts.models import Attachment, Submission

OLD_ENOUGH = timedelta(hours=24)
KEYS_KEPT = timedelta(days=30)

repeat(SweepImages(), every=timedelta(hours=24))


@job(SweepImages)
def sweep_images(task: SweepImages) -> None:
    """Remove day-old pictures that were never posted, files that no row names, and month-old resend keys."""
    with transaction():
        unposted = Attachment.post_id.is_(None), Attachment.created_at < clock.now() - OLD_ENOUGH
        db.session.execute(delete(Attachment).where(*unposted))
    named = set(db.session.scalars(select(Attachment.key)))
    before = (clock.now() - OLD_ENOUGH).timestamp()
    for key in storage.keys_older_than(before):
        if key not in named:
            storage.delete(key)
    with transaction():
        db.session.execute(delete(Submission).where(Submission.created_at < clock.now() - KEYS_KEPT))
