"""The readable end of an address: the words of a title, in the letters of its language."""

import re

from community.core.language.folding import HALF_SPACE, fold_letters, shorten_stretched

_NOT_A_WORD = re.compile(r"[\W_]+")
_EMPTY = "post"


def slug(title: str, limit: int = 60) -> str:
    """Return the folded words of a title joined by hyphens, cut between words; never empty."""
    folded = shorten_stretched(fold_letters(title[: limit * 8])).replace(HALF_SPACE, "-").replace("'", "")
    words = _NOT_A_WORD.sub("-", folded).strip("-")
    if len(words) > limit:
        cut = words[: limit + 1].rpartition("-")[0]
        words = cut or words[:limit]
    return words.strip("-") or _EMPTY
