"""What a need is called and which voices speak for it."""

from collections.abc import Mapping, Sequence
from math import log

import numpy as np
from numpy.typing import NDArray

from community.insights.factoring import Indices, Sparse
from community.insights.phrases import best_phrases
from community.insights.voices import Member, Quotes, VoiceText

MOST_TERMS = 25
MOST_PHRASES = 6
# Labels are read off the voices nearest the centre; more of them would cost time and change nothing.
MOST_READ = 200
# A phrase names a need only if at least this share of its voices say it.
LABEL_SHARE = 0.06
FIRST_WORDS = 5


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

    The label is the best phrase of two telling words or more; where people share no such phrase, two of the best
    stand side by side.
    """
    phrases = best_phrases(texts[:MOST_READ], terms, count=MOST_PHRASES) or best_phrases(texts[:1], terms, count=1)
    names = tuple(phrase.text for phrase in phrases)
    if not names:
        return _sentence(" ".join(texts[0].split()[:FIRST_WORDS])), ()
    longer = next((phrase.text for phrase in phrases if len(phrase.terms) > 1 and phrase.share >= LABEL_SHARE), None)
    return _sentence(longer or " · ".join(names[:2])), names


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
