"""Contributions on their way out, line by line."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select, true
from sqlalchemy.orm import joinedload, selectin_polymorphic

from community.core.database import db
from community.members.models import Member
from community.posts.models import Audience, Kind, Post, State
from community.problems.models import Problem
from community.reviews.models import Review

CHUNK = 500


def lines_of_all(*, withdrawn: bool = False) -> Iterator[dict[str, Any]]:
    """Yield every post as an import line, parents first; without `withdrawn` only what every visitor sees."""
    condition = true() if withdrawn else and_(Post.shown, Post.audience == Audience.EVERYONE)
    accepted = _accepted_ids()
    last_id = 0
    while rows := _chunk(condition, last_id):
        shared_names = _names_of_many([post.author for post in rows if post.author])
        for post in rows:
            yield _line(post, is_accepted=post.id in accepted, shared_names=shared_names)
        last_id = rows[-1].id
        db.session.expunge_all()


def _chunk(condition: ColumnElement[bool], after_id: int) -> list[Post]:
    rows = (
        select(Post)
        .where(condition, Post.id > after_id)
        .order_by(Post.id)
        .limit(CHUNK)
        .options(
            selectin_polymorphic(Post, [Review]),
            joinedload(Post.author),
            joinedload(Post.organization),
            joinedload(Post.product),
            joinedload(Post.parent),
        )
    )
    return list(db.session.scalars(rows))


def _accepted_ids() -> set[int]:
    return set(db.session.scalars(select(Problem.accepted_answer_id).where(Problem.accepted_answer_id.is_not(None))))


def _names_of_many(authors: list[Member]) -> set[str]:
    """Return the names that more than one member carries: they do not say who it was."""
    names = {author.name for author in authors}
    rows = select(Member.name).where(Member.name.in_(names)).group_by(Member.name).having(func.count() > 1)
    return set(db.session.scalars(rows))


def _line(post: Post, *, is_accepted: bool, shared_names: set[str]) -> dict[str, Any]:
    line = {
        "id": post.outside_name,
        "kind": post.kind,
        "text": post.source,
        "title": post.title,
        **(_author(post.author, shared_names) if post.author else {}),
        "organization": post.organization.name if post.organization else None,
        "at": post.created_at.isoformat(),
        "lang": post.language,
        "state": None if post.state == State.VISIBLE else post.state,
        **_of_its_kind(post, is_accepted=is_accepted),
    }
    return {name: value for name, value in line.items() if value not in (None, "")}


def _of_its_kind(post: Post, *, is_accepted: bool) -> dict[str, Any]:
    if post.parent:
        below = {"parent": post.parent.outside_name}
        return below | {"accepted": is_accepted} if post.kind == Kind.ANSWER else below
    own: dict[str, Any] = {"product": post.product.slug if post.product else None}
    if isinstance(post, Review):
        own |= {"rating": post.rating, "pros": post.pros, "cons": post.cons}
    return own


def _author(author: Member, shared_names: set[str]) -> dict[str, str]:
    if author.external_id:
        return {"author": author.external_id, "author_name": author.name}
    if author.name in shared_names:
        return {"author": f"member-{author.id}", "author_name": author.name}
    return {"author": author.name}
