"""Boolean expressions over lexemes, which each engine writes in its own language."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import prod
from typing import TypeAlias

from community.search.engines.lexical.lexemes import VERY_TITLE

TOGETHER = 5.0
"""So many times more often than chance has it two words of a question stand in one post."""


@dataclass(frozen=True, slots=True)
class All:
    """Posts that have all of these."""

    parts: "tuple[Expression, ...]"


@dataclass(frozen=True, slots=True)
class Either:
    """Posts that have at least one of these."""

    parts: "tuple[Expression, ...]"


@dataclass(frozen=True, slots=True)
class But:
    """Posts that have the first, and not the second."""

    wanted: "Expression"
    unwanted: "Expression"


Expression: TypeAlias = str | All | Either | But


def every(parts: Iterable[Expression]) -> Expression:
    """Join by and; one part stands for itself."""
    joined = tuple(parts)
    return joined[0] if len(joined) == 1 else All(joined)


def either(parts: Iterable[Expression]) -> Expression:
    """Join by or; one part stands for itself."""
    joined = tuple(parts)
    return joined[0] if len(joined) == 1 else Either(joined)


def likely_matches(expression: Expression, frequencies: Mapping[str, int], size: int) -> float:
    """Return how many of `size` posts may match; words that are sought together stand together more often than by chance."""
    if isinstance(expression, str):
        return frequencies.get(expression, int(expression.startswith(VERY_TITLE)))
    if isinstance(expression, But):
        return likely_matches(expression.wanted, frequencies, size)
    least, *others = sorted(likely_matches(part, frequencies, size) for part in expression.parts)
    if isinstance(expression, Either):
        return least + sum(others)
    return least * prod(min(1.0, TOGETHER * other / max(1, size)) for other in others)


def written(expression: Expression, *, quote: Callable[[str], str], signs: tuple[str, str, str]) -> str:
    """Write the expression with the signs of a language for and, or, and but not."""
    if isinstance(expression, str):
        return quote(expression)
    if isinstance(expression, But):
        parts, sign = (expression.wanted, expression.unwanted), signs[2]
    else:
        parts, sign = expression.parts, signs[0] if isinstance(expression, All) else signs[1]  # type: ignore[assignment]
    return "(" + sign.join(written(part, quote=quote, signs=signs) for part in parts) + ")"
