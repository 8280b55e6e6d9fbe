"""What is offered while somebody types into the search box: products and titles."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import defer

from community.core.database import db
from community.core.language import surface_words
from community.members.models import Member, Viewer
from community.posts.models import Post
from community.posts.queries import shown_to
from community.products.models import Product
from community.products.queries import offered_products
from community.search.engines import IndexUnavailableError, engine
from community.search.queries.people import members_beginning
from community.search.sought import Scope, Sought, read_query

MOST_TITLES = 6
MOST_PRODUCTS = 3
MOST_READ = 300
SHORTEST = 2


@dataclass(frozen=True)
class Suggestions:
    """Products, threads and members whose names begin as typed."""

    products: Sequence[Product] = ()
    posts: Sequence[Post] = ()
    members: Sequence[Member] = ()


def suggestions(text: str, viewer: Viewer) -> Suggestions:
    """Return what the viewer may mean; four statements."""
    sought = read_query(text)
    if len("".join(sought.surfaces)) < SHORTEST:
        return Suggestions()
    return Suggestions(_products(sought), _posts(sought, viewer), members_beginning(sought.text))


def _posts(sought: Sought, viewer: Viewer) -> list[Post]:
    try:
        ids = _begun(sought)
    except IndexUnavailableError:
        return []
    if not ids:
        return []
    columns = (Post.id, Post.title, Post.thread_id, Post.resolved_at)
    seen = db.session.execute(shown_to(Post, viewer).with_only_columns(*columns).where(Post.id.in_(ids))).all()
    best = [row.id for row in sorted(seen, key=lambda row: _place(row, sought))[:MOST_TITLES]]
    if not best:
        return []
    rows = shown_to(Post, viewer).where(Post.id.in_(best)).options(defer(Post.source), defer(Post.rendered))
    return sorted(db.session.scalars(rows), key=lambda post: best.index(post.id))


def _begun(sought: Sought) -> list[int]:
    """Return threads whose titles have all words or beginnings, the newest; without any, what a search finds."""
    begun = engine().beginning(sought, Scope(), limit=MOST_READ)
    if begun:
        return begun
    found = engine().find(sought, Scope())
    return [] if found.is_loose else [hit.id for hit in found.hits[:MOST_READ]]


def _place(row: Any, sought: Sought) -> tuple[bool, bool, bool, int]:
    """Heads before what hangs below, titles that begin as typed first, then solved ones, then the newest."""
    begins = [word.text for word in surface_words(row.title)[: len(sought.surfaces)]]
    is_begun = all(word.startswith(start) for word, start in zip(begins, sought.surfaces, strict=False))
    return (row.thread_id is not None, not is_begun, row.resolved_at is None, -row.id)


def _products(sought: Sought) -> list[Product]:
    found = []
    for product in offered_products():
        words = [word.text for word in surface_words(f"{product.name} {product.name_fa}")]
        if all(any(word.startswith(start) for word in words) for start in sought.surfaces):
            found.append(product)
    return found[:MOST_PRODUCTS]
