"""Telling: followers of threads and ideas, and everyone behind a need."""

from sqlalchemy import select

from community.core.database import db
from community.core.jobs import job
from community.core.transaction import transaction
from community.ideas.models import Idea, StatusChange
from community.insights.actions import telling as insights
from community.insights.models import Telling
from community.insights.queries.telling import behind, is_superseded
from community.notifications.actions import tell, tell_each
from community.notifications.actions.inbox import willing
from community.notifications.events import TellBehindNeed, TellOfPost, TellOfStatus
from community.notifications.models import NotificationKind
from community.posts.models import Post, Vote
from community.posts.queries import follower_ids

MOST_TOGETHER = 500


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


@job(TellBehindNeed)
def tell_behind_need(task: TellBehindNeed) -> None:
    """Tell everyone behind a need, some hundreds in a transaction; what was told stays told if it is killed."""
    after: int | None = 0
    while after is not None:
        with transaction():
            telling = db.session.get(Telling, task.telling_id, with_for_update=True)
            if telling is None or telling.finished_at is not None:
                return
            after = None if is_superseded(telling) else _tell_next(telling, after)
            if after is None:
                insights.finish_telling(telling)


def _tell_next(telling: Telling, after: int) -> int | None:
    """Tell the next members, each with his own post; return the last of them, or nothing when all were told."""
    found = behind(telling, after=after, most=MOST_TOGETHER)
    ids = {member.id for member in willing([one.member.id for one in found], NotificationKind.NEED)}
    wanted = [one for one in found if one.member.id in ids]
    insights.note_told(telling, wanted)
    details = {"telling_id": telling.id, "state": telling.state}
    pairs = [(one.member, one.post) for one in wanted]
    tell_each(pairs, NotificationKind.NEED, by_id=telling.by_id, cause=str(telling.id), details=details)
    return max((one.member.id for one in found), default=None)
