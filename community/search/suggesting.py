"""Similar posts beside a composer: what is offered for each kind of text, and what is remembered of it.

`composer` is the kind of post being written; the name of its draft ("problem-2", "review-7") begins with it. The log
learns which posts were shown and opened and how the writing ended, never what was typed.
"""

import re
from collections.abc import Collection, Sequence

from community.core.language import detect
from community.core.observations import observe
from community.members.models import Member, Viewer
from community.posts.models import Kind, Post
from community.products.models import Product
from community.search.learning import OPENED, POSTED, SHOWN, UNDONE
from community.search.similar import SimilarPost, similar_posts

SOLVED, JOINED = "similar.solved", "similar.joined"
COMPARED = {
    "problem": (Kind.PROBLEM, Kind.ARTICLE),
    "idea": (Kind.IDEA,),
    "review": (Kind.PROBLEM, Kind.ARTICLE),
}
MOST_SIMILAR = 5
SAME_IDEA = 0.5
"""From this score on an idea is stopped before it is posted: what is merely near is shown while it is written."""
_DRAFT = re.compile(r"([a-z]{1,20})(?:-\d{1,18})?")


def composer_of(draft: str) -> str:
    """Return what is being written, by the name of its draft; nothing for what has no similar posts."""
    match = _DRAFT.fullmatch(draft)
    return match[1] if match and match[1] in COMPARED else ""


def suggest(text: str, viewer: Viewer, *, onlooker: str, composer: str, product: Product | None) -> list[SimilarPost]:
    """Return what resembles the text being written, and remember what was shown; only members write."""
    found = similar_posts(text, viewer, kinds=COMPARED[composer], limit=MOST_SIMILAR, product=product)
    if viewer.is_signed_in:
        _remember_showing(found, text, onlooker=onlooker, composer=composer, product=product)
    return found


def unseen(
    text: str, member: Member, *, composer: str, product: Product | None, seen: Collection[int]
) -> list[SimilarPost]:
    """Return what the writer should see before he posts, if there is anything among it that he has not been shown."""
    least = SAME_IDEA if composer == Kind.IDEA else 0.0
    found = similar_posts(text, member, kinds=COMPARED[composer], limit=MOST_SIMILAR, product=product)
    if not any(one.post.id not in seen and one.score >= least for one in found):
        return []
    _remember_showing(found, text, onlooker=str(member.id), composer=composer, product=product)
    return found


def _remember_showing(
    found: Sequence[SimilarPost], text: str, *, onlooker: str, composer: str, product: Product | None
) -> None:
    if found:
        observe(
            SHOWN,
            visitor=onlooker,
            composer=composer,
            post_ids=[one.post.id for one in found],
            language=detect(text),
            product_id=product.id if product else None,
        )


def remember_opening(post: Post, *, onlooker: str, composer: str) -> None:
    """Remember that a suggestion was opened."""
    observe(OPENED, visitor=onlooker, composer=composer, post_id=post.id)


def remember_end(kind: str, post: Post, *, by: Member, composer: str) -> None:
    """Remember that a writing ended because of a post that was there already: it solved it, or the writer joined it."""
    observe(kind, visitor=str(by.id), composer=composer, post_id=post.id)


def remember_posting(*, by: Member, composer: str) -> None:
    """Remember that a writing ended in a post of its own; not in which one, for that names its author."""
    observe(POSTED, visitor=str(by.id), composer=composer)


def remember_undoing(*, by: Member, composer: str) -> None:
    """Remember that a draft which was put away is being written again."""
    observe(UNDONE, visitor=str(by.id), composer=composer)
