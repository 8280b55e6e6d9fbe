"""The needs engine: voices in, needs out. What the jobs call; everything below is a pure function.

`group_voices` is the full run (nightly, or by day over the pool alone), `load_needs` and `assign_voice` place one new
voice against frozen needs, `read_voice` (in `readings`) reads one text by itself.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from community.core.language import detect
from community.insights.centres import Centre, centres_with_reach
from community.insights.corpus import Corpus, corpus_of
from community.insights.describing import described
from community.insights.embedding import Embedder, Joined
from community.insights.factoring import Floats, Indices, Matrix
from community.insights.granularity import gain_of_joining
from community.insights.grouping import NOWHERE, centres_of, group_rows, renumbered
from community.insights.phrases import why
from community.insights.stability import join_nearest, parted_by_growth, proposals, refusals, standing_groups
from community.insights.vectors import VectorModel, fit_vectors
from community.insights.voices import (
    Assignment,
    FoundNeed,
    FoundTheme,
    Grouping,
    KnownNeed,
    Proposal,
    Settings,
    VoiceText,
)

# A group of the pool is compared with this many of the nearest known needs before it is born.
LOOKED_AT = 3


@dataclass(frozen=True)
class _Before:
    """What a run meets in one language: the needs as they stand, the stored vectors, and the eyes from outside."""

    known: Sequence[KnownNeed]
    stored: bytes | None
    outside: Embedder | None


@dataclass(frozen=True)
class _Part:
    """What a run found in one language."""

    needs: list[FoundNeed]
    themes: list[FoundTheme]
    waiting: frozenset[int]
    proposals: list[Proposal]
    model: bytes
    parted: list[int]


@dataclass(frozen=True)
class FrozenNeeds:
    """The needs as the last run left them, ready to take one new voice at a time."""

    models: Mapping[str, VectorModel]
    needs: Mapping[str, Sequence[KnownNeed]]
    targets: Mapping[str, Matrix]
    reaches: Mapping[str, Floats]
    outside: Mapping[str, Embedder] = field(default_factory=dict)


def group_voices(
    voices: Sequence[VoiceText],
    previous: Sequence[KnownNeed] = (),
    settings: Settings | None = None,
    models: Mapping[str, bytes] | None = None,
    outside: Mapping[str, Embedder] | None = None,
) -> Grouping:
    """Find the needs behind all voices, keeping those already known and every decision of a person.

    Languages are grouped apart. `models` are those of the run before; without them (or with `refit`) the vectors are
    learned anew. `outside` gives further vectors for some languages. The same voices and needs always give the same
    grouping.
    """
    turned = replace(settings or Settings(), heard=len(voices))
    stored = models or {}
    parts = {}
    for language, spoken in sorted(_by_language(voices, previous).items()):
        known = sorted((need for need in previous if need.language == language), key=lambda need: need.id)
        before = _Before(known, stored.get(language), (outside or {}).get(language))
        parts[language] = _group_language(language, spoken, before, turned)
    return Grouping(
        needs=tuple(need for part in parts.values() for need in part.needs),
        themes=_numbered_on(parts.values()),
        waiting=frozenset[int]().union(*(part.waiting for part in parts.values())),
        proposals=tuple(proposal for part in parts.values() for proposal in part.proposals),
        models={**stored, **{language: part.model for language, part in parts.items()}},
        parted=tuple(need for part in parts.values() for need in part.parted),
    )


def _numbered_on(parts: Iterable[_Part]) -> tuple[FoundTheme, ...]:
    """Let the themes count the needs of all languages, one after the other."""
    found, before = list[FoundTheme](), 0
    for part in parts:
        found += [replace(theme, needs=tuple(before + need for need in theme.needs)) for theme in part.themes]
        before += len(part.needs)
    return tuple(found)


def load_needs(
    models: Mapping[str, bytes], known: Sequence[KnownNeed], outside: Mapping[str, Embedder] | None = None
) -> FrozenNeeds:
    """Load what the last run stored; do it once per worker, it takes a fraction of a second.

    ValueError when another version of the engine stored it: then run `group_voices` first.
    """
    needs: dict[str, list[KnownNeed]] = defaultdict(list)
    for need in known:
        if need.language in models and need.centroid:
            needs[need.language].append(need)
    centres = {language: [Centre.from_bytes(need.centroid) for need in each] for language, each in needs.items()}
    return FrozenNeeds(
        models={language: VectorModel.from_bytes(stored) for language, stored in models.items()},
        needs=needs,
        targets={language: np.vstack([centre.vector for centre in each]) for language, each in centres.items()},
        reaches={language: np.array([centre.reach for centre in each]) for language, each in centres.items()},
        outside=outside or {},
    )


def assign_voice(
    voice: VoiceText, frozen: FrozenNeeds, telling: Mapping[int, Mapping[str, float]] | None = None
) -> Assignment:
    """Place one new voice: the nearest need it reaches, else the waiting pool.

    `telling` maps need ids to their telling terms, so that the tie can be explained; without it there are no ties.
    """
    language = voice.language or detect(voice.text)
    needs, model = frozen.needs.get(language, ()), frozen.models.get(language)
    if model is None or not needs:
        return Assignment(None, 0.0, ())
    refused = {(0, number) for number, need in enumerate(needs) if voice.id in need.refused}
    row = np.zeros(1, dtype=np.int64)
    targets, reaches = frozen.targets[language], frozen.reaches[language]
    seen = _looking(model, frozen.outside.get(language))([voice.text])
    if seen.shape[1] != targets.shape[1]:  # the last run saw with other eyes: the next one decides
        return Assignment(None, 0.0, ())
    joined, cosine = join_nearest(seen, row, targets, reaches, refused)
    if joined[0] == NOWHERE:
        return Assignment(None, float(cosine[0]), ())
    need = needs[int(joined[0])]
    return Assignment(need.id, float(cosine[0]), why(voice.text, (telling or {}).get(need.id, {})))


def _by_language(voices: Sequence[VoiceText], previous: Sequence[KnownNeed]) -> dict[str, list[VoiceText]]:
    """Sort voices by language; a voice that belongs to a need counts with the language of the need."""
    held = {voice: need.language for need in previous for voice in need.members - need.refused}
    held |= {voice: need.language for need in previous for voice in need.pinned}
    spoken: dict[str, list[VoiceText]] = defaultdict(list)
    for voice in sorted(voices, key=lambda voice: voice.id):
        language = held.get(voice.id) or voice.language or detect(voice.text)
        spoken[language].append(replace(voice, language=language))
    return spoken


def _group_language(language: str, voices: Sequence[VoiceText], before: _Before, settings: Settings) -> _Part:
    model = _stored_model(settings, before.stored)
    kept = before.stored if model is not None else None
    model = model or _learned(voices, settings)
    corpus = corpus_of(language, voices, _looking(model, before.outside))
    groups = _carried_on(corpus, before.known, settings)
    fresh = _fresh(corpus, settings) if settings.refit and before.known else None
    parted = list[int]()
    if fresh is not None:
        customers = [voice.customer for voice in voices]
        groups, parted = parted_by_growth(before.known, groups, fresh, customers, settings)
    ids = [voice.id for voice in voices]
    needs, themes = described(corpus, groups, before.known)
    return _Part(
        needs=needs,
        themes=themes,
        waiting=frozenset(ids[row] for row in np.flatnonzero(groups == NOWHERE).tolist()),
        proposals=[] if fresh is None else proposals(before.known, groups, fresh, ids),
        model=kept or model.to_bytes(),
        parted=parted,
    )


def _looking(model: VectorModel, outside: Embedder | None) -> Embedder:
    return model.transform if outside is None else Joined(model.transform, outside)


def _stored_model(settings: Settings, stored: bytes | None) -> VectorModel | None:
    """Load the vectors of the run before; none if they are to be learned anew or were made by another version."""
    if stored is None or settings.refit:
        return None
    try:
        return VectorModel.from_bytes(stored)
    except ValueError:
        return None


def _learned(voices: Sequence[VoiceText], settings: Settings) -> VectorModel:
    """Learn the vectors from an even sample of the voices."""
    step = -(-len(voices) // settings.fit_limit)
    return fit_vectors([voice.text for voice in voices[::step]])


def _carried_on(corpus: Corpus, known: Sequence[KnownNeed], settings: Settings) -> Indices:
    """Keep what stands, let new voices join the need they reach, and see what the rest of the pool is.

    Groups of the pool are born unless their words say they are one with a known need; who founds nothing joins the
    nearest need that is not out of reach altogether, or waits.
    """
    groups = standing_groups(known, corpus.places)
    has_known = bool(np.any(groups >= 0))
    if has_known:
        groups = _joined(corpus, groups, known, at_once=True)
    pool = np.flatnonzero(groups == NOWHERE)
    found = _grouped(corpus, pool, settings)
    if has_known:
        found = _without_known(corpus, groups, pool, found, settings)
    born = _born(found, [corpus.voices[row].customer for row in pool.tolist()], settings)
    groups[pool] = np.where(born == NOWHERE, NOWHERE, born + len(known))
    return _joined(corpus, groups, known, at_once=False) if has_known else groups


def _joined(corpus: Corpus, groups: Indices, known: Sequence[KnownNeed], *, at_once: bool) -> Indices:
    """Let waiting voices join the nearest need: those within its reach at once, in the end all within its edge."""
    present = np.unique(groups[groups >= 0])
    centres = centres_with_reach(corpus.rows, renumbered(groups, present))
    targets = np.vstack([centre.vector for centre in centres])
    limits = np.array([centre.reach if at_once else centre.edge for centre in centres])
    numbers = {int(need): number for number, need in enumerate(present)}
    refused = {(row, numbers[need]) for row, need in refusals(known, corpus.places) if need in numbers}
    waiting = np.flatnonzero(groups == NOWHERE)
    joined, _ = join_nearest(corpus.rows, waiting, targets, limits, refused)
    groups[waiting] = np.where(joined == NOWHERE, NOWHERE, present[joined])
    return groups


def _without_known(corpus: Corpus, groups: Indices, pool: Indices, found: Indices, settings: Settings) -> Indices:
    """Dissolve the groups of the pool whose words are those of a known need."""
    present = np.unique(groups[groups >= 0])
    centres = centres_of(corpus.rows, renumbered(groups, present))
    kept = []
    for number in range(int(found.max(initial=NOWHERE)) + 1):
        rows = pool[found == number]
        nearest = present[np.argsort(-(centres @ corpus.rows[rows].sum(axis=0)), kind="stable")[:LOOKED_AT]]
        gains = [
            gain_of_joining(corpus.typed, rows, np.flatnonzero(groups == need), detail=settings.detail)
            for need in nearest
        ]
        if max(gains) < 0:
            kept.append(number)
    return renumbered(found, np.array(kept, dtype=np.int64))


def _fresh(corpus: Corpus, settings: Settings) -> Indices:
    everyone = np.arange(len(corpus.voices), dtype=np.int64)
    return _grouped(corpus, everyone, settings)


def _grouped(corpus: Corpus, rows: Indices, settings: Settings) -> Indices:
    return group_rows(
        corpus.rows[rows],
        corpus.typed[rows],
        detail=settings.detail,
        limit=settings.tree_limit,
        least=settings.birth_voices,
    )


def _born(groups: Indices, customers: Sequence[str], settings: Settings) -> Indices:
    """Keep the groups enough customers stand behind; one person's posts are no need."""
    people: dict[int, set[str]] = defaultdict(set)
    for group, customer in zip(groups.tolist(), customers, strict=True):
        people[group].add(customer)
    kept = [group for group in sorted(people) if group >= 0 and len(people[group]) >= settings.birth_customers]
    return renumbered(groups, np.array(kept, dtype=np.int64))
