"""Ask an index in tables: all questions of the engines' protocol in terms of a few look-ups."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import chain
from typing import Protocol

from community.search import finding, resemblance
from community.search.documents import LONGEST_COMPARED
from community.search.engines.lexical.expressions import Expression, every, likely_matches
from community.search.engines.lexical.lexemes import FACT, PIECE, SPELLED, START, TITLE, WORD, lexeme
from community.search.engines.lexical.tiers import Conditions, Tier, first_tiers, further_tiers
from community.search.engines.protocol import MOST_SPELLINGS, MOST_WITNESSES, Spelling, most_frequent_first
from community.search.finding import Look, Weighed, ranked, ways_to_meet
from community.search.mending import mended, mended_text
from community.search.narrowing import facts_of_scope
from community.search.postings import Kept
from community.search.resemblance import Measured, Resembling, Text
from community.search.slips import one_slip_away
from community.search.sought import Found, Scope, Sought

Frequencies = Mapping[str, int]
MOST_HAVING_LESS = 150


class Shelf(Protocol):
    """One state of an index in tables."""

    @property
    def size(self) -> int:
        """How many posts it holds."""

    def mean_length(self, field: str) -> float:
        """Return how many terms a post has in the field, on average."""

    def frequencies(self, lexemes: Collection[str]) -> dict[str, int]:
        """Return in how many posts each lexeme occurs, of those that do."""

    def newest(self, expression: Expression, *, most: int, likely: float) -> list[int]:
        """Return the newest posts that match; `likely` is how many that may be."""

    def telling(self, weights: Mapping[str, float], facts: list[list[str]], *, most: int) -> list[int]:
        """Return the posts whose lexemes weigh most together, of those that have a fact of each list."""

    def kept(self, post_ids: Sequence[int]) -> Iterable[Kept]:
        """Go over what is kept of these posts."""


def find(shelf: Shelf, sought: Sought, scope: Scope) -> Found:
    """Return the matching posts of the scope, best first."""
    if not sought.words:
        return ranked([], beginning(shelf, sought, scope, limit=finding.MOST_FOUND + 1), is_loose=False)
    typed, sought = sought, mended(sought, _written(shelf))
    conditions = Conditions(facts_of_scope(scope), sought)
    frequencies = shelf.frequencies(_lexemes(sought, conditions))
    weighed = finding.weigh(sought, lambda term: frequencies.get(lexeme(WORD, term), 0), shelf.size)
    near, far, is_loose = _fetched(shelf, weighed, conditions, frequencies)
    if sought.phrases:
        near, far = [*near, *far], []
    less = [one for one in _having_less(shelf, weighed, conditions) if one not in near]
    look = Look(sought, weighed, shelf.mean_length("words"), _measured(shelf, Text(sought.text))[0])
    share = finding.share_needed(sought)
    having_less = (kept for kept in shelf.kept(less) if finding.has_share(kept, weighed, share))
    hits = map(look.hit, chain(shelf.kept(near), having_less))
    return ranked(hits, (one for one in far if one not in less), is_loose=is_loose or sought != typed)


def _having_less(shelf: Shelf, weighed: Sequence[Weighed], conditions: Conditions) -> list[int]:
    """Return the posts that have most of a question, though less of it than of a few words would be asked."""
    sought = conditions.sought
    if finding.share_needed(sought) >= finding.NEEDED or sought.without or sought.phrases:
        return []
    left = resemblance.MOST_POSTINGS
    weights: dict[str, float] = {}
    for one in weighed:
        left -= one.frequency
        if left >= 0 or not weights:
            weights |= {lexeme(WORD, term): one.weight for way in ways_to_meet(one.word) for term in way}
    return shelf.telling(weights, conditions.facts, most=MOST_HAVING_LESS) if weights else []


def _written(shelf: Shelf) -> Callable[[Collection[str]], dict[str, int]]:
    """Return how to ask in how many posts words are written, of those that are."""

    def frequencies(words: Collection[str]) -> dict[str, int]:
        names = {lexeme(SPELLED, word): word for word in words}
        return {names[name]: frequency for name, frequency in shelf.frequencies(names).items() if frequency}

    return frequencies


def _lexemes(sought: Sought, conditions: Conditions) -> set[str]:
    terms = set(chain.from_iterable(way for word in (*sought.words, *sought.without) for way in ways_to_meet(word)))
    facts = {lexeme(FACT, fact) for fact in chain.from_iterable(conditions.facts)}
    return facts | {lexeme(kind, term) for kind in (WORD, TITLE) for term in terms.union(*sought.phrases)}


def _fetched(
    shelf: Shelf, weighed: Sequence[Weighed], conditions: Conditions, frequencies: Frequencies
) -> tuple[list[int], list[int], bool]:
    """Return the posts to look at closely, the others, and whether no post had enough of all words."""
    near: dict[int, None] = {}
    far: dict[int, None] = {}

    def fetch(tier: Tier) -> None:
        likely = likely_matches(tier.expression, frequencies, shelf.size)
        ids = shelf.newest(tier.expression, most=tier.most, likely=likely) if likely else []
        fresh = [one for one in ids if one not in near]
        near.update(dict.fromkeys(fresh[: tier.near]))
        far.update(dict.fromkeys(fresh[tier.near :]))

    if all(one.frequency for one in weighed):
        for tier in first_tiers(weighed, conditions):
            fetch(tier)
    needed, *_ = finding.masses(weighed)
    has_enough = sum(one.weight for one in weighed if one.frequency) >= needed
    for place, tier in enumerate(further_tiers(weighed, conditions)):
        if near and (place or len(weighed) == 1 or len(near) + len(far) > finding.MOST_FOUND):
            break
        fetch(tier)
        if near:
            return list(near), [one for one in far if one not in near], place > 0 or not has_enough
    return list(near), [one for one in far if one not in near], False


def beginning(shelf: Shelf, sought: Sought, scope: Scope, *, limit: int) -> list[int]:
    """Return the newest posts in whose titles every sought word is, or begins a word."""
    starts = [lexeme(START, start) for start in sought.starts]
    if not starts:
        return []
    facts = facts_of_scope(scope)
    frequencies = shelf.frequencies({*starts, *(lexeme(FACT, fact) for fact in chain.from_iterable(facts))})
    expression = Conditions(facts, Sought(sought.text, (), ())).on(every(starts))
    likely = likely_matches(expression, frequencies, shelf.size) if all(map(frequencies.get, starts)) else 0
    return shelf.newest(expression, most=limit, likely=likely) if likely else []


def closest(shelf: Shelf, text: str, *, facts: list[list[str]], limit: int) -> list[Resembling]:
    """Return the posts that resemble the text most, best first."""
    measured, names = _measured(shelf, Text(mended_text(text[:LONGEST_COMPARED], _written(shelf))))
    weights = {names[field, term]: weight for weight, field, term in measured.telling()}
    ids = shelf.telling(weights, facts, most=resemblance.most_compared(limit))
    return measured.best(shelf.kept(ids), limit)


def _measured(shelf: Shelf, compared: Text) -> tuple[Measured, dict[tuple[str, str], str]]:
    """Weigh a text's terms in the index; also return the lexeme of each."""
    names = {
        **{("words", term): lexeme(WORD, term) for term in compared.words},
        **{("pieces", piece): lexeme(PIECE, piece) for piece in compared.pieces},
    }
    frequencies = shelf.frequencies(set(names.values()))
    found = compared.measured(lambda field, term: frequencies.get(names[field, term], 0), shelf.size, shelf.mean_length)
    return found, names


def spellings(shelf: Shelf, word: str) -> list[Spelling]:
    """Return the known words within one slip of a word."""
    lexemes = {lexeme(SPELLED, one): one for one in one_slip_away(word)}
    known = shelf.frequencies(lexemes)
    frequent = sorted(known, key=lambda one: (-known[one], one))[:MOST_SPELLINGS]
    return most_frequent_first(
        Spelling(lexemes[one], known[one], tuple(shelf.newest(one, most=MOST_WITNESSES, likely=known[one])))
        for one in frequent
    )
