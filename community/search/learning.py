"""From what was looked on at, in the order it happened, to figures of a day; who it was is a hash of that day only.

A *search* goes on while one visitor stays with the same words: reloading, filtering and paging do not count again. It
is *refined* if other words follow soon and nothing was opened between. A *writing* is what one visitor does at one
composer between the first suggestion and its end: another post solved it, he joined somebody's, or he posted.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from community.core.language import fold
from community.search.discretion import without_personal_parts

SAME_SEARCH = timedelta(minutes=30)
SOON = timedelta(minutes=5)
LONGEST_PAUSE = timedelta(hours=2)
SEARCHED, RESULT_OPENED = "search", "search.opened"
SHOWN, OPENED, POSTED, UNDONE = "similar.shown", "similar.opened", "similar.posted", "similar.undone"
ENDS = {"similar.solved": "solved", "similar.joined": "joined", POSTED: "posted"}
OF_SEARCHES = (SEARCHED, RESULT_OPENED)
OF_WRITINGS = (SHOWN, OPENED, *ENDS, UNDONE)


class Seen(NamedTuple):
    """An observation, as the log holds it."""

    at: datetime
    kind: str
    visitor: str
    details: dict[str, Any]


@dataclass(slots=True)
class Search:
    """One visitor looking for one text."""

    visitor: str
    language: str
    folded: str
    typed: str
    last_at: datetime
    has_result: bool
    is_opened: bool = False
    is_refined: bool = False


@dataclass(slots=True)
class Writing:
    """One visitor at one composer: which posts were shown to him, which he opened, and how it ended."""

    composer: str
    last_at: datetime
    language: str = "und"
    product_id: int | None = None
    shown: set[int] = field(default_factory=set)
    opened: set[int] = field(default_factory=set)
    end: str = ""
    end_post_id: int | None = None


@dataclass(slots=True)
class TextTally:
    """How often and by how many a text was looked for on a day."""

    typed: Counter[str] = field(default_factory=Counter)
    visitors: set[str] = field(default_factory=set)
    counts: Counter[str] = field(default_factory=Counter)


Place = tuple[str, str, int | None]
"""Composer, language and product of a writing."""


def text_tallies(seen: Iterable[Seen]) -> dict[tuple[str, str], TextTally]:
    """Count the searches of a day by language and folded text."""
    tallies: dict[tuple[str, str], TextTally] = defaultdict(TextTally)
    for one in searches(seen):
        tally = tallies[one.language, one.folded]
        tally.typed[one.typed] += 1
        tally.visitors.add(one.visitor)
        tally.counts["searches"] += 1
        tally.counts["without_result"] += not one.has_result
        tally.counts["without_click"] += one.has_result and not one.is_opened
        tally.counts["refined"] += one.is_refined
    return tallies


def searches(seen: Iterable[Seen]) -> Iterator[Search]:
    """Tell the searches of each visitor apart."""
    by_visitor: dict[str, list[Search]] = defaultdict(list)
    for one in seen:
        typed, folded = _words(one)
        if not folded:
            continue
        before = by_visitor[one.visitor]
        same = next((former for former in reversed(before) if _is_same(former, folded, one)), None)
        if one.kind == RESULT_OPENED:
            if same:
                same.is_opened, same.last_at = True, one.at
        elif same:
            same.last_at, same.has_result = one.at, same.has_result or bool(one.details.get("results"))
        else:
            _note_refining(before, one.at)
            before.append(_begun(one, typed, folded))
    for visitor_searches in by_visitor.values():
        yield from visitor_searches


def _words(one: Seen) -> tuple[str, str]:
    """Return a search's text as typed and folded; what names a person is gone from both."""
    typed = without_personal_parts(str(one.details.get("typed") or one.details.get("query") or ""))
    return typed, without_personal_parts(fold(typed))


def _is_same(former: Search, folded: str, one: Seen) -> bool:
    return former.folded == folded and one.at - former.last_at <= SAME_SEARCH


def _note_refining(before: list[Search], at: datetime) -> None:
    if before and not before[-1].is_opened and at - before[-1].last_at <= SOON:
        before[-1].is_refined = True


def _begun(one: Seen, typed: str, folded: str) -> Search:
    language = str(one.details.get("language") or "und")
    return Search(one.visitor, language, folded, typed, one.at, bool(one.details.get("results")))


def writing_tallies(all_writings: Iterable[Writing]) -> dict[Place, Counter[str]]:
    """Count writings by where they were written and how they ended."""
    tallies: dict[Place, Counter[str]] = defaultdict(Counter)
    for writing in all_writings:
        tally = tallies[writing.composer, writing.language, writing.product_id]
        tally["shown"] += 1
        tally["opened"] += bool(writing.opened)
        tally[writing.end] += 1
    return tallies


def suggestion_tallies(all_writings: Iterable[Writing]) -> dict[tuple[Place, int], Counter[str]]:
    """Count for each suggested post in how many writings it was shown, opened, solved it, was joined, or was posted past."""
    tallies: dict[tuple[Place, int], Counter[str]] = defaultdict(Counter)
    for writing in all_writings:
        place = (writing.composer, writing.language, writing.product_id)
        for post_id in writing.shown:
            tally = tallies[place, post_id]
            tally["shown"] += 1
            tally["opened"] += post_id in writing.opened
            if writing.end == "posted" or post_id == writing.end_post_id:
                tally[writing.end] += 1
    return tallies


def writings(seen: Iterable[Seen]) -> list[Writing]:
    """Join what was shown, opened and done at one composer; whatever comes twice counts once."""
    done: list[Writing] = []
    current: dict[tuple[str, str], Writing] = {}
    for one in seen:
        key = (one.visitor, str(one.details.get("composer") or ""))
        writing = current.get(key)
        if one.kind == SHOWN and (writing is None or writing.end or one.at - writing.last_at > LONGEST_PAUSE):
            writing = current[key] = Writing(key[1], one.at)
            done.append(writing)
        if writing is not None:
            _go_on(writing, one)
    return done


def _go_on(writing: Writing, one: Seen) -> None:
    post_id: Any = one.details.get("post_id")
    if one.kind == UNDONE:
        writing.end, writing.end_post_id = "", None
    elif writing.end:
        return
    elif one.kind == SHOWN:
        writing.shown.update(one.details.get("post_ids") or ())
        writing.language = str(one.details.get("language") or writing.language)
        writing.product_id = one.details.get("product_id") or writing.product_id
    elif one.kind == OPENED:
        writing.opened |= {post_id} & writing.shown
    else:
        writing.end, writing.end_post_id = ENDS[one.kind], post_id
        writing.shown |= {post_id} - {None}
    writing.last_at = one.at
