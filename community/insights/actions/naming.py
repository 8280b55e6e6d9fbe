"""Keep a need's words honest when a voice leaves it: no word may stay that only the withdrawn text said."""

from collections.abc import Sequence

from sqlalchemy import select

from community.core.database import db
from community.core.language import fold, terms
from community.insights.labels import name_need
from community.insights.models import Evidence, Need, Voice
from community.insights.speaking import voice_text
from community.posts.models import Post

MOST_TEXTS = 400


def name_without(need: Need, *, gone: Sequence[int]) -> None:
    """Drop terms, phrases and quotes that the remaining voices do not carry, and name the need from those."""
    texts = _remaining_texts(need)
    said = {term for text in texts for term in terms(text)}
    need.terms = [pair for pair in need.terms if pair[0] in said]
    need.quotes = {role: voice_id for role, voice_id in need.quotes.items() if voice_id not in gone}
    if not texts:
        need.label, need.labels, need.phrases = f"#{need.id}", {}, []
        return
    folded = [fold(text) for text in texts]
    need.phrases = [phrase for phrase in need.phrases if any(fold(phrase) in text for text in folded)]
    if need.label not in need.phrases:
        label, phrases = name_need(texts, dict(need.terms))
        need.label, need.phrases = label[:160] or f"#{need.id}", list(phrases)
    others = {language: label for language, label in need.labels.items() if any(fold(label) in text for text in folded)}
    need.labels = others | {need.language: need.label}


def _remaining_texts(need: Need) -> list[str]:
    rows = (
        select(Post.title, Post.plain)
        .join(Voice, Voice.post_id == Post.id)
        .join(Evidence, Evidence.voice_id == Voice.id)
        .where(Evidence.need_id == need.id, ~Evidence.refused, Post.shown)
        .order_by(Evidence.weight.desc())
        .limit(MOST_TEXTS)
    )
    return [voice_text(title, plain) for title, plain in db.session.execute(rows)]
