"""What suggestions were good for: only what somebody confirmed counts as solved, silence counts as nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import defer

from community.core.database import db
from community.members.models import Viewer
from community.posts.models import Post
from community.posts.queries import shown_to
from community.search.models import SuggestionTally, WritingTally

FEWEST_SHOWN = 5
MOST = 20
RARELY = 0.1
NAMES = ("shown", "opened", "solved", "joined", "posted")


@dataclass(frozen=True)
class Slice:
    """Which writings are meant: of these days, about a product, in a language; empty means all."""

    first: date
    last: date
    product_id: int | None = None
    language: str = ""


@dataclass(frozen=True)
class Outcome:
    """How many writings had suggestions, and what became of them; `left` ended without a word."""

    shown: int = 0
    opened: int = 0
    solved: int = 0
    joined: int = 0
    posted: int = 0

    @property
    def left(self) -> int:
        """Writings that ended in nothing that anybody told us."""
        return max(0, self.shown - self.solved - self.joined - self.posted)

    @property
    def is_enough(self) -> bool:
        """Whether there are so many that a share tells something, and nothing of one person."""
        return self.shown >= FEWEST_SHOWN


@dataclass(frozen=True)
class SuggestedPost:
    """A post that was suggested, with what became of it."""

    post: Post
    outcome: Outcome


def outcomes(of: Slice) -> dict[str, Outcome]:
    """Return the outcome of each composer's writings."""
    sums = [func.sum(getattr(WritingTally, name)) for name in NAMES]
    rows = select(WritingTally.composer, *sums).where(*_within(WritingTally, of)).group_by(WritingTally.composer)
    return {str(row[0]): Outcome(*map(int, row[1:])) for row in db.session.execute(rows)}


def whole(parts: dict[str, Outcome]) -> Outcome:
    """Add the outcomes of all composers."""
    return Outcome(*(sum(getattr(part, name) for part in parts.values()) for name in NAMES))


def best_suggestions(of: Slice, viewer: Viewer) -> Sequence[SuggestedPost]:
    """Return the posts that solved most, articles and problems alike."""
    sums = _sums()
    rows = _suggested(of, viewer).having(sums["solved"] > 0)
    return _posts(rows.order_by(sums["solved"].desc(), sums["shown"], SuggestionTally.post_id))


def worst_suggestions(of: Slice, viewer: Viewer) -> Sequence[SuggestedPost]:
    """Return the posts that were shown often, helped hardly anybody, and were passed over or posted past most."""
    sums = _sums()
    helped, missed = sums["solved"] + sums["joined"], sums["shown"] - sums["opened"] + sums["posted"]
    rows = _suggested(of, viewer).having(helped <= RARELY * sums["shown"])
    return _posts(rows.order_by(missed.desc(), SuggestionTally.post_id))


def _sums() -> dict[str, ColumnElement[int]]:
    return {name: func.sum(getattr(SuggestionTally, name)) for name in NAMES}


def _suggested(of: Slice, viewer: Viewer) -> Select[*tuple[Any, ...]]:
    """Count for each post that the viewer may see; one that was hardly ever shown tells nothing."""
    sums = _sums()
    shown = shown_to(Post, viewer).with_only_columns(Post.id)
    return (
        select(SuggestionTally.post_id, *sums.values())
        .where(SuggestionTally.post_id.in_(shown), *_within(SuggestionTally, of))
        .group_by(SuggestionTally.post_id)
        .having(sums["shown"] >= FEWEST_SHOWN)
        .limit(MOST)
    )


def _posts(rows: Select[*tuple[Any, ...]]) -> list[SuggestedPost]:
    counted = {int(row[0]): Outcome(*map(int, row[1:])) for row in db.session.execute(rows)}
    found = select(Post).where(Post.id.in_(counted)).options(defer(Post.source), defer(Post.rendered))
    posts = {post.id: post for post in db.session.scalars(found)}
    return [SuggestedPost(posts[post_id], outcome) for post_id, outcome in counted.items()]


def _within(model: type[WritingTally] | type[SuggestionTally], of: Slice) -> list[ColumnElement[bool]]:
    conditions = [model.day >= of.first, model.day <= of.last]
    if of.product_id is not None:
        conditions.append(model.product_id == of.product_id)
    if of.language:
        conditions.append(model.language == of.language)
    return conditions
