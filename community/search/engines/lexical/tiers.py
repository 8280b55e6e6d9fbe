"""From weighed words to tiers of expressions: the posts of an earlier tier come before those of a later one.

A post matches if its words weigh enough: the least sets of words that do are alternatives of each other, and the
database finds their union without reading lists of posts (top-k by parts).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from community.search.engines.lexical.expressions import But, Expression, either, every
from community.search.engines.lexical.lexemes import FACT, TITLE, WORD, lexeme, very_title
from community.search.finding import MOST_FOUND, Weighed, masses, ways_to_meet
from community.search.sought import Sought, Word

MOST_COMBINED = 6
"""Of longer questions the most telling words decide what is looked at; all words decide the score."""


@dataclass(frozen=True, slots=True)
class Tier:
    """Posts that match an expression: how many are wanted, the newest of them, and how many are looked at closely."""

    expression: Expression
    most: int
    near: int


@dataclass(frozen=True, slots=True)
class Conditions:
    """What all results must and must not have."""

    facts: list[list[str]]
    sought: Sought

    def on(self, expression: Expression) -> Expression:
        """Return the expression with all conditions."""
        needed = [
            expression,
            *(lexeme(WORD, term) for phrase in self.sought.phrases for term in phrase),
            *(either(lexeme(FACT, fact) for fact in facts) for facts in self.facts),
        ]
        unwanted = [met(word, WORD) for word in self.sought.without]
        return But(every(needed), either(unwanted)) if unwanted else every(needed)


def met(word: Word, kind: str) -> Expression:
    """Return what meets a word, in the text or in the title."""
    return either(every(lexeme(kind, term) for term in way) for way in ways_to_meet(word))


def first_tiers(weighed: Sequence[Weighed], conditions: Conditions) -> list[Tier]:
    """Return the tiers of posts that have all words."""
    words = [one.word for one in weighed]
    in_title = [met(word, TITLE) for word in words]
    everywhere = every(met(word, WORD) for word in words)
    typed = [term for word in conditions.sought.words for term in (word.whole, *word.parts)]
    tiers = [Tier(very_title(typed), 10, 10), Tier(every(in_title), 300, 100)]
    if len(words) > 1:
        tiers.append(Tier(every((everywhere, either(in_title))), 300, 80))
    tiers.append(Tier(everywhere, MOST_FOUND + 1, 60))
    return [Tier(conditions.on(tier.expression), tier.most, tier.near) for tier in tiers]


def further_tiers(weighed: Sequence[Weighed], conditions: Conditions) -> Iterator[Tier]:
    """Go over the tiers of posts that have enough of the words; a later one counts only if all before were empty."""
    telling = sorted(weighed, key=lambda one: -one.weight)[:MOST_COMBINED]
    before: list[tuple[Word, ...]] = []
    for mass in masses(telling):
        sets = list(_least_sets(telling, mass))
        if sets and sets != before:
            alternatives = either(every(met(word, WORD) for word in words) for words in sets)
            yield Tier(conditions.on(alternatives), 600, 150)
        before = sets


def _least_sets(weighed: Sequence[Weighed], mass: float) -> Iterable[tuple[Word, ...]]:
    """Return the sets of known words that weigh enough, and of which no part does."""
    known = [one for one in weighed if one.frequency]
    found: list[frozenset[Weighed]] = []
    for size in range(1, len(known) + 1):
        for some in combinations(known, size):
            enough = sum(one.weight for one in some) >= mass
            if enough and not any(least <= frozenset(some) for least in found):
                found.append(frozenset(some))
                yield tuple(one.word for one in some)
