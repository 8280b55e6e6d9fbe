"""Me-too, support and helpful: one vote per member and post, counted from the rows."""

from sqlalchemy import func, select

from community.core.database import db
from community.core.errors import ConflictError, NotAllowedError
from community.core.events import announce
from community.core.locale import _l
from community.members.models import Member
from community.posts import policies
from community.posts.events import VoteChanged
from community.posts.models import Post, Vote


def cast_vote(post: Post, *, by: Member, value: int = 1) -> None:
    """Give one's vote; a second one replaces the first."""
    may = policies.may_vote(by, post) if value == 1 else policies.may_vote_against(by, post)
    if not may:
        raise NotAllowedError(_l("You cannot vote on this."))
    _refuse_closed(post)
    vote = db.session.get(Vote, (post.id, by.id))
    if vote is None:
        vote = Vote(post_id=post.id, member_id=by.id, organization_id=by.organization_id)
        db.session.add(vote)
    vote.value = value
    recount_votes(post)
    announce(VoteChanged(post, by=by, value=value))


def take_back_vote(post: Post, *, by: Member) -> None:
    """Take one's vote back; without one, nothing happens."""
    vote = db.session.get(Vote, (post.id, by.id))
    if vote is None:
        return
    _refuse_closed(post)
    db.session.delete(vote)
    recount_votes(post)
    announce(VoteChanged(post, by=by, value=0))


def recount_votes(post: Post) -> None:
    """Count the votes anew from their rows."""
    db.session.flush()
    rows = select(Vote.value, func.count().label("votes")).where(Vote.post_id == post.id).group_by(Vote.value)
    counts = {row.value: row.votes for row in db.session.execute(rows)}
    post.vote_count = counts.get(1, 0)
    post.against_count = counts.get(-1, 0)


def _refuse_closed(post: Post) -> None:
    if not post.takes_votes:
        raise ConflictError(_l("The company has decided on this, so it takes no more votes."))
