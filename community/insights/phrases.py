"""Phrases a person would recognise: one to four words as typed, beginning and ending with words that say something."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import sqrt
from pathlib import Path

from community.core.language import Token, is_stop_word, surface_words, tokens
from community.insights.lexicon import key
from community.insights.voices import Tie

LONGEST = 5
# A voice is tied by so many words at most, none of which tells less than this share of what the strongest tells.
MOST_TIES = 6
LEAST_TIE = 0.25
MOST_WORDS = 120
LEAST_SHARE = 0.04
# Two phrases that share this much of their telling words are near-repeats.
NEAR_REPEAT = 0.5
_PLAIN_WORDS = Path(__file__).parent / "lexicons" / "plain_words.txt"
_GLUE = frozenset(" \t\u200c\u00a0'\u2019-/")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase as typed, the terms of its telling words, and where it stands."""

    text: str
    terms: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ScoredPhrase:
    """A phrase in its most usual spelling, the share of texts that say it, and how well it stands for them."""

    text: str
    terms: tuple[str, ...]
    share: float
    score: float


@cache
def _plain_words() -> frozenset[str]:
    """Words too plain to begin or end a label, whether or not they help to find a post."""
    return frozenset(key(word) for word in _PLAIN_WORDS.read_text(encoding="utf-8").split())


def phrases_in(text: str) -> list[Phrase]:
    """List every phrase of a text: one to LONGEST neighbouring words, the first and the last of them telling."""
    start = text[: MOST_WORDS * 12]
    words, telling = surface_words(start)[:MOST_WORDS], _telling_terms(start)
    found = []
    for run in _runs(start, words):
        for first in range(len(run)):
            for last in range(first, min(first + LONGEST, len(run))):
                phrase = _phrase(start, run[first : last + 1], telling)
                if phrase is not None:
                    found.append(phrase)
    return found


def _telling_terms(text: str) -> dict[int, str]:
    """Map each place in the text to the first term that covers it; stop words cover nothing."""
    places: dict[int, str] = {}
    for token in tokens(text):
        for place in range(token.start, token.end):
            places.setdefault(place, token.text)
    return places


def _runs(text: str, words: Sequence[Token]) -> list[list[Token]]:
    """Cut the words where anything but a space or a joiner stands between two of them."""
    runs: list[list[Token]] = [[words[0]]] if words else []
    for before, word in pairwise(words):
        if set(text[before.end : word.start]) <= _GLUE:
            runs[-1].append(word)
        else:
            runs.append([word])
    return runs


def _phrase(text: str, words: Sequence[Token], telling: Mapping[int, str]) -> Phrase | None:
    first, last = words[0], words[-1]
    if any(word.start not in telling or key(word.text) in _plain_words() for word in (first, last)):
        return None
    terms = tuple(dict.fromkeys(telling[word.start] for word in words if word.start in telling))
    if len(words) == 1 and (len(first.text) < 2 or first.text.isdigit()):
        return None
    return Phrase(" ".join(text[first.start : last.end].split()), terms, first.start, last.end)


def best_phrases(texts: Iterable[str], telling: Mapping[str, float], *, count: int) -> list[ScoredPhrase]:
    """Choose the phrases that stand best for texts of one need, near-repeats left out.

    A phrase counts once per text. Its score is the root of the share of texts with it, times the summed weight in
    `telling` of its terms (how much they tell this need from all others): a longer phrase wins as long as enough
    people say it.
    """
    spellings: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    said_by, heard = Counter[tuple[str, ...]](), 0
    for text in texts:
        heard += 1
        own = {phrase.terms: phrase.text for phrase in reversed(phrases_in(text))}
        said_by.update(own.keys())
        for terms, spelling in own.items():
            spellings[terms][spelling] += 1
    least = max(2.0, heard * LEAST_SHARE) if heard > 1 else 1.0
    scored = [
        ScoredPhrase(
            _usual_spelling(spellings[terms]), terms, said / heard, sqrt(said / heard) * _value(terms, telling)
        )
        for terms, said in said_by.items()
        if said >= least
    ]
    scored.sort(key=lambda phrase: (-phrase.score, phrase.text))
    return _without_near_repeats(scored, count)


def _value(terms: Sequence[str], telling: Mapping[str, float]) -> float:
    return sum(telling.get(term, 0.0) for term in terms)


def _usual_spelling(spellings: Counter[str]) -> str:
    """Take the most frequent spelling; capitals count only where most people type them."""
    small = Counter[str]()
    for spelling, count in spellings.items():
        small[spelling.lower()] += count
    usual = min(small, key=lambda spelling: (-small[spelling], spelling))
    variants = {spelling: count for spelling, count in spellings.items() if spelling.lower() == usual}
    best = min(variants, key=lambda spelling: (-variants[spelling], spelling))
    return best if variants[best] * 2 > small[usual] else usual


def _without_near_repeats(scored: Iterable[ScoredPhrase], count: int) -> list[ScoredPhrase]:
    kept: list[ScoredPhrase] = []
    for phrase in scored:
        if len(kept) == count or phrase.score <= 0:
            break
        if not any(_is_near(phrase.terms, other.terms) for other in kept):
            kept.append(phrase)
    return kept


def _is_near(first: Sequence[str], second: Sequence[str]) -> bool:
    """Whether two phrases say nearly the same: one inside the other, or half of all their terms shared."""
    shared = len(set(first) & set(second))
    return shared == min(len(set(first)), len(set(second))) or shared / len(set(first) | set(second)) >= NEAR_REPEAT


def why(text: str, terms: Mapping[str, float]) -> tuple[Tie, ...]:
    """Name the few words of a text that tie it to a need, with the share of the tie each carries, in reading order.

    `terms` are the telling terms of the need with their weights. A word repeated carries its weight once, at its first
    place; of alternatives at one place the heaviest speaks. Words too plain for a label tie nothing.
    """
    heaviest: dict[int, tuple[float, Token]] = {}
    seen = set[str]()
    for token in tokens(text):
        weight = terms.get(token.text, 0.0)
        if weight <= heaviest.get(token.position, (0.0, token))[0] or token.text in seen:
            continue
        if not _is_plain(text[token.start : token.end]):
            heaviest[token.position] = (weight, token)
            seen.add(token.text)
    strongest = sorted(heaviest.values(), key=lambda one: -one[0])[:MOST_TIES]
    telling = [one for one in strongest if one[0] >= LEAST_TIE * strongest[0][0]]
    total = sum(weight for weight, _ in telling)
    return tuple(
        Tie(token.start, token.end, text[token.start : token.end], weight / total)
        for weight, token in sorted(telling, key=lambda one: one[1].start)
    )


def _is_plain(word: str) -> bool:
    return is_stop_word(word) or key(word) in _plain_words()
