"""Reads that every subject shares; `visible` is the only way a post leaves the database for a reader."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Integer,
    Select,
    String,
    and_,
    bindparam,
    case,
    func,
    literal_column,
    or_,
    select,
    true,
    tuple_,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute, joinedload

from community.core.database import db
from community.core.errors import NotFoundError, Sentence
from community.core.locale import _l
from community.core.paging import PAGE_SIZE, Page, cursor_after, page_of
from community.members.models import Member, Viewer
from community.posts.models import PUT_AWAY, Attachment, Audience, Comment, Draft, Follow, Post, Revision, Vote

AnyPost = TypeVar("AnyPost", bound=Post)
MOST_COUNTED = 1000
MOST_PLACED = 1_000_000
OLDEST_FIRST = (Comment.created_at, Comment.id)
VERSION = "version"


def visible(entity: type[AnyPost], viewer: Viewer) -> Select[AnyPost]:
    """Select what the viewer may see of this kind of post.

    Strangers, members, agents and analysts see what is shown to their audience; an author also his own pending,
    hidden and removed posts; moderators all.
    """
    return select(entity).where(may_see(entity, viewer))


def may_see(entity: type[Post], viewer: Viewer) -> ColumnElement[bool]:
    """Return the condition behind `visible`, for joins and aliases."""
    if viewer.is_moderator:
        return true()
    shown = and_(entity.shown, _meant_for(entity, viewer))
    return or_(shown, entity.author_id == viewer.id) if viewer.is_signed_in else shown


def shown_to(entity: type[AnyPost], viewer: Viewer) -> Select[AnyPost]:
    """Select what lists, counts and suggestions offer: shown posts of the viewer's audience, withdrawn ones to nobody."""
    return select(entity).where(entity.shown, _meant_for(entity, viewer))


def _meant_for(entity: type[Post], viewer: Viewer) -> ColumnElement[bool]:
    if viewer.is_staff:
        return true()
    everyone = entity.audience == Audience.EVERYONE
    if viewer.organization_id is None:
        return everyone
    own = and_(entity.audience == Audience.ORGANIZATION, entity.audience_organization_id == viewer.organization_id)
    return or_(everyone, own)


def get_post(
    entity: type[AnyPost],
    post_id: int,
    viewer: Viewer,
    *,
    for_update: bool = False,
    sentence: Sentence | None = None,
    options: Sequence[Any] = (),
) -> AnyPost:
    """Return the post if the viewer may see it, else raise `NotFoundError`: absent and not yours answer alike."""
    wanted = visible(entity, viewer).where(entity.id == post_id).options(*options)
    if for_update:
        wanted = wanted.with_for_update(of=entity)
    post = db.session.scalar(wanted)
    if post is None:
        raise NotFoundError(sentence or _l("There is no such post, or it is not open to you."))
    return post


def thread_version(thread_id: int) -> int | None:
    """Return the version of what a guest sees of the thread; None where a guest sees nothing."""
    return db.session.scalar(_version_for_guests(), {"thread": thread_id})


@cache
def _version_for_guests() -> Select[int]:
    """Build the statement once: it is asked for every page of a thread."""
    post = Post.__table__
    everyone = (post.c.shown, post.c.audience == Audience.EVERYONE, post.c.thread_id.is_(None))
    return select(post.c.thread_version).where(post.c.id == bindparam("thread", type_=Integer), *everyone)


def count_of(rows: Select[Any], most: int = MOST_COUNTED) -> int:
    """Count the rows up to `most` + 1, which a page shows as "more than 1,000"."""
    return db.session.scalar(select(func.count()).select_from(rows.order_by(None).limit(most + 1).subquery())) or 0


def comments_below(posts: Iterable[Post], viewer: Viewer) -> dict[int, list[Comment]]:
    """Return the remarks below each of the posts, oldest first; one statement for all."""
    ids = [post.id for post in posts]
    below: dict[int, list[Comment]] = {post_id: [] for post_id in ids}
    rows = visible(Comment, viewer).where(Comment.parent_id.in_(ids)).order_by(Comment.created_at, Comment.id)
    for comment in db.session.scalars(rows.options(joinedload(Comment.author))):
        if comment.parent_id is not None:
            below[comment.parent_id].append(comment)
    return below


def comments_of(post: Post, viewer: Viewer, *, cursor: str | None = None) -> Page[Comment]:
    """Return a page of the remarks below one post, oldest first, for posts that gather very many."""
    rows = visible(Comment, viewer).where(Comment.parent_id == post.id).options(joinedload(Comment.author))
    return page_of(rows, OLDEST_FIRST, cursor=cursor, newest_first=False)


def page_with_comment(comment: Post, viewer: Viewer) -> str | None:
    """Return the cursor of the page of `comments_of` on which the remark stands; None for the first one."""
    is_earlier = tuple_(*OLDEST_FIRST) < tuple_(comment.created_at, comment.id)
    earlier = visible(Comment, viewer).where(Comment.parent_id == comment.parent_id, is_earlier).order_by(*OLDEST_FIRST)
    first = count_of(earlier, most=MOST_PLACED) // PAGE_SIZE * PAGE_SIZE
    last_before = db.session.scalar(earlier.offset(first - 1).limit(1)) if first else None
    return cursor_after(last_before, OLDEST_FIRST) if last_before else None


