"""Voices through the eyes of a reader: evidence whose post the reader may see, and quotes with the tying words marked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup
from sqlalchemy import ColumnElement, Select, or_, select, true
from sqlalchemy.orm import contains_eager, joinedload

from community.core import text
from community.core.database import db
from community.core.errors import NotFoundError
from community.core.locale import _l
from community.insights.models import Evidence, Voice
from community.insights.queries.board import refuse_others
from community.insights.speaking import voice_text
from community.members.models import Viewer
from community.posts.models import Post
from community.posts.queries import shown_to

AROUND = 140
LONGEST_QUOTE = 320


@dataclass(frozen=True)
class Quote:
    """A voice in its own words, the tying ones marked; `role` says why it was chosen."""

    role: str
    evidence: Evidence
    words: Markup


def may_read(viewer: Viewer) -> ColumnElement[bool]:
    """Return the condition under which a joined post is the reader's; a join with a subquery would read every post."""
    condition = shown_to(Post, viewer).whereclause
    return true() if condition is None else condition


def seen(viewer: Viewer) -> Select[Evidence]:
    """Select evidence whose post the reader may see; what was no post (a search) has no author to protect."""
    return (
        select(Evidence)
        .join(Evidence.voice)
        .outerjoin(Voice.post)
        .where(or_(Voice.post_id.is_(None), may_read(viewer)))
        .options(
            contains_eager(Evidence.voice)
            .contains_eager(Voice.post)
            .options(
                joinedload(Post.author),
                joinedload(Post.organization),
                joinedload(Post.product),
                joinedload(Post.thread),
            )
        )
    )


def get_evidence(evidence_id: int, viewer: Viewer, *, for_update: bool = False) -> Evidence:
    """Return a piece of evidence to whoever may read needs and its post."""
    refuse_others(viewer)
    rows = seen(viewer).where(Evidence.id == evidence_id)
    evidence = db.session.scalar(rows.with_for_update(of=Evidence) if for_update else rows)
    if evidence is None:
        raise NotFoundError(_l("There is no such post, or it is not open to you."))
    return evidence


def said(evidence: Evidence) -> str:
    """Return all that was said, as its spans and ties count it."""
    post = evidence.voice.post
    return voice_text(post.title, post.plain) if post else evidence.voice.text


def words_at(evidence: Evidence, places: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the words of a voice that caused a reading, as they were typed, each once."""
    spoken = said(evidence)
    found = [spoken[place["start"] : place["end"]] for place in places if "start" in place and "end" in place]
    return list(dict.fromkeys(word for word in found if word))


def marked(evidence: Evidence) -> Markup:
    """Return the part of a voice around its tying words, those marked; everything else escaped."""
    words = said(evidence)
    ties = sorted((tie["start"], tie["end"]) for tie in evidence.ties if 0 <= tie["start"] < tie["end"] <= len(words))
    begin = _word_start(words, max(0, ties[0][0] - AROUND)) if ties else 0
    end = min(len(words), begin + LONGEST_QUOTE)
    parts, place = [Markup("…") if begin else Markup()], begin
    for start, stop in ties:
        if start >= place and stop <= end:
            parts += [Markup("{}<mark>{}</mark>").format(words[place:start], words[start:stop])]
            place = stop
    cut = text.excerpt(words[place:end], LONGEST_QUOTE) if end < len(words) else words[place:end]
    return Markup().join([*parts, cut, Markup("…") if end < len(words) and not cut.endswith("…") else Markup()])


def _word_start(words: str, place: int) -> int:
    space = words.find(" ", place)
    return 0 if place == 0 else (space + 1 if 0 <= space < place + 40 else place)
