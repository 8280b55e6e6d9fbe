"""Similar posts: what a composer shows while somebody writes, and what helps to recognise a duplicate."""

from collections.abc import Sequence
from dataclasses import dataclass

from community.core import language
from community.core.database import db
from community.core.text import excerpt
from community.members.models import Viewer
from community.posts.models import Kind, Post
from community.posts.queries import shown_to
from community.products.models import Product
from community.search import postings
from community.search.folder import IndexUnavailableError
from community.search.resemblance import FEWEST_WORDS, closest

LEAST_SCORE = 0.0
LONGEST_EXCERPT = 120
SPARE = 20


@dataclass(frozen=True)
class SimilarPost:
    """A shown post that resembles what is being written; a score of 1 would be the same text."""

    post: Post
    score: float

    @property
    def is_solved(self) -> bool:
        """Whether it found its answer, or was delivered."""
        return self.post.resolved_at is not None

    @property
    def says(self) -> str:
        """How the post begins."""
        return excerpt(self.post.plain, LONGEST_EXCERPT)


def similar_posts(
    text: str,
    viewer: Viewer,
    *,
    kinds: Sequence[Kind | str],
    limit: int = 5,
    product: Product | None = None,
    least_score: float = LEAST_SCORE,
) -> list[SimilarPost]:
    """Return the posts of these kinds, and of this product if one is given, that resemble the text, best first.

    Nothing before the third word, nothing below `least_score`, nothing while the index cannot be read. Two statements.
    """
    if len(language.surface_words(text[:400])) < FEWEST_WORDS:
        return []
    facts = [[f"kind:{kind}" for kind in kinds], *([[f"product:{product.id}"]] if product else [])]
    try:
        found = postings.read(lambda held: closest(held, text, facts=facts, limit=limit + SPARE))
    except IndexUnavailableError:
        return []
    scores = {one.id: one.score for one in found if one.score >= least_score}
    return _shown(scores, viewer)[:limit]


def _shown(scores: dict[int, float], viewer: Viewer) -> list[SimilarPost]:
    """Let the database decide which of them the viewer may see."""
    if not scores:
        return []
    posts = {post.id: post for post in db.session.scalars(shown_to(Post, viewer).where(Post.id.in_(scores)))}
    return [SimilarPost(posts[post_id], score) for post_id, score in scores.items() if post_id in posts]
