"""Telling, in the background: a thread may have thousands of followers."""

from sqlalchemy import select

from community.core.database import db
from community.core.jobs import job
from community.core.transaction import transaction
from community.ideas.models import Idea, StatusChange
from community.notifications.actions import tell
from community.notifications.events import TellOfPost, TellOfStatus
from community.notifications.models import NotificationKind
from community.posts.models import Post, Vote
from community.posts.queries import follower_ids


@job(TellOfPost)
def tell_of_post(task: TellOfPost) -> None:
    """Tell followers of the thread and the author of what was replied to."""
    with transaction():
        post = db.session.get(Post, task.post_id)
        if post is None or not post.shown or post.parent is None:
            return
        told = set(follower_ids(post.head))
        if post.parent.author_id is not None:
            told.add(post.parent.author_id)
        kind = NotificationKind.OFFICIAL if post.official else NotificationKind.REPLY
        tell(told, kind, post, by_id=post.author_id)


@job(TellOfStatus)
def tell_of_status(task: TellOfStatus) -> None:
    """Tell everyone who suggested, supported or follows the idea what the company said."""
    with transaction():
        change = db.session.get(StatusChange, task.change_id)
        idea = db.session.get(Idea, change.idea_id) if change else None
        if change is None or idea is None:
            return
        voters = set(db.session.scalars(select(Vote.member_id).where(Vote.post_id == idea.id)))
        told = voters | set(follower_ids(idea)) | ({idea.author_id} if idea.author_id else set())
        details = {"status": change.status, "change_id": change.id}
        tell(told, NotificationKind.STATUS, idea, by_id=change.by_id, cause=str(change.id), details=details)
