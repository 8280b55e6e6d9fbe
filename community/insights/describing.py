"""Say what was found: needs with label, terms, members, quotes and centre, and the themes above them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import sqrt

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage

from community.insights.centres import Centre, centres_with_reach
from community.insights.corpus import Corpus
from community.insights.factoring import Floats, Indices, Matrix
from community.insights.grouping import renumbered
from community.insights.labels import choose_quotes, name_need, telling_terms
from community.insights.phrases import why
from community.insights.voices import FoundNeed, FoundTheme, KnownNeed, Member

# Fewer needs than this are few enough to be looked at without themes.
LEAST_NEEDS = 8
# Needs farther apart than this have no theme in common.
FARTHEST = 0.9
LEAST_OF_THEME = 2
MOST_VOICES_READ = 60
# A theme is called after what several say, never by one person's sentence.
COMMA = {"fa": "، "}


def described(corpus: Corpus, groups: Indices, known: Sequence[KnownNeed]) -> tuple[list[FoundNeed], list[FoundTheme]]:
    """Describe the groups: the first ones are the known needs, in their order; the others were just born."""
    present = np.unique(groups[groups >= 0])
    numbered = renumbered(groups, present)
    centres = centres_with_reach(corpus.rows, numbered)
    telling = telling_terms(corpus.words, numbered, corpus.vocabulary)
    rows = _rows_of(numbered, len(present))
    needs = [
        _need(corpus, rows[number], centre, telling[number], known[n].id if n < len(known) else None)
        for number, (n, centre) in enumerate(zip(present.tolist(), centres, strict=True))
    ]
    return needs, _themes(corpus, numbered, centres)


def _rows_of(groups: Indices, count: int) -> list[Indices]:
    order = np.argsort(groups, kind="stable")
    ends = np.searchsorted(groups[order], np.arange(count + 1))
    return [order[ends[number] : ends[number + 1]] for number in range(count)]


def _need(
    corpus: Corpus, rows: Indices, centre: Centre, telling: Mapping[str, float], need_id: int | None
) -> FoundNeed:
    cosines = corpus.rows[rows] @ centre.vector
    order = rows[np.argsort(-cosines, kind="stable")]
    label, phrases = name_need([corpus.voices[row].text for row in order.tolist()], telling)
    members = tuple(
        Member(corpus.voices[row].id, max(0.0, cosine), why(corpus.voices[row].text, telling))
        for row, cosine in zip(rows.tolist(), cosines.tolist(), strict=True)
    )
    quotes = choose_quotes(members, {corpus.voices[row].id: corpus.voices[row] for row in rows.tolist()})
    terms_of_need = tuple(telling.items())
    return FoundNeed(need_id, corpus.language, label, phrases, terms_of_need, members, quotes, centre.to_bytes())


def _themes(corpus: Corpus, groups: Indices, centres: Sequence[Centre]) -> list[FoundTheme]:
    """Gather needs under themes, named by the words that tell the theme from the others."""
    if len(centres) < LEAST_NEEDS:
        return []
    vectors = np.vstack([centre.vector for centre in centres])
    theme_of = _theme_numbers(vectors)
    members: dict[int, list[int]] = defaultdict(list)
    for need, theme in enumerate(theme_of.tolist()):
        members[theme].append(need)
    kept = [needs for needs in members.values() if len(needs) >= LEAST_OF_THEME]
    joined = np.full(len(centres) + 1, -1, dtype=np.int64)
    for number, needs in enumerate(kept):
        joined[needs] = number
    by_theme = joined[groups]
    telling = telling_terms(corpus.words, by_theme, corpus.vocabulary)
    return [
        FoundTheme(corpus.language, _name(corpus, by_theme == number, vectors[needs], telling[number]), tuple(needs))
        for number, needs in enumerate(kept)
    ]


def _theme_numbers(vectors: Matrix) -> Indices:
    """Cut the average-link tree of the centres into about √(2·needs) themes, never across FARTHEST."""
    distances = 1 - vectors @ vectors.T
    upper = np.maximum(distances[np.triu_indices(len(vectors), 1)], 0)
    tree = linkage(upper.astype(np.float64), "average")
    by_count = fcluster(tree, max(2, round(sqrt(2 * len(vectors)))), "maxclust")
    by_distance = fcluster(tree, FARTHEST, "distance")
    chosen = by_count if by_count.max() >= by_distance.max() else by_distance
    return np.asarray(chosen - 1, dtype=np.int64)


def _name(
    corpus: Corpus, mask: np.ndarray[tuple[int, ...], np.dtype[np.bool_]], vectors: Floats, telling: Mapping[str, float]
) -> str:
    rows = np.flatnonzero(mask)
    near = corpus.rows[rows] @ vectors.mean(axis=0)
    nearest = rows[np.argsort(-near, kind="stable")[:MOST_VOICES_READ]]
    label, phrases = name_need([corpus.voices[row].text for row in nearest.tolist()], telling)
    named = COMMA.get(corpus.language, ", ").join(phrases[:2])
    return named[:1].upper() + named[1:] if named else label