def replies_of(posts: Iterable[Post], viewer: Viewer) -> dict[int, Comment]:
    """Return what the company last said officially below each of the posts; one statement for all."""
    rows = visible(Comment, viewer).where(Comment.parent_id.in_([post.id for post in posts]), Comment.official)
    found = db.session.scalars(rows.order_by(*OLDEST_FIRST).options(joinedload(Comment.author)))
    return {reply.parent_id: reply for reply in found if reply.parent_id is not None}


def votes_of(viewer: Viewer, posts: Iterable[Post]) -> dict[int, int]:
    """Return the viewer's own votes among the posts, by post id."""
    if not viewer.is_signed_in:
        return {}
    rows = select(Vote.post_id, Vote.value).where(
        Vote.member_id == viewer.id, Vote.post_id.in_([post.id for post in posts])
    )
    return {row.post_id: row.value for row in db.session.execute(rows)}


def is_following(viewer: Viewer, head: Post) -> bool:
    """Whether the viewer is told what happens in the thread."""
    if not viewer.is_signed_in:
        return False
    row = db.session.get(Follow, (head.id, viewer.id))
    return row is not None and row.ended_at is None


def follower_ids(head: Post) -> list[int]:
    """Return who is to be told about the thread."""
    rows = select(Follow.member_id).where(Follow.post_id == head.id, Follow.ended_at.is_(None))
    return list(db.session.scalars(rows))


def attachments_of(posts: Iterable[Post]) -> dict[int, list[Attachment]]:
    """Return the images of each of the posts; the posts have passed `visible` already."""
    ids = [post.id for post in posts]
    found: dict[int, list[Attachment]] = {post_id: [] for post_id in ids}
    for image in db.session.scalars(select(Attachment).where(Attachment.post_id.in_(ids)).order_by(Attachment.id)):
        if image.post_id is not None:
            found[image.post_id].append(image)
    return found


def may_see_attachment(viewer: Viewer, image: Attachment) -> bool:
    """An image is seen by whoever sees its post; before there is one, by its owner alone."""
    if image.post_id is None:
        return viewer.is_signed_in and image.member_id == viewer.id
    return (
        db.session.scalar(visible(Post, viewer).where(Post.id == image.post_id).with_only_columns(Post.id)) is not None
    )


def revisions_of(post: Post) -> Sequence[Revision]:
    """Return what the post said before each edit, the latest first."""
    rows = select(Revision).where(Revision.post_id == post.id).order_by(Revision.number.desc())
    return db.session.scalars(rows.options(joinedload(Revision.by))).all()


def draft_of(member: Member, form: str) -> Draft | None:
    """Return what the member typed into this form and did not send."""
    return db.session.scalar(select(Draft).where(Draft.member_id == member.id, Draft.form == form))


def drafts_of(member: Member) -> Sequence[Draft]:
    """Return the member's unsent texts, the latest first, without the one that was put away."""
    mine = select(Draft).where(Draft.member_id == member.id, Draft.form != PUT_AWAY)
    return db.session.scalars(mine.order_by(Draft.updated_at.desc(), Draft.id.desc())).all()


def list_keys(entity: type[AnyPost]) -> list[InstrumentedAttribute[Any]]:
    """Return the keys of a list by newest activity."""
    return [entity.last_activity_at, Post.id]


def version_and_traces(thread_id: int, member: Member) -> tuple[int | None, list[tuple[str, int, int]]]:
    """Return `thread_version`, and what the member left in the thread, in a fixed order; one statement.

    A trace tells what it is, which post, and how: a "post" he wrote, a "vote" he gave (its value), a "follow" (whether
    it is ended), a "draft" he keeps.
    """
    values = {"thread": thread_id, "member": member.id, "form": f"%-{thread_id}"}
    rows = sorted((str(row[0]), int(row[1]), int(row[2])) for row in db.session.execute(_version_and_traces(), values))
    version = next((number for what, _, number in rows if what == VERSION), None)
    return version, [row for row in rows if row[0] != VERSION]


@cache
def _version_and_traces() -> CompoundSelect[str, int, int]:
    """Build the statement once: it is asked for every page of a thread that a member reads."""
    thread, member = bindparam("thread", type_=Integer), bindparam("member", type_=Integer)
    inside = or_(Post.id == thread, Post.thread_id == thread)
    no = literal_column("0", Integer)
    ended = case((Follow.ended_at.is_(None), 0), else_=1)
    form = bindparam("form", type_=String)
    version = _version_for_guests().subquery()
    return union_all(
        select(_word(VERSION), thread, version.c.thread_version),
        select(_word("post"), Post.id, no).where(Post.author_id == member, inside),
        select(_word("vote"), Vote.post_id, Vote.value)
        .join(Post, Post.id == Vote.post_id)
        .where(Vote.member_id == member, inside),
        select(_word("follow"), Follow.post_id, ended).where(Follow.post_id == thread, Follow.member_id == member),
        select(_word("draft"), Draft.id, no).where(Draft.member_id == member, Draft.form.like(form)),
    )


def _word(word: str) -> ColumnElement[str]:
    return literal_column(f"'{word}'", String)
