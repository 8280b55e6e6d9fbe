"""Where what was observed meets the tables of what was learned: a day is counted as a whole, so counting twice is once."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from sqlalchemy import delete, insert, select

from community.core import clock
from community.core.database import db
from community.core.observations import Observation
from community.posts.models import Post
from community.products.models import Product
from community.search.learning import (
    OF_SEARCHES,
    OF_WRITINGS,
    suggestion_tallies,
    text_tallies,
    writing_tallies,
    writings,
)
from community.search.models import LONGEST_KEPT, SearchedFor, SuggestionTally, WritingTally
from community.search.queries.observed import begin_of, seen_on

REMEMBERED = timedelta(days=35)
TOGETHER = 500
ENDINGS = ("shown", "opened", "solved", "joined", "posted")


def count_day(day: date) -> None:
    """Put the figures of a day in the place of those that were counted before."""
    _replace(SearchedFor, day, _searched_rows(day))
    done = writings(seen_on(day, OF_WRITINGS))
    products = _existing(Product, {one.product_id for one in done})
    for one in done:
        one.product_id = one.product_id if one.product_id in products else None
    _replace(WritingTally, day, [_row(*place, counts) for place, counts in writing_tallies(done).items()])
    suggested = suggestion_tallies(done)
    posts = _existing(Post, {post_id for _, post_id in suggested})
    rows = [
        _row(*place, counts) | {"post_id": post_id}
        for (place, post_id), counts in suggested.items()
        if post_id in posts
    ]
    _replace(SuggestionTally, day, rows)


def forget_observed() -> None:
    """Delete what was counted long ago from the log: only the figures stay."""
    before = begin_of(clock.now().date() - REMEMBERED)
    db.session.execute(
        delete(Observation).where(Observation.kind.in_((*OF_SEARCHES, *OF_WRITINGS)), Observation.at < before)
    )


def _searched_rows(day: date) -> list[dict[str, Any]]:
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for (language, folded), tally in text_tallies(seen_on(day, OF_SEARCHES)).items():
        key = (language, folded[:LONGEST_KEPT])
        typed = min(tally.typed, key=lambda text: (-tally.typed[text], text))
        rows[key] = {
            "language": language,
            "folded": key[1],
            "typed": typed[:LONGEST_KEPT],
            "people": len(tally.visitors),
            **{name: tally.counts[name] for name in ("searches", "without_result", "without_click", "refined")},
        }
    return list(rows.values())


def _row(composer: str, language: str, product_id: int | None, counts: dict[str, int]) -> dict[str, Any]:
    place = {"composer": composer[:20], "language": language[:3], "product_id": product_id}
    return place | {name: counts[name] for name in ENDINGS}


def _existing(model: type[Post] | type[Product], ids: Collection[int | None]) -> set[int]:
    """Return those ids that still name a row: what was deleted since has no figures."""
    wanted, found = sorted(one for one in ids if one), set[int]()
    for first in range(0, len(wanted), TOGETHER):
        found.update(db.session.scalars(select(model.id).where(model.id.in_(wanted[first : first + TOGETHER]))))
    return found


def _replace(
    model: type[SearchedFor] | type[SuggestionTally] | type[WritingTally], day: date, rows: list[dict[str, Any]]
) -> None:
    db.session.execute(delete(model).where(model.day == day))
    if rows:
        db.session.execute(insert(model), [row | {"day": day} for row in rows])
