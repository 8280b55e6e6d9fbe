"""Search without an index: the database looks for the words in the newest posts, letters folded, endings cut."""

from sqlalchemy import ColumnElement, and_, case, func, not_, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from community.core.database import db
from community.core.language import is_stop_word, stem
from community.members.models import Viewer
from community.posts.models import Post
from community.posts.queries import shown_to
from community.search.queries.scoping import within
from community.search.sought import Found, Hit, Scope, Sought

MOST_READ = 20_000
MOST_FOUND = 200
MOST_WORDS = 6
LETTERS = (("ي", "ی"), ("ى", "ی"), ("ك", "ک"), ("آ", "ا"), ("أ", "ا"), ("\u200c", ""))


def find(sought: Sought, scope: Scope, viewer: Viewer) -> Found:
    """Return the newest posts that have all the words; those that have them in the title first.

    Bounded to the newest MOST_READ posts, for no index of the database helps to find the middle of a word.
    """
    words = [word for word in sought.surfaces if not is_stop_word(word)] or list(sought.surfaces)
    if not words:
        return Found()
    patterns = [_pattern(word) for word in words[:MOST_WORDS]]
    newest = select(Post.id).order_by(Post.id.desc()).limit(MOST_READ).subquery()
    in_title = and_(*(_has(Post.title, pattern) for pattern in patterns))
    rows = (
        shown_to(Post, viewer)
        .with_only_columns(Post.id, case((in_title, 1), else_=0))
        .where(Post.id.in_(select(newest.c.id)), *within(scope))
        .where(*(_said(pattern) for pattern in patterns))
        .where(*(not_(_said(_pattern(word.whole))) for word in sought.without[:MOST_WORDS]))
        .order_by(Post.id.desc())
        .limit(MOST_FOUND + 1)
    )
    found = [Hit(post_id, 0.5 + 0.5 * in_title) for post_id, in_title in db.session.execute(rows)]
    return Found(sorted(found[:MOST_FOUND], key=lambda hit: -hit.score), is_cut=len(found) > MOST_FOUND)


def newest(scope: Scope, viewer: Viewer) -> Found:
    """Return the newest posts of the scope, when nothing but a scope was asked for."""
    rows = shown_to(Post, viewer).with_only_columns(Post.id).where(*within(scope)).order_by(Post.id.desc())
    ids = db.session.scalars(rows.limit(MOST_FOUND + 1)).all()
    return Found([Hit(post_id, 1.0) for post_id in ids[:MOST_FOUND]], is_cut=len(ids) > MOST_FOUND)


def _said(pattern: str) -> ColumnElement[bool]:
    return or_(_has(Post.title, pattern), _has(Post.plain, pattern))


def _pattern(word: str) -> str:
    """Look for the stem, if it is how the word begins: its other forms begin so too."""
    begun = stem(word)
    sought = begun if len(begun) > 2 and word.startswith(begun) else word
    return "%" + sought.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"


def _has(column: InstrumentedAttribute[str], pattern: str) -> ColumnElement[bool]:
    folded: ColumnElement[str] = func.lower(column)
    for typed, plain in LETTERS:
        folded = func.replace(folded, typed, plain)
    return folded.like(pattern, escape="\\")
