"""Learn readings from this installation's own labels: stars, solved marks and what people put right."""

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import delete, func, select, update

from community.core.database import db
from community.insights.blending import DISTRESS, MOOD
from community.insights.distress import FLAGGED
from community.insights.learned import MOST_LABELS, LearnedModel, learn
from community.insights.models import Corrected, Correction, LearnedReading, Voice
from community.insights.sentiment import read_sentiment
from community.insights.speaking import voice_text
from community.posts.models import Post
from community.problems.models import Problem
from community.reviews.models import Review

HAPPY_STARS, UNHAPPY_STARS = 4, 2
MOODS = {"positive": 1.0, "neutral": 0.5, "negative": 0.0}
# A model whose say changed by more than this makes all voices of its language be read again.
NOTABLE = 0.1
Labels = dict[int, tuple[str, str, float]]
_models: dict[int, Mapping[tuple[str, str], LearnedModel]] = {}


def learned_models() -> Mapping[tuple[str, str], LearnedModel]:
    """Return what was learned last, by reading and language; loaded anew only after a fit."""
    newest = db.session.scalar(select(func.max(LearnedReading.id))) or 0
    if newest not in _models:
        rows = db.session.scalars(select(LearnedReading)).all()
        _models.clear()
        _models[newest] = {(row.reading, row.language): LearnedModel.from_bytes(row.content) for row in rows}
    return _models[newest]


def learn_readings() -> int:
    """Fit every reading anew for each language; return how many voices are to be read again."""
    before = {(row.reading, row.language): row for row in db.session.scalars(select(LearnedReading))}
    shares = {name: LearnedModel.from_bytes(row.content).share for name, row in before.items()}
    db.session.execute(delete(LearnedReading))
    stale = 0
    for reading, labels in ((MOOD, _mood_labels()), (DISTRESS, _distress_labels())):
        for language, told in _by_language(labels).items():
            model = _learned(reading, language, told)
            if model is None:
                continue
            kept = LearnedReading(reading=reading, language=language, content=model.to_bytes())
            kept.seen, kept.error = model.seen, model.error
            db.session.add(kept)
            if abs(model.share - shares.get((reading, language), 0.0)) > NOTABLE:
                stale += _read_again(language)
    db.session.flush()
    return stale


def _learned(reading: str, language: str, told: list[tuple[str, float]]) -> LearnedModel | None:
    from_lexicon = [_is_right(reading, text, language, label) for text, label in told]
    return learn([text for text, _ in told], [label for _, label in told], from_lexicon)


def _is_right(reading: str, text: str, language: str, label: float) -> bool:
    score = read_sentiment(text, language).score
    return (score > 0) == (label > 0.5) if reading == MOOD else (score < 0) == (label > 0.5)


def _read_again(language: str) -> int:
    rows = update(Voice).where(Voice.language == language).values(engine_version=0)
    return int(db.session.execute(rows).rowcount)  # type: ignore[attr-defined]  # every update counts its rows


def _by_language(labels: Labels) -> dict[str, list[tuple[str, float]]]:
    told: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for _voice, (language, text, label) in sorted(labels.items()):
        told[language].append((text, label))
    return told


def _mood_labels() -> Labels:
    """Stars say how a review feels; whose problem was solved was in trouble; what people put right counts last."""
    labels: Labels = {}
    review = Review.__table__
    stars = select(Voice.id, Voice.language, Post.title, Post.plain, Review.rating).join(Post, Post.id == Voice.post_id)
    rows = stars.join(review, review.c.id == Post.id).where(Post.shown).order_by(Voice.id.desc()).limit(MOST_LABELS)
    for voice_id, language, title, plain, rating in db.session.execute(rows):
        if rating is not None and not UNHAPPY_STARS < rating < HAPPY_STARS:
            labels[voice_id] = language, voice_text(title, plain), float(rating >= HAPPY_STARS)
    return labels | _solved_labels(len(labels) // 4) | _corrected(Corrected.MOOD, MOODS)


def _solved_labels(most: int) -> Labels:
    """Take some solved problems as unhappy words, a quarter as many as there are stars."""
    problem = Problem.__table__
    rows = (
        select(Voice.id, Voice.language, Post.title, Post.plain)
        .join(Post, Post.id == Voice.post_id)
        .join(problem, problem.c.id == Post.id)
        .where(Post.shown, Problem.accepted_answer_id.is_not(None), Voice.sentiment < 0)
        .order_by(Voice.id.desc())
        .limit(most)
    )
    return {
        voice_id: (language, voice_text(title, plain), 0.0)
        for voice_id, language, title, plain in db.session.execute(rows)
    }


def _distress_labels() -> Labels:
    """What people said of distress, and clear readings nobody contradicted beside them, so that both sides speak."""
    corrected = _corrected(Corrected.DISTRESS, {"yes": 1.0, "no": 0.0})
    if not corrected:
        return {}
    clear = (
        select(Voice.id, Voice.language, Post.title, Post.plain, Voice.distress)
        .join(Post, Post.id == Voice.post_id)
        .where(Post.shown, (Voice.distress >= FLAGGED) | (Voice.distress < 1 - FLAGGED))
        .order_by(Voice.id.desc())
        .limit(2 * len(corrected))
    )
    heard = {
        voice_id: (language, voice_text(title, plain), float(distress >= FLAGGED))
        for voice_id, language, title, plain, distress in db.session.execute(clear)
    }
    return heard | corrected


def _corrected(kind: Corrected, values: Mapping[str, float]) -> Labels:
    rows = (
        select(Voice.id, Voice.language, Post.title, Post.plain, Correction.now)
        .join(Voice, Voice.id == Correction.voice_id)
        .join(Post, Post.id == Voice.post_id)
        .where(Correction.kind == kind, Post.shown)
        .order_by(Correction.id)
    )
    return {
        voice_id: (language, voice_text(title, plain), values[now])
        for voice_id, language, title, plain, now in db.session.execute(rows)
        if now in values
    }
