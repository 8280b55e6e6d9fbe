"""Whatever changes a member's reputation has it counted again, in the background."""

from sqlalchemy import or_, select

from community.core.database import db
from community.core.events import listen
from community.core.jobs import later
from community.pages.events import RecountReputation
from community.posts.events import PostStateChanged, VoteChanged
from community.posts.models import Post
from community.problems.events import AnswerAccepted, AnswerUnaccepted


@listen(VoteChanged)
def after_a_vote(event: VoteChanged) -> None:
    """Count again for whoever wrote what was voted on."""
    _recount({event.post.author_id})


@listen(AnswerAccepted)
def after_an_acceptance(event: AnswerAccepted) -> None:
    """Count again for whoever helped."""
    _recount({event.answer.author_id})


@listen(AnswerUnaccepted)
def after_a_lost_acceptance(event: AnswerUnaccepted) -> None:
    """Count again for whoever was thought to have helped."""
    _recount({event.answer.author_id})


@listen(PostStateChanged)
def after_a_decision(event: PostStateChanged) -> None:
    """Count again for all whose words appeared or went: the post's author, and those below it."""
    post = event.post
    below = or_(Post.thread_id == post.id, Post.parent_id == post.id)
    authors = set(db.session.scalars(select(Post.author_id).where(below).distinct()))
    _recount({post.author_id, *authors})


def _recount(author_ids: set[int | None]) -> None:
    ids = tuple(sorted(one for one in author_ids if one is not None))
    if ids:
        later(RecountReputation(ids))
