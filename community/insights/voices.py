"""What goes into the needs engine and what comes out: plain data, no numpy, no session."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class VoiceText:
    """One thing one customer said.

    `customer` is any stable key; a voice without a known author gets a key of its own. `language` is detected when
    None. `support` (votes, me-toos) only helps to choose a quote, it never moves a voice.
    """

    id: int
    text: str
    language: str | None
    customer: str
    kind: str
    at: datetime
    support: int = 0


@dataclass(frozen=True, slots=True)
class KnownNeed:
    """A need as it stands before a run, with every decision a person took about it.

    `pinned` voices were put here by a person and stay, in whatever language they speak; `refused` voices were taken
    out by a person and never return. `settled` means a person shaped the need (merged, split, renamed, dismissed): no
    proposal touches it. `heard` is how many voices there were when it was born or last parted, 0 if unknown. Hand over dismissed needs too: they keep their voices, so that the same need is not born
    again. A need merged into another is left out; its voices belong to the other. `centroid` is what the last run
    returned.
    """

    id: int
    language: str
    centroid: bytes
    members: frozenset[int]
    pinned: frozenset[int] = frozenset()
    refused: frozenset[int] = frozenset()
    settled: bool = False
    heard: int = 0


@dataclass(frozen=True, slots=True)
class Tie:
    """Words of a voice that tie it to a need: `text[start:end]` as typed, with the share of the tie they carry."""

    start: int
    end: int
    word: str
    weight: float


def shifted(ties: Iterable[Tie], by: int) -> list[Tie]:
    """Move ties of a statement to where they stand in the whole text."""
    return [replace(tie, start=tie.start + by, end=tie.end + by) for tie in ties]


@dataclass(frozen=True, slots=True)
class Member:
    """A voice inside a need: how close it is (cosine, 0 to 1) and the words that tie it."""

    voice_id: int
    weight: float
    ties: tuple[Tie, ...]


@dataclass(frozen=True, slots=True)
class Quotes:
    """Three voice ids that let a need speak; the same voice is never named twice."""

    nearest: int
    newest: int | None
    most_supported: int | None


@dataclass(frozen=True, slots=True)
class FoundNeed:
    """A need after a run; `id` is None for one that was just born.

    `terms` are the index terms that tell the need from all others, with their weights, best first; `phrases` are
    readable, best first, and `label` is the first of them (the analyst's title is never replaced).
    """

    id: int | None
    language: str
    label: str
    phrases: tuple[str, ...]
    terms: tuple[tuple[str, float], ...]
    members: tuple[Member, ...]
    quotes: Quotes
    centroid: bytes


@dataclass(frozen=True, slots=True)
class FoundTheme:
    """Needs that belong together, by their places in `Grouping.needs`, with a name for them."""

    language: str
    label: str
    needs: tuple[int, ...]


class Change(StrEnum):
    """What a full regroup would like to do to existing needs."""

    MERGE = "merge"
    SPLIT = "split"
    JOIN = "join"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change the engine would make but leaves to an analyst.

    A merge names the needs to join in `need_ids`; a split names one need and the voices of each part in `parts`; a
    join is a merge of needs in different languages. `overlap` (0 to 1) says how clearly it is supported, `reason` why.
    """

    change: Change
    need_ids: tuple[int, ...]
    parts: tuple[frozenset[int], ...]
    overlap: float
    reason: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Settings:
    """What an installation may turn; the defaults are one rule for all.

    `detail` shifts how fine needs are: above 1 finer, below 1 coarser. `heard` is filled in by the engine: how many
    voices there are in all. A birth needs `birth_voices` voices from
    `birth_customers` customers. With `refit` (nightly) the vectors are learned anew and a full regroup is compared
    with the needs as they stand; without it (by day) only the waiting pool is grouped. `fit_limit` bounds how many
    voices teach the vectors, `tree_limit` how many points are compared pair by pair.
    """

    detail: float = 1.0
    heard: int = 0
    birth_voices: int = 4
    birth_customers: int = 3
    refit: bool = True
    fit_limit: int = 12_000
    tree_limit: int = 7_000


@dataclass(frozen=True, slots=True)
class Grouping:
    """The outcome of a run: every need that still speaks, the waiting pool, proposals, and the frozen vectors.

    `parted` are known needs that gave parts away because the community has grown since they were born.
    Keep `models` (bytes per language) for `load_needs`, so that new voices are assigned without a refit, and hand
    them back to the next run.
    """

    needs: tuple[FoundNeed, ...]
    waiting: frozenset[int]
    themes: tuple[FoundTheme, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    models: Mapping[str, bytes] = field(default_factory=dict)
    parted: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Assignment:
    """Where one new voice belongs; `need_id` is None when it has to wait."""

    need_id: int | None
    weight: float
    ties: tuple[Tie, ...]
