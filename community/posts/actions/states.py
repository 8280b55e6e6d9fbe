"""The one function that changes a post's state, and the counts that depend on it."""

from sqlalchemy import func, select

from community.core.database import db
from community.core.errors import NotAllowedError
from community.core.events import announce
from community.core.locale import _l
from community.members.models import Member
from community.posts import policies
from community.posts.events import PostStateChanged
from community.posts.models import Comment, Post, State


def change_state(post: Post, state: State, *, by: Member | None) -> None:
    """Set the state and keep `shown` of the post and of all that hangs below it."""
    was = post.state
    if was == state:
        return
    post.state = state
    parent_shown = post.parent.shown if post.parent is not None else True
    _show(post, shown=state == State.VISIBLE and parent_shown)
    db.session.flush()
    if post.kind == "comment" and post.parent is not None:
        recount_comments(post.parent)
    announce(PostStateChanged(post, was=was, by=by))


def withdraw(post: Post, *, by: Member) -> None:
    """Take back one's own post; the thread below it keeps standing for moderators."""
    if not policies.may_withdraw(by, post):
        raise NotAllowedError(_l("Only the author can take this back."))
    change_state(post, State.REMOVED, by=by)


def recount_comments(post: Post) -> None:
    """Count the shown remarks below a post anew."""
    rows = select(func.count()).select_from(Comment).where(Comment.parent_id == post.id)
    post.comment_count = db.session.scalar(rows.where(Comment.state == State.VISIBLE)) or 0


def _show(post: Post, *, shown: bool) -> None:
    """Set `shown` here and below; a thread is two levels deep below its head, so parents come before children by id."""
    post.shown = shown
    by_id = {post.id: shown}
    below = select(Post).where(Post.thread_id == post.id if post.is_head else Post.parent_id == post.id)
    for one in db.session.scalars(below.order_by(Post.id).with_for_update(of=Post)):
        parent_id = one.parent_id or post.id
        one.shown = one.state == State.VISIBLE and by_id.get(parent_id, shown)
        by_id[one.id] = one.shown
