"""From a post's words and facts to what the index holds of it."""

import marshal
import re
from dataclasses import dataclass
from typing import Any

from community.core.language import char_ngrams, fold, surface_words, terms

PIECE = 3
LONGEST_START = 8
MOST_KEPT_TERMS = 400
LONGEST_COMPARED = 800
SHORTEST_SPELLED = 3
COMPARED = frozenset({"problem", "idea", "review", "article"})

_WORD = re.compile(r"[^\W_]+")

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
    month: str = ""
    author_id: int | None = None
    is_official: bool = False
    is_for_everyone: bool = False

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
        "spelled": spelled(post),
        "post_id": post.id,
        "kept": (post.id, post.stamp, " ".join(title), " ".join(words[:MOST_KEPT_TERMS]), marshal.dumps(pieces)),
    }


def facts(post: IndexedPost) -> list[str]:
    """Return the terms that narrow a search."""
    named = {
        f"kind:{post.kind}": True,
        f"in:{post.head_kind}": True,
        f"language:{post.language}": True,
        f"product:{post.product_id}": post.product_id is not None,
        f"author:{post.author_id}": post.author_id is not None,
        f"month:{post.month}": bool(post.month),
        "solved" if post.is_solved else "unsolved": True,
        "official": post.is_official,
        "everyone": post.is_for_everyone,
    }
    return [fact for fact, holds in named.items() if holds]


def spelled(post: IndexedPost) -> set[str]:
    """Return the words that "did you mean" may offer: as they are written, in posts that everyone may see."""
    if not post.is_for_everyone:
        return set()
    words = set(_WORD.findall(fold(post.text[:LONGEST_COMPARED])))
    return {word for word in words if len(word) >= SHORTEST_SPELLED and word.isalpha()}


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
