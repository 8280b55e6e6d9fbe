"""Raise a thread's version whenever a row that its page shows changes: a guest's page is kept under that version."""

from collections.abc import Iterable
from typing import Any, cast

from sqlalchemy import ColumnElement, Table, event, func, select, update
from sqlalchemy.orm import Session, SessionTransaction, UOWTransaction

from community.core.database import db
from community.core.events import listen
from community.members.events import MemberRenamed, RoleGranted, RoleTaken
from community.posts.models import Attachment, Post
from community.products.events import ProductEdited

_WAITING = "threads whose version must rise"


def raise_versions(session: Session, thread_ids: Iterable[int]) -> None:
    """Raise the versions of these threads at the end of the flush."""
    session.info.setdefault(_WAITING, set()).update(thread_ids)


def _note_changes(session: Session, context: UOWTransaction, instances: Any) -> None:
    """Note the heads of changed posts before the flush, while it is known what changed."""
    changed = [one for one in session.dirty if session.is_modified(one)]
    for one in (*session.new, *changed, *session.deleted):
        if isinstance(one, Post):
            raise_versions(session, [one.thread_id or (one.thread.id if one.thread else one.id) or 0])
        elif isinstance(one, Attachment) and one.post is not None:
            raise_versions(session, [one.post.head_id])


def _raise_noted(session: Session, context: UOWTransaction) -> None:
    thread_ids = session.info.pop(_WAITING, set())
    if thread_ids:
        post = cast("Table", Post.__table__)
        session.execute(update(post).where(post.c.id.in_(thread_ids)).values(thread_version=post.c.thread_version + 1))


def _forget(session: Session, transaction: SessionTransaction) -> None:
    session.info.pop(_WAITING, None)


@listen(MemberRenamed)
def show_the_name_anew(happened: MemberRenamed) -> None:
    """Kept pages show an author's name."""
    _raise_threads_of(Post.author_id == happened.member.id)


@listen(RoleGranted)
def show_the_star(happened: RoleGranted) -> None:
    """Kept pages show the star of staff."""
    _raise_threads_of(Post.author_id == happened.member.id)


@listen(RoleTaken)
def take_the_star(happened: RoleTaken) -> None:
    """Kept pages show the star of staff, and of nobody else."""
    _raise_threads_of(Post.author_id == happened.member.id)


@listen(ProductEdited)
def show_the_product_anew(happened: ProductEdited) -> None:
    """Kept pages name the product."""
    _raise_threads_of(Post.product_id == happened.product.id)


def _raise_threads_of(condition: ColumnElement[bool]) -> None:
    post = cast(Table, Post.__table__)
    threads = select(func.coalesce(Post.thread_id, Post.id)).where(condition)
    raised = update(post).where(post.c.id.in_(threads)).values(thread_version=post.c.thread_version + 1)
    db.session.execute(raised)


event.listen(db.session, "before_flush", _note_changes)
event.listen(db.session, "after_flush", _raise_noted)
event.listen(db.session, "after_soft_rollback", _forget)
