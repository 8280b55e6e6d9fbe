"""From a post's words and facts to what the index holds of it."""

import marshal
from dataclasses import dataclass
from typing import Any

from community.core.language import char_ngrams, surface_words, terms

PIECE = 3
LONGEST_START = 8
MOST_KEPT_TERMS = 400
LONGEST_COMPARED = 800
COMPARED = frozenset({"problem", "idea", "review", "article"})

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class IndexedPost:
    """What the index is told of a shown post; an answer or comment carries its thread's kind, product and solved."""

    id: int
    kind: str
    head_kind: str
    product_id: int | None
    is_solved: bool
    language: str
    stamp: str
    title: str
    plain: str

    @property
    def text(self) -> str:
        """Title and body; a title that only repeats how the body begins counts once."""
        beginning = self.title.rstrip("…. ")
        is_repeated = " ".join(self.plain[: 2 * len(self.title)].split()).startswith(beginning)
        return self.plain if is_repeated else f"{self.title}\n{self.plain}"


def document(post: IndexedPost) -> Document:
    """Return the fields of the post's place in the index."""
    words, title = terms(post.text), terms(post.title)
    compared = post.text[:LONGEST_COMPARED] if post.kind in COMPARED else ""
    pieces = piece_counts(compared)
    return {
        "id": str(post.id),
        "words": words,
        "title": title,
        "starts": starts(post.title),
        "pieces": pieces,
        "facts": facts(post),
        "post_id": post.id,
        "kept": (post.id, post.stamp, " ".join(title), " ".join(words[:MOST_KEPT_TERMS]), marshal.dumps(pieces)),
    }


def facts(post: IndexedPost) -> list[str]:
    """Return the terms that narrow a search."""
    found = [f"kind:{post.kind}", f"in:{post.head_kind}", f"language:{post.language}"]
    if post.product_id is not None:
        found.append(f"product:{post.product_id}")
    if post.is_solved:
        found.append("solved")
    return found


def starts(title: str) -> set[str]:
    """Return how the words of a title begin, for results while typing."""
    words = {token.text for token in surface_words(title)}
    return {word[:size] for word in words for size in range(1, min(LONGEST_START, len(word)) + 1)}


def piece_counts(text: str) -> dict[str, int]:
    """Count the pieces of a text."""
    counts: dict[str, int] = {}
    for piece in char_ngrams(text, PIECE, PIECE):
        counts[piece] = counts.get(piece, 0) + 1
    return counts
