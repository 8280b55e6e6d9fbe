"""Find posts by words: which posts match, and how well their words do.

Each word weighs its idf. A post matches if the words it has weigh enough of all (NEEDED); where none does, the posts
that come nearest are found (LOOSE, of the words that any post has) and the page says so. A word in the title counts more than one in the body, and the
best posts are then looked at closely: how often, in how long a text, side by side, or as the very title.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from community.search.postings import Postings
from community.search.resemblance import idf
from community.search.sought import Found, Hit, Scope, Sought, Word

MOST_FOUND = 1000
MOST_LOOKED_AT = 200
MOST_POSTINGS = 150_000

NEEDED = 0.6
LOOSE = 0.25
WEAK = 0.2
"""What a frequent little word weighs beside the others."""

FAR = 0.9999
"""Each post past MOST_LOOKED_AT stands a little below the one before it."""
TITLE = 1.5
"""A word in the title counts once for the post and this much more for the title."""
SIDE_BY_SIDE = 0.3
"""All words in the order typed, nothing between them: worth this share of the whole query."""
VERY_TITLE = 2.0
"""The title is the query and nothing else: comes before everything."""
K, B = 1.0, 0.6


@dataclass(frozen=True, slots=True)
class Weighed:
    """A sought word with its weight in this index."""

    word: Word
    weight: float
    frequency: int


def find(postings: Postings, sought: Sought, scope: Scope) -> Found:
    """Return the matching posts of the scope, best first, at most MOST_FOUND and a sign that there were more."""
    if not sought.words:
        return _by_beginnings(postings, sought, scope)
    weighed = _weigh(postings, sought)
    sums, covered = _gather(postings, weighed)
    matching, is_loose = _matching(weighed, covered, postings.fits(scope.facts))
    matching.sort(reverse=True)
    best = sorted(matching, key=sums.__getitem__, reverse=True)[: MOST_FOUND + 1]
    near = [_looked_at(postings, number, weighed, sought) for number in best[:MOST_LOOKED_AT]]
    near.sort(key=lambda hit: (-hit.score, -hit.id))
    lowest = near[-1].score if near else 0.0
    far = [
        Hit(postings.ids[number], lowest * FAR**place) for place, number in enumerate(best[MOST_LOOKED_AT:MOST_FOUND])
    ]
    return Found(near + far, is_loose=is_loose, is_cut=len(best) > MOST_FOUND)


def _matching(weighed: list[Weighed], covered: dict[int, float], fits: bytearray) -> tuple[list[int], bool]:
    """Return the posts that have enough of what is sought; else those that have most of the words that any post has."""
    total = sum(one.weight for one in weighed)
    known = sum(one.weight for one in weighed if one.frequency)
    for least in (NEEDED * total, NEEDED * known, LOOSE * known):
        matching = [number for number, mass in covered.items() if mass >= least and fits[number]]
        if matching:
            return matching, least < NEEDED * total
    return [], False


def _weigh(postings: Postings, sought: Sought) -> list[Weighed]:
    weighed = []
    for word in sought.words:
        frequency = postings.frequency("words", word.whole)
        if word.parts:
            frequency = max(frequency, min(postings.frequency("words", part) for part in word.parts))
        weight = idf(frequency, max(1, postings.size)) * (WEAK if word.is_weak else 1.0)
        weighed.append(Weighed(word, weight, frequency))
    return sorted(weighed, key=lambda one: one.frequency)


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
    if not word.parts:
        return postings.numbers(field, word.whole)
    first, *others = (set(postings.numbers(field, part)) for part in word.parts)
    return first.intersection(*others).union(postings.numbers(field, word.whole))


def _looked_at(postings: Postings, number: int, weighed: list[Weighed], sought: Sought) -> Hit:
    """Score one post closely; 1.0 is every word, often, in the title too."""
    post_id, _, title, words, _ = postings.kept(number)
    title_words, post_words = title.split(), words.split()
    damping = K * (1 - B + B * len(post_words) / postings.mean_length("words"))
    total = score = 0.0
    for one in weighed:
        total += one.weight * (1 + TITLE)
        count = _count(one.word, post_words)
        score += one.weight * (count / (count + damping) * (1 + damping / 2) if count else 0)
        score += one.weight * TITLE * bool(_count(one.word, title_words))
    total = total or 1.0
    typed = [term for word in sought.words for term in (word.whole, *word.parts)]
    if title_words == typed:
        return Hit(post_id, score / total + VERY_TITLE)
    is_phrase = len(sought.words) > 1 and f" {' '.join(typed)} " in f" {words} "
    return Hit(post_id, score / total + SIDE_BY_SIDE * is_phrase)


def _count(word: Word, words: list[str]) -> int:
    count = words.count(word.whole)
    if not count and word.parts:
        count = min(words.count(part) for part in word.parts)
    return count


def _by_beginnings(postings: Postings, sought: Sought, scope: Scope) -> Found:
    """Find titles that have all the words, when all that was typed are words too frequent to be indexed."""
    numbers = beginning(postings, sought, scope)
    best = sorted(numbers, reverse=True)[: MOST_FOUND + 1]
    hits = [Hit(postings.ids[number], 1.0) for number in best[:MOST_FOUND]]
    return Found(hits, is_cut=len(best) > MOST_FOUND)


def beginning(postings: Postings, sought: Sought, scope: Scope) -> list[int]:
    """Return the posts in whose titles every sought word is, or begins a word."""
    fits = postings.fits(scope.facts)
    sets = [set(postings.numbers("starts", start)) for start in sought.starts]
    return [number for number in set.intersection(*sets) if fits[number]] if sets else []
