"""The bilingual list: things of service named in Persian and in English, and where two needs name the same ones."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import sqrt
from pathlib import Path

from community.core.language import terms

_FILE = Path(__file__).parent / "lexicons" / "pairs.tsv"
# What two needs must share, of 1, before joining them is proposed.
ENOUGH = 0.35
LEAST_SHARED = 2
PRODUCT_SHARE = 0.35
_MODEL_LENGTH = 3


@dataclass(frozen=True, slots=True)
class Spoken:
    """A need as joining sees it: its telling terms with weights, its products with their shares of the posts."""

    need_id: int
    language: str
    terms: Mapping[str, float]
    products: Mapping[int, float]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much two needs of different languages name the same things (0 to 1), and which."""

    first: int
    second: int
    score: float
    pairs: tuple[tuple[str, str], ...]
    models: tuple[str, ...]
    products: tuple[int, ...]


@cache
def shipped_pairs() -> tuple[tuple[str, str], ...]:
    """Load the pairs that ship: Persian, English."""
    lines = _FILE.read_text(encoding="utf-8").splitlines()[1:]
    return tuple((line.split("\t")[0], line.split("\t")[1]) for line in lines)


def translations(pairs: Iterable[tuple[str, str]]) -> dict[str, dict[str, tuple[str, str]]]:
    """Map each Persian term of the index to the English terms that name the same, with the pair as written."""
    found: dict[str, dict[str, tuple[str, str]]] = {}
    for fa, en in pairs:
        for term in terms(fa):
            found.setdefault(term, {}).update(dict.fromkeys(terms(en), (fa, en)))
    return found


def likenesses(
    persian: Sequence[Spoken], english: Sequence[Spoken], known: Mapping[str, Mapping[str, tuple[str, str]]]
) -> list[Likeness]:
    """Compare needs across the two languages; the clearest likeness first, each need in one at most.

    The score is the cosine of the weighted terms, those of one language read through the list and model numbers as
    they are, raised by shared products.
    """
    found = [
        like for one in persian for other in english if (like := _compared(one, other, known)).score >= ENOUGH
        and len(like.pairs) + len(like.models) >= LEAST_SHARED
    ]  # fmt: skip
    found.sort(key=lambda like: (-like.score, like.first, like.second))
    taken, kept = set[int](), list[Likeness]()
    for like in found:
        if not taken & {like.first, like.second}:
            kept.append(like)
            taken |= {like.first, like.second}
    return kept


def _compared(one: Spoken, other: Spoken, known: Mapping[str, Mapping[str, tuple[str, str]]]) -> Likeness:
    shared, pairs, models = 0.0, dict[str, tuple[str, str]](), list[str]()
    for term, weight in one.terms.items():
        meant = {english: pair for english, pair in known.get(term, {}).items() if english in other.terms}
        if meant:
            english = max(meant, key=lambda word: other.terms[word])
            shared += weight * other.terms[english]
            pairs[english] = meant[english]
        elif term in other.terms and _is_model(term):
            shared += weight * other.terms[term]
            models.append(term)
    length = sqrt(sum(w * w for w in one.terms.values())) * sqrt(sum(w * w for w in other.terms.values()))
    products = tuple(
        sorted(
            p for p in one.products if min(one.products[p], other.products.get(p, 0.0)) >= PRODUCT_SHARE
        )
    )  # fmt: skip
    score = min(1.0, (shared / length if length else 0.0) * (1.25 if products else 1.0))
    return Likeness(one.need_id, other.need_id, score, tuple(dict.fromkeys(pairs.values())), tuple(models), products)


def _is_model(term: str) -> bool:
    """Whether a term is written alike in both languages: model numbers and brand names in Latin letters."""
    return term.isascii() and len(term) >= _MODEL_LENGTH and not term.isdigit()
