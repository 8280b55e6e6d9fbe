"""What every post shares, and what stands beside it."""

from datetime import datetime
from typing import Any, TypeVar

from community.core.database import db
from community.core.transaction import transaction
from community.members.models import Member
from community.posts import actions
from community.posts.models import Audience, Comment, Draft, Follow, Post, State, Vote
from tests.factories.members import make_member
from tests.factories.numbers import next_number

AnyPost = TypeVar("AnyPost", bound=Post)


def shaped(
    post: AnyPost,
    *,
    state: State | str = State.VISIBLE,
    audience: Audience | str = Audience.EVERYONE,
    at: datetime | None = None,
) -> AnyPost:
    """Give a published post another state, audience or age, within an open transaction."""
    post.audience = str(audience)
    post.audience_organization_id = post.head.organization_id if audience == Audience.ORGANIZATION else None
    if at is not None:
        post.created_at = post.last_activity_at = at
    if State(state) != post.state:
        actions.change_state(post, State(state), by=None)
    return post


def make_comment(
    *, on: Post, by: Member | None = None, source: str | None = None, official: bool = False, at: datetime | None = None
) -> Comment:
    """Remark on a post; an official remark needs `by` to be staff."""
    by = by or make_member(roles=("agent",) if official else ())
    with transaction():
        comment = actions.comment_on(on, source=source or f"Remark {next_number()}", by=by, official=official)
        comment.created_at = at or comment.created_at
    return comment


def set_state(post: AnyPost, state: State | str, *, by: Member | None = None) -> AnyPost:
    """Show, hide or remove a post, as the one function that changes states does."""
    with transaction():
        actions.change_state(post, State(state), by=by)
    return post


def make_vote(*, on: Post, by: Member | None = None, value: int = 1) -> Vote:
    """Give a me-too, support or helpful."""
    by = by or make_member()
    with transaction():
        actions.cast_vote(on, by=by, value=value)
    return db.session.get_one(Vote, (on.id, by.id))


def make_follow(*, on: Post, by: Member | None = None) -> Follow:
    """Follow a thread."""
    by = by or make_member()
    with transaction():
        actions.follow(on, by=by)
    return db.session.get_one(Follow, (on.id, by.id))


def make_draft(*, by: Member | None = None, form: str = "problem", fields: dict[str, Any] | None = None) -> Draft:
    """Keep what a member has typed."""
    by = by or make_member()
    with transaction():
        actions.save_draft(by, form, fields if fields is not None else {"title": f"Draft {next_number()}"})
    return db.session.query(Draft).filter_by(member_id=by.id, form=form).one()
