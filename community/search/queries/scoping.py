"""The scope of a search, as the database keeps it: whatever an engine found is held to it again."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement

from community.posts.models import Post
from community.search.sought import Scope


def within(scope: Scope) -> list[ColumnElement[bool]]:
    """Return what holds for the very post that answers; kind and solved are its thread's (`is_in`)."""
    conditions: list[tuple[Any, Callable[[], ColumnElement[bool]]]] = [
        (scope.product_id, lambda: Post.product_id == scope.product_id),
        (scope.is_official, lambda: Post.official == scope.is_official),
        (scope.author_id, lambda: Post.author_id == scope.author_id),
        (scope.language or None, lambda: Post.language == scope.language),
        (scope.since, lambda: Post.created_at >= scope.since),
        (scope.until, lambda: Post.created_at < scope.until),
    ]
    return [condition() for wanted, condition in conditions if wanted is not None]


def is_in(scope: Scope, *, kind: str, is_solved: bool) -> bool:
    """Whether a thread of this kind, solved or not, is in the scope."""
    right_kind = not scope.kind or kind == scope.kind
    return right_kind and (scope.is_solved is None or is_solved == scope.is_solved)
