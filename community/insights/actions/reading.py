"""Read posts as voices, place new ones among the needs, and forget what was withdrawn."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict

from sqlalchemy import delete, select

from community.core import clock
from community.core.database import db
from community.core.jobs import later
from community.insights import known, policies
from community.insights.actions.learning import learned_models
from community.insights.actions.naming import name_without
from community.insights.actions.seeing import embedders
from community.insights.blending import blended
from community.insights.embedding import EmbeddingError
from community.insights.engine import FrozenNeeds, assign_voice, load_needs
from community.insights.events import CountNeeds
from community.insights.models import Corrected, EngineModel, Evidence, Need, Voice
from community.insights.readings import VERSION, Reading, read_voice
from community.insights.speaking import voice_text
from community.insights.voices import Assignment, VoiceText, shifted
from community.posts.models import Post

LANGUAGES = frozenset({"fa", "en"})


def read_posts(post_ids: Sequence[int]) -> list[Voice]:
    """Bring the voices of these posts up to date; return those that are new or said anew.

    A post that is no voice (any more) loses its reading and its evidence, and needs lose the words only it had. Needs in
    which the others are evidence are counted anew: what stands beside the words (product, answers) may have changed.
    """
    posts = {post.id: post for post in db.session.scalars(select(Post).where(Post.id.in_(post_ids)))}
    voices = {voice.post_id: voice for voice in db.session.scalars(select(Voice).where(Voice.post_id.in_(post_ids)))}
    _count_behind([voice.id for voice in voices.values()])
    forget([voice for post_id, voice in voices.items() if post_id is not None and not _speaks(posts.get(post_id))])
    fresh = [post for post in posts.values() if policies.is_voice(post) and _is_stale(voices.get(post.id), post)]
    read = [_read(post, voices.get(post.id)) for post in fresh]
    db.session.add_all(read)
    db.session.flush()
    return read


def forget(voices: Sequence[Voice]) -> None:
    """Delete these voices and their evidence; the needs they were in are named and counted anew."""
    if not voices:
        return
    ids = [voice.id for voice in voices]
    need_ids = set(db.session.scalars(select(Evidence.need_id).where(Evidence.voice_id.in_(ids))))
    db.session.execute(delete(Evidence).where(Evidence.voice_id.in_(ids)))
    db.session.execute(delete(Voice).where(Voice.id.in_(ids)))
    for need in db.session.scalars(select(Need).where(Need.id.in_(need_ids)).with_for_update()):
        name_without(need, gone=ids)
    later(CountNeeds(tuple(sorted(need_ids))))


def _count_behind(voice_ids: Sequence[int]) -> None:
    need_ids = set(db.session.scalars(select(Evidence.need_id).where(Evidence.voice_id.in_(voice_ids))))
    if need_ids:
        later(CountNeeds(tuple(sorted(need_ids))))


def place_voices(voices: Sequence[Voice], frozen: FrozenNeeds) -> None:
    """Let new voices join the need they reach by the frozen model; the others wait for the next full run."""
    ids = [voice.id for voice in voices]
    db.session.execute(delete(Evidence).where(Evidence.voice_id.in_(ids), Evidence.by_id.is_(None), ~Evidence.refused))
    kept = select(Evidence.voice_id, Evidence.need_id, Evidence.refused).where(Evidence.voice_id.in_(ids))
    decided = db.session.execute(kept).all()
    settled = {row.voice_id for row in decided if not row.refused}
    out = {(row.need_id, row.voice_id) for row in decided}
    placed = _placed([voice_id for voice_id in ids if voice_id not in settled], frozen)
    db.session.add_all(evidence for pair, evidence in placed.items() if pair not in out)
    if placed:
        later(CountNeeds(tuple(sorted({need_id for need_id, _voice_id in placed}))))


def _placed(voice_ids: Sequence[int], frozen: FrozenNeeds) -> dict[tuple[int, int], Evidence]:
    """Give each statement the need it reaches; of two statements of a voice in one need the nearer one speaks."""
    telling = {need_id: dict(terms) for need_id, terms in db.session.execute(select(Need.id, Need.terms))}
    spans = known.spans_of(voice_ids)
    placed: dict[tuple[int, int], Evidence] = {}
    for statement in known.statements_among(voice_ids):
        assigned = _assigned(statement, frozen, telling)
        if assigned.need_id is None:
            continue
        pair = assigned.need_id, known.voice_id_of(statement.id)
        if pair not in placed or placed[pair].weight < assigned.weight:
            start, end = spans.get(statement.id, (None, None))
            ties = [asdict(tie) for tie in shifted(assigned.ties, start or 0)]
            placed[pair] = Evidence(
                need_id=pair[0], voice_id=pair[1], start=start, end=end, weight=assigned.weight, ties=ties
            )
    return placed


def _assigned(statement: VoiceText, frozen: FrozenNeeds, telling: Mapping[int, Mapping[str, float]]) -> Assignment:
    """Assign a statement; while vectors from outside are not to be had it waits for the next full run."""
    try:
        return assign_voice(statement, frozen, telling)
    except EmbeddingError:
        return Assignment(None, 0.0, ())


def frozen_needs() -> FrozenNeeds:
    """Load the needs as the last full run left them."""
    models = {model.language: model.content for model in db.session.scalars(select(EngineModel))}
    return load_needs(models, known.known_needs(), embedders())


def unread_post_ids(after_id: int, limit: int) -> Sequence[int]:
    """Return posts that should have a voice of this engine version and have none, by id."""
    rows = (
        select(Post.id)
        .outerjoin(Voice, Voice.post_id == Post.id)
        .where(Post.id > after_id, Post.kind.in_(policies.VOICED), Post.shown)
        .where(Voice.id.is_(None) | (Voice.engine_version != VERSION) | (Voice.post_version != Post.version))
    )
    return db.session.scalars(rows.order_by(Post.id).limit(limit)).all()


def stale_voices(limit: int) -> Sequence[Voice]:
    """Return voices whose post is no longer shown."""
    rows = select(Voice).join(Post, Post.id == Voice.post_id).where(~Post.shown)
    return db.session.scalars(rows.limit(limit)).all()


def _speaks(post: Post | None) -> bool:
    return post is not None and policies.is_voice(post)


def _is_stale(voice: Voice | None, post: Post) -> bool:
    return voice is None or voice.engine_version != VERSION or voice.post_version != post.version


def _read(post: Post, voice: Voice | None) -> Voice:
    language = post.language if post.language in LANGUAGES else None
    text = voice_text(post.title, post.plain)
    reading, how = blended(read_voice(text, language, post.kind), text, learned_models())
    voice = voice or Voice(post_id=post.id)
    write_reading(voice, reading)
    voice.blend = how
    voice.post_version = post.version
    return voice


def write_reading(voice: Voice, reading: Reading) -> None:
    """Keep what was read; what a person corrected stays."""
    corrected = voice.corrected or {}
    voice.language = reading.language
    voice.phrases = list(reading.phrases)
    voice.statements = [[one.start, one.end] for one in reading.statements] if len(reading.statements) > 1 else []
    voice.mood_words = [asdict(word) for word in reading.sentiment.words]
    voice.kind_words = [asdict(word) for word in reading.kind.words]
    voice.distress_words = [asdict(word) for word in reading.distress.words]
    if Corrected.MOOD not in corrected:
        voice.sentiment, voice.confidence = reading.sentiment.score, reading.sentiment.confidence
    if Corrected.KIND not in corrected:
        voice.kind, voice.kind_confidence = reading.kind.kind, reading.kind.confidence
    if Corrected.DISTRESS not in corrected:
        voice.distress, voice.distress_confidence = reading.distress.score, reading.distress.confidence
    voice.engine_version = reading.version
    voice.read_at = clock.now()


def chunks(ids: Iterable[int], size: int) -> list[list[int]]:
    """Cut ids into lists of at most `size`."""
    every = list(ids)
    return [every[start : start + size] for start in range(0, len(every), size)]
