"""Find posts by words: which posts match, and how well their words do.

Each word weighs its idf. A post matches if the words it has weigh enough of all (NEEDED); where none does, the posts
that come nearest are found (LOOSE, of the words that any post has) and the page says so. A question is never met word for
word: posts that have less of it are found too, after the others. A word in the title counts more than one in the body, and
the best posts are then looked at closely: how often, in how long a text, side by side, how alike in their pieces, or as
the very title.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from community.search.mending import mended
from community.search.narrowing import facts_of_scope
from community.search.postings import Kept, Postings, frequencies_of_spelled
from community.search.resemblance import Measured, Text, idf
from community.search.sought import Found, Hit, Scope, Sought, Word

MOST_FOUND = 1000
MOST_LOOKED_AT = 200
MOST_POSTINGS = 150_000

NEEDED = 0.6
NEEDED_OF_FOUR, NEEDED_OF_QUESTION, WORDS_OF_QUESTION = 0.45, 0.3, 8
"""By how many words were typed, little ones too: two or three name a thing, more are a question; the longer, the less."""
LOOSE = 0.25
WEAK = 0.2
"""What a frequent little word weighs beside the others."""

FAR = 0.9999
"""Each post past MOST_LOOKED_AT stands a little below the one before it."""
TITLE = 1.5
"""A word in the title counts once for the post and this much more for the title."""
ALSO = 0.7
"""A synonym counts so much of the word itself."""
SIDE_BY_SIDE = 0.3
"""All words in the order typed, nothing between them: worth this share of the whole query."""
VERY_TITLE = 2.0
"""The title is the query and nothing else: comes before everything."""
PIECES = 1.0
"""The same pieces of words, as far as pieces tell posts apart: knows forms and slips that words do not."""
K, B = 1.0, 0.6

Terms = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Weighed:
    """A sought word with its weight in this index."""

    word: Word
    weight: float
    frequency: int


def ways_to_meet(word: Word) -> tuple[Terms, ...]:
    """Return the rows of terms, each of which meets the word where a post has all of them."""
    return ((word.whole,), *((word.parts,) if word.parts else ()), *word.also)


def weigh(sought: Sought, frequency: Callable[[str], int], size: int) -> list[Weighed]:
    """Return the sought words with their weights, the rarest first."""
    weighed = []
    for word in sought.words:
        most = max(min(frequency(term) for term in way) for way in ways_to_meet(word))
        weight = idf(most, max(1, size)) * (WEAK if word.is_weak else 1.0)
        weighed.append(Weighed(word, weight, most))
    return sorted(weighed, key=lambda one: one.frequency)


def masses(weighed: Sequence[Weighed]) -> tuple[float, float, float]:
    """Return how much a post's words must weigh: enough of all words, of the known ones, or at least some."""
    total = sum(one.weight for one in weighed)
    known = sum(one.weight for one in weighed if one.frequency)
    return NEEDED * total, NEEDED * known, LOOSE * known


def share_needed(sought: Sought) -> float:
    """Return which share of all words a post must have to be found beside better ones."""
    typed = len(sought.surfaces)
    if typed < 5:
        return NEEDED if typed < 4 else NEEDED_OF_FOUR
    return NEEDED_OF_QUESTION * min(1.0, WORDS_OF_QUESTION / typed)


class Look:
    """A close look at what is kept of a post."""

    def __init__(
        self, sought: Sought, weighed: Sequence[Weighed], mean_length: float, measured: Measured | None = None
    ) -> None:
        self.weighed = weighed
        self.mean_length = mean_length
        self.measured = measured
        self.phrases = [f" {' '.join(phrase)} " for phrase in sought.phrases]
        self.typed = [term for word in sought.words for term in (word.whole, *word.parts)]
        self.total = sum(one.weight * (1 + TITLE) for one in weighed) or 1.0
        self.has_order = len(sought.words) > 1

    def hit(self, kept: Kept) -> Hit | None:
        """Score one post, 1.0 is every word, often, in the title too; None if a phrase is not in it."""
        post_id, _, title, text, pieces = kept
        line = f" {text} "
        if not all(phrase in line for phrase in self.phrases):
            return None
        title_words, words = title.split(), text.split()
        damping = K * (1 - B + B * len(words) / self.mean_length)
        score = 0.0
        for one in self.weighed:
            count = _count(one.word, words)
            score += one.weight * (count / (count + damping) * (1 + damping / 2) if count else 0)
            score += one.weight * TITLE * min(1.0, _count(one.word, title_words))
        score = score / self.total + PIECES * (self.measured.share_of_pieces(pieces) if self.measured else 0.0)
        if title_words == self.typed:
            return Hit(post_id, score + VERY_TITLE)
        is_side_by_side = self.has_order and f" {' '.join(self.typed)} " in line
        return Hit(post_id, score + SIDE_BY_SIDE * is_side_by_side)


