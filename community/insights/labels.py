"""What a need is called and which voices speak for it."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import log

import numpy as np
from numpy.typing import NDArray

from community.core.language import sentences, surface_words, tokens
from community.insights.factoring import Indices, Sparse
from community.insights.phrases import ScoredPhrase, best_phrases
from community.insights.voices import Member, Quotes, VoiceText

MOST_TERMS = 25
MOST_PHRASES = 6
# Labels are read off the voices nearest the centre; more of them would cost time and change nothing.
MOST_READ = 200
# A phrase names a need only if at least this share of its voices say it.
LABEL_SHARE = 0.08
TELLING_SHARE = 0.6
# A headline is read off so many nearest voices, each a little less than the one before it.
MOST_HEADLINES = 15
NEARER = 0.97
LEAST_WORDS, MOST_WORDS = 3, 9
MOST_CHARACTERS = 600
MOST_SENTENCES = 6
FIRST_WORDS = 5
_COMMA = re.compile(r"[,،;:]\s+")
_PERSONAL = re.compile(r"@|https?:|\d{5,}")


def telling_terms(words: Sparse, groups: Indices, vocabulary: Sequence[str]) -> list[dict[str, float]]:
    """Give for each group the terms that tell it from all others, best first.

    Class-based TF-IDF (Grootendorst, arXiv 2203.05794, 2022): share of the term among the words of the group, times
    log(1 + A/f), where A is the mean number of words per group and f how often the term is said in all of them.
    """
    members = np.flatnonzero(groups >= 0)
    shape = (int(groups.max(initial=-1)) + 1, words.shape[0])
    into = Sparse((np.ones(len(members), dtype=np.float32), (groups[members], members)), shape=shape)
    said = Sparse(into @ words)
    everywhere = np.asarray(np.bincount(said.indices, said.data, said.shape[1]), dtype=np.float64)
    mean = said.data.sum() / max(1, said.shape[0])
    return [_best_terms(said, row, everywhere, float(mean), vocabulary) for row in range(said.shape[0])]


def _best_terms(
    said: Sparse, row: int, everywhere: NDArray[np.float64], mean: float, vocabulary: Sequence[str]
) -> dict[str, float]:
    own = slice(said.indptr[row], said.indptr[row + 1])
    total = float(said.data[own].sum()) or 1.0
    weights = {
        vocabulary[term]: count / total * log(1 + mean / everywhere[term])
        for term, count in zip(said.indices[own].tolist(), said.data[own].tolist(), strict=True)
    }
    return dict(sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:MOST_TERMS])


def name_need(texts: Sequence[str], terms: Mapping[str, float]) -> tuple[str, tuple[str, ...]]:
    """Give a need its label and its phrases, from the texts nearest its centre and its telling terms.

    The label is the best phrase that carries at least TELLING_SHARE of what the two most telling terms carry; where
    people share no such phrase, it is the most telling short sentence among the nearest voices, as it was said.
    """
    phrases = best_phrases(texts[:MOST_READ], terms, count=MOST_PHRASES) or best_phrases(texts[:1], terms, count=1)
    names = tuple(phrase.text for phrase in phrases)
    enough = TELLING_SHARE * sum(sorted(terms.values())[-2:])
    shared = next((phrase.text for phrase in phrases if _names(phrase, terms, enough)), None)
    label = shared or headline(texts[:MOST_HEADLINES], terms) or (names[0] if names else "")
    return _sentence(label or " ".join(texts[0].split()[:FIRST_WORDS])), names


def _names(phrase: ScoredPhrase, terms: Mapping[str, float], enough: float) -> bool:
    telling = sum(terms.get(term, 0.0) for term in phrase.terms)
    is_number = any(word.isdigit() for word in (phrase.text.split()[0], phrase.text.split()[-1]))
    return len(phrase.terms) > 1 and phrase.share >= LABEL_SHARE and telling >= enough and not is_number


def headline(texts: Sequence[str], terms: Mapping[str, float]) -> str:
    """Choose the short sentence or clause that says most in few words: its telling weight over the root of its length."""
    best, best_score = "", 0.0
    for rank, text in enumerate(texts):
        for start, end in _clauses(text):
            words = surface_words(text[start:end])
            said = {token.text for token in tokens(text[start:end])}
            if LEAST_WORDS <= len(words) <= MOST_WORDS and said:
                weight = sum(terms.get(term, 0.0) for term in said)
                score = weight / len(words) ** 0.5 * NEARER**rank
                if score > best_score:
                    best, best_score = " ".join(text[start:end].split()), score
    return best.rstrip(" .!،,;:…")


def _clauses(text: str) -> list[tuple[int, int]]:
    """Sentences of the beginning, and their parts between commas; none that carries somebody's address or number."""
    found = []
    for start, end in sentences(text[:MOST_CHARACTERS])[:MOST_SENTENCES]:
        found.append((start, end))
        cuts = [start, *(start + cut.end() for cut in _COMMA.finditer(text[start:end])), end]
        found += list(pairwise(cuts)) if len(cuts) > 2 else []
    return [(start, end) for start, end in found if _PERSONAL.search(text, start, end) is None]


def _sentence(label: str) -> str:
    return label[:1].upper() + label[1:]


def choose_quotes(members: Sequence[Member], voices: Mapping[int, VoiceText]) -> Quotes:
    """Choose the voices that speak for a need: nearest its centre, newest, and most supported, each another one.

    Only the nearer half may speak as the newest or the most supported, so that no stray voice misleads.
    """
    near = sorted(members, key=lambda member: (-member.weight, member.voice_id))
    half = [voices[member.voice_id] for member in near[: (len(near) + 1) // 2 + 1]]
    nearest = half[0]
    newest = max((voice for voice in half[1:]), key=lambda voice: (voice.at, voice.id), default=None)
    supported = [voice for voice in half[1:] if voice is not newest and voice.support > 0]
    most = max(supported, key=lambda voice: (voice.support, voice.id), default=None)
    return Quotes(nearest.id, newest.id if newest else None, most.id if most else None)
