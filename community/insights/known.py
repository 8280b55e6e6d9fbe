"""From rows to what the engine takes: statements of voices, and needs with every decision of a person.

The engine knows statements, not voices: a text with several wants is several of them. A statement is named by its
voice and its place in it, so that one number carries both.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, select

from community.core.database import db
from community.insights.models import Evidence, Need, NeedEvent, Voice
from community.insights.packing import unpacked
from community.insights.speaking import voice_text
from community.insights.statements import MOST_STATEMENTS
from community.insights.voices import KnownNeed, VoiceText
from community.posts.models import Post

CHUNK = 2000
SHAPING = ("renamed", "merged", "absorbed", "unmerged", "moved", "moved_out", "dismissed", "split", "split_off")
# From so many voices on, a language of a joined need has a centre of its own and takes new voices.
LEAST_WING = 4
_NAMES = MOST_STATEMENTS + 2


@dataclass(slots=True)
class _Held:
    """What a need holds, by language: statements, those a person put there, those a person took out."""

    members: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    pinned: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    refused: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))


def statement_id(voice_id: int, place: int) -> int:
    """Name a statement."""
    return voice_id * _NAMES + place


def voice_id_of(statement: int) -> int:
    """Return the voice a statement belongs to."""
    return statement // _NAMES


def place_of(statement: int) -> int:
    """Return the place of a statement in its voice."""
    return statement % _NAMES


def voice_ids_of(statements: Iterable[int]) -> list[int]:
    """Return the voices of these statements, each once, in their order."""
    return list(dict.fromkeys(voice_id_of(one) for one in statements))


def voices() -> Iterator[VoiceText]:
    """Yield every statement, in chunks: no more of the database in memory than the engine needs."""
    last_id = 0
    while rows := db.session.execute(_voice_rows().where(Voice.id > last_id).limit(CHUNK)).all():
        for row in rows:
            yield from statements_of(row)
        last_id = rows[-1].id


def statements_of(row: Any) -> list[VoiceText]:
    """Make statements of a row; an unknown author is a customer of his own."""
    text = row.text if row.title is None else voice_text(row.title, row.plain)
    author = row.author_id or row.member_id
    return [
        VoiceText(
            id=statement_id(row.id, place),
            text=text[start:end],
            language=row.language,
            customer=f"m{author}" if author else f"v{row.id}",
            kind=row.kind or row.source,
            at=row.created_at or row.said_at or row.read_at,
            support=row.vote_count or 0,
        )
        for place, (start, end) in enumerate(row.statements or [[0, len(text)]])
    ]


def statements_among(voice_ids: Sequence[int]) -> list[VoiceText]:
    """Return the statements of these voices."""
    rows = db.session.execute(_voice_rows().where(Voice.id.in_(voice_ids)))
    return [statement for row in rows for statement in statements_of(row)]


def spans_of(voice_ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Map the statements of voices with several wants to their spans."""
    found: dict[int, tuple[int, int]] = {}
    for first in range(0, len(voice_ids), CHUNK):
        rows = select(Voice.id, Voice.statements).where(Voice.id.in_(voice_ids[first : first + CHUNK]))
        for voice_id, spans in db.session.execute(rows):
            found |= {statement_id(voice_id, place): (start, end) for place, (start, end) in enumerate(spans or [])}
    return found


def known_needs() -> list[KnownNeed]:
    """Return all needs that were not merged away, once for each language they are spoken of in."""
    held = _held()
    settled = set(db.session.scalars(select(NeedEvent.need_id).where(NeedEvent.kind.in_(SHAPING))))
    heard = _heard_at_birth()
    columns = Need.id, Need.language, Need.centroid
    needs = db.session.execute(select(*columns).where(Need.merged_into_id.is_(None)))
    found = []
    for need_id, language, centroid in needs:
        wings = _wings(held.get(need_id, _Held()), language)
        centres = unpacked(centroid or b"", language)
        for spoken, wing in wings.items():
            found.append(
                KnownNeed(
                    id=need_id,
                    language=spoken,
                    centroid=centres.get(spoken, b""),
                    members=frozenset(wing.members[spoken]),
                    pinned=frozenset(wing.pinned[spoken]),
                    refused=frozenset(wing.refused[spoken]),
                    settled=need_id in settled,
                    heard=heard.get(need_id, 0),
                )
            )
    return found


def _heard_at_birth() -> dict[int, int]:
    """Return how many voices there were when each need was born or last parted."""
    rows = select(NeedEvent.need_id, NeedEvent.details).where(NeedEvent.kind.in_(("born", "parted")))
    events = db.session.execute(rows.order_by(NeedEvent.id))
    return {need_id: int(details.get("heard", 0)) for need_id, details in events}


def _wings(held: _Held, language: str) -> Mapping[str, _Held]:
    """Part what a need holds by language; a language hardly spoken counts with the need's own."""
    wings = {language: _Held()}
    for spoken in {*held.members, *held.refused}:
        own = spoken if spoken == language or len(held.members[spoken]) >= LEAST_WING else language
        wing = wings.setdefault(own, _Held())
        wing.members[own] |= held.members[spoken]
        wing.pinned[own] |= held.pinned[spoken]
        wing.refused[own] |= held.refused[spoken]
    return wings


def _held() -> dict[int, _Held]:
    held: dict[int, _Held] = defaultdict(_Held)
    columns = Evidence.need_id, Evidence.voice_id, Evidence.start, Evidence.refused, Evidence.by_id
    rows = select(*columns, Voice.language, Voice.statements).join(Voice, Voice.id == Evidence.voice_id)
    for row in db.session.execute(rows):
        named = _named(row)
        if row.refused:
            held[row.need_id].refused[row.language].update(named)
            continue
        held[row.need_id].members[row.language].update(named)
        if row.by_id is not None:
            held[row.need_id].pinned[row.language].update(named)
    return held


def _named(row: Any) -> list[int]:
    """Name the statement a piece of evidence is about; the whole voice where a person refused or meant all of it."""
    spans = row.statements or [[0, 0]]
    starts = [start for start, _end in spans]
    if not row.refused and row.start in starts:
        return [statement_id(row.voice_id, starts.index(row.start))]
    return [statement_id(row.voice_id, place) for place in range(len(spans))]


def _voice_rows() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Voice.id, Voice.language, Voice.source, Voice.statements, Voice.text, Voice.member_id, Voice.said_at,
            Voice.read_at, Post.title, Post.plain, Post.author_id, Post.kind, Post.created_at, Post.vote_count,
        )
        .outerjoin(Post, Post.id == Voice.post_id)
        .order_by(Voice.id)
    )  # fmt: skip