def has_share(kept: Kept, weighed: Sequence[Weighed], share: float) -> bool:
    """Whether the words that a post has weigh so much of all."""
    words = kept[3].split()
    return sum(one.weight for one in weighed if _count(one.word, words)) >= share * sum(one.weight for one in weighed)


def _count(word: Word, words: Sequence[str]) -> float:
    count: float = words.count(word.whole)
    if not count and word.parts:
        count = min(words.count(part) for part in word.parts)
    if not count and word.also:
        count = ALSO * max(min(words.count(term) for term in way) for way in word.also)
    return count


def ranked(near: Iterable[Hit | None], far: Iterable[int], *, is_loose: bool) -> Found:
    """Put the posts looked at closely before the others, which stay in their order."""
    hits = sorted((hit for hit in near if hit), key=lambda hit: (-hit.score, -hit.id))
    lowest = hits[-1].score if hits else 1.0
    hits += [Hit(post_id, lowest * FAR**place) for place, post_id in enumerate(far)]
    return Found(hits[:MOST_FOUND], is_loose=is_loose, is_cut=len(hits) > MOST_FOUND)


def find(postings: Postings, sought: Sought, scope: Scope) -> Found:
    """Return the matching posts of the scope, best first, at most MOST_FOUND and a sign that there were more."""
    if not sought.words:
        return _by_beginnings(postings, sought, scope)
    typed, sought = sought, mended(sought, frequencies_of_spelled(postings))
    weighed = weigh(sought, lambda term: postings.frequency("words", term), postings.size)
    sums, covered = _gather(postings, weighed)
    matching, is_loose = _matching(weighed, covered, _fits(postings, sought, scope), share_needed(sought))
    matching.sort(reverse=True)
    best = sorted(matching, key=sums.__getitem__, reverse=True)[: MOST_FOUND + 1]
    measured = Text(sought.text).measured(postings.frequency, postings.size, postings.mean_length)
    look = Look(sought, weighed, postings.mean_length("words"), measured)
    looked_at = len(best) if sought.phrases else MOST_LOOKED_AT
    near = [look.hit(postings.kept(number)) for number in best[:looked_at]]
    return ranked(near, (postings.ids[number] for number in best[looked_at:]), is_loose=is_loose or sought != typed)


def _fits(postings: Postings, sought: Sought, scope: Scope) -> bytearray:
    """Return which posts are in the scope and have none of the excluded words."""
    fits = postings.fits(facts_of_scope(scope))
    if sought.without:
        fits = bytearray(fits)
        for word in sought.without:
            for number in _numbers(postings, "words", word):
                fits[number] = 0
    return fits


def _matching(
    weighed: list[Weighed], covered: dict[int, float], fits: bytearray, share: float
) -> tuple[list[int], bool]:
    """Return the posts that have enough of what is sought; else those that have most of the words that any post has."""
    needed = masses(weighed)
    fitting = {number: mass for number, mass in covered.items() if fits[number]}
    most = max(fitting.values(), default=0.0)
    reached = next((least for least in needed if most >= least), None)
    if reached is None:
        return [], False
    least = min(reached, share / NEEDED * needed[0])
    return [number for number, mass in fitting.items() if mass >= least], most < needed[0]


def _gather(postings: Postings, weighed: list[Weighed]) -> tuple[dict[int, float], dict[int, float]]:
    """Return for each post the sum of its words' weights, titles counted more, and the weight without titles."""
    sums: dict[int, float] = {}
    covered: dict[int, float] = {}
    left = MOST_POSTINGS
    for one in weighed:
        left -= one.frequency
        if left < 0 and covered:
            break
        for number in _numbers(postings, "words", one.word):
            covered[number] = covered.get(number, 0.0) + one.weight
    sums.update(covered)
    for one in weighed:
        for number in _numbers(postings, "title", one.word):
            sums[number] = sums.get(number, 0.0) + one.weight * TITLE
    return sums, covered


def _numbers(postings: Postings, field: str, word: Word) -> Iterable[int]:
    _, *others = ways_to_meet(word)
    if not others:
        return postings.numbers(field, word.whole)
    return set().union(
        postings.numbers(field, word.whole),
        *(set.intersection(*(set(postings.numbers(field, term)) for term in way)) for way in others),
    )


def _by_beginnings(postings: Postings, sought: Sought, scope: Scope) -> Found:
    """Find titles that have all the words, when all that was typed are words too frequent to be indexed."""
    best = sorted(beginning(postings, sought, scope), reverse=True)
    return ranked([], (postings.ids[number] for number in best[: MOST_FOUND + 1]), is_loose=False)


def beginning(postings: Postings, sought: Sought, scope: Scope) -> list[int]:
    """Return the posts in whose titles every sought word is, or begins a word."""
    fits = postings.fits(facts_of_scope(scope))
    sets = [set(postings.numbers("starts", start)) for start in sought.starts]
    return [number for number in set.intersection(*sets) if fits[number]] if sets else []
