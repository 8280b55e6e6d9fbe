"""Similar posts: what a composer shows while somebody writes, and what helps to recognise a duplicate."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from heapq import nlargest

from sqlalchemy.orm import defer, selectin_polymorphic

from community.core import language
from community.core.database import db
from community.core.text import excerpt
from community.members.models import Viewer
from community.posts.models import Kind, Post
from community.posts.queries import shown_to
from community.products.models import Product
from community.search.engines import IndexUnavailableError, engine
from community.search.resemblance import FEWEST_WORDS, MOST_COMPARED

LEAST_SCORE, SHORT_WORDS = 0.38, 12
LEAST_SCORE_OF_LONG, LONG_WORDS = 0.25, 45
"""From these on more than half of what is shown was useful, on questions of known needs; see docs/search.md."""
SOLVED = 1.05
ABOUT_ANOTHER_PRODUCT = 0.85
LONGEST_EXCERPT = 120
LONGEST_ANSWER = 220
LONGEST_COUNTED = 800


@dataclass(frozen=True)
class SimilarPost:
    """A shown post that resembles what is being written, with what resolved it; a score of 1 is the same text."""

    post: Post
    score: float
    answer: Post | None = None

    @property
    def is_solved(self) -> bool:
        """Whether it found its answer, or was delivered."""
        return self.post.resolved_at is not None

    @property
    def says(self) -> str:
        """How the post begins."""
        return excerpt(self.post.plain, LONGEST_EXCERPT)

    @property
    def answer_says(self) -> str:
        """The first lines of the answer that helped, or of the article."""
        told = self.post if self.post.kind == Kind.ARTICLE else self.answer
        return excerpt(told.plain, LONGEST_ANSWER) if told else ""


def similar_posts(
    text: str, viewer: Viewer, *, kinds: Sequence[Kind | str], limit: int = 5, product: Product | None = None
) -> list[SimilarPost]:
    """Return the posts of these kinds that resemble the text, best first; what is not close enough is left out.

    Nothing before the third word, nothing while the index cannot be read. `product` is what the text is about: posts
    about another one stand back a little. Two statements, and one for each kind found.
    """
    least = least_score(text)
    found = resembling_posts(text, viewer, kinds=kinds, limit=limit, product=product)
    return [one for one in found if one.score >= least]


def resembling_posts(
    text: str, viewer: Viewer, *, kinds: Sequence[Kind | str], limit: int, product: Product | None = None
) -> list[SimilarPost]:
    """Return the same, however little they resemble the text."""
    if len(language.surface_words(text[:LONGEST_COUNTED])) < FEWEST_WORDS:
        return []
    return rated_posts(resemblances(text, kinds=kinds, limit=limit), viewer, limit=limit, product=product)


def resemblances(text: str, *, kinds: Sequence[Kind | str], limit: int = MOST_COMPARED) -> dict[int, float]:
    """Return the scores of the posts most like the text, as the index knows them: whoever may see them."""
    facts = [[f"kind:{kind}" for kind in kinds]]
    try:
        found = engine().closest(text, facts=facts, limit=max(limit, MOST_COMPARED))
    except IndexUnavailableError:
        return {}
    return {one.id: one.score for one in found}


def rated_posts(
    resembling: Mapping[int, float], viewer: Viewer, *, limit: int, product: Product | None = None
) -> list[SimilarPost]:
    """Return the best of these posts, as far as the viewer may see them."""
    scores = _shown(resembling, viewer, product)
    best = nlargest(limit, scores, key=lambda post_id: (scores[post_id], post_id))
    posts = _posts(best, viewer)
    answers = _answers(posts.values(), viewer)
    return [
        SimilarPost(posts[post_id], scores[post_id], answers.get(posts[post_id].resolving_post_id or 0))
        for post_id in best
        if post_id in posts
    ]


def least_score(text: str) -> float:
    """Return from which score on a post is worth showing: a long text shares less of itself with any other."""
    words = len(language.surface_words(text[:LONGEST_COUNTED]))
    share = min(1.0, max(0.0, (words - SHORT_WORDS) / (LONG_WORDS - SHORT_WORDS)))
    return LEAST_SCORE + share * (LEAST_SCORE_OF_LONG - LEAST_SCORE)


def _shown(scores: Mapping[int, float], viewer: Viewer, product: Product | None) -> dict[int, float]:
    """Let the database decide which of them the viewer may see, and weigh the facts."""
    if not scores:
        return {}
    rows = shown_to(Post, viewer).with_only_columns(Post.id, Post.product_id, Post.resolved_at)
    return {
        post_id: scores[post_id] * _weight(product_id, resolved_at, product)
        for post_id, product_id, resolved_at in db.session.execute(rows.where(Post.id.in_(scores)))
    }


def _weight(product_id: int | None, resolved_at: datetime | None, product: Product | None) -> float:
    is_elsewhere = product is not None and product_id not in (None, product.id)
    return (SOLVED if resolved_at else 1.0) * (ABOUT_ANOTHER_PRODUCT if is_elsewhere else 1.0)


def _posts(ids: Sequence[int], viewer: Viewer) -> dict[int, Post]:
    if not ids:
        return {}
    subjects = [mapper.class_ for mapper in Post.__mapper__.self_and_descendants if mapper.inherits]
    options = (selectin_polymorphic(Post, subjects), defer(Post.source), defer(Post.rendered))
    rows = shown_to(Post, viewer).where(Post.id.in_(ids)).options(*options)
    return {post.id: post for post in db.session.scalars(rows)}


def _answers(posts: Iterable[Post], viewer: Viewer) -> dict[int, Post]:
    """Return what resolved them, as far as the viewer may see it; nothing is asked where nothing is resolved."""
    ids = [post.resolving_post_id for post in posts if post.resolving_post_id]
    if not ids:
        return {}
    rows = shown_to(Post, viewer).where(Post.id.in_(ids)).options(defer(Post.source), defer(Post.rendered))
    return {post.id: post for post in db.session.scalars(rows)}
