"""Needs that a text people look for may be about."""

from collections import Counter
from collections.abc import Sequence

from community.core.database import db
from community.core.language import is_stop_word, surface_words
from community.insights.models import Need
from community.insights.queries.filters import Filters, live_needs

MOST = 10
MOST_WORDS = 6
SHORTEST = 3


def needs_about(text: str) -> Sequence[Need]:
    """Return the needs whose names share most words with the text, or else the largest ones."""
    words = [one.text for one in surface_words(text) if len(one.text) >= SHORTEST and not is_stop_word(one.text)]
    shared: Counter[int] = Counter()
    found: dict[int, Need] = {}
    for word in dict.fromkeys(words[:MOST_WORDS]):
        for need in _largest(Filters(words=word)):
            found[need.id] = need
            shared[need.id] += 1
    named = sorted(found.values(), key=lambda need: (-shared[need.id], -need.rank, need.id))
    return named[:MOST] or _largest(Filters())


def _largest(filters: Filters) -> Sequence[Need]:
    return db.session.scalars(live_needs(filters).order_by(Need.rank.desc(), Need.id).limit(MOST)).all()
