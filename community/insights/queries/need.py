"""One need: its figures, its evidence through the eyes of the reader, its people, its history."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup
from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager, joinedload

from community.core import locale, text
from community.core.database import db
from community.core.errors import NotFoundError
from community.core.locale import _l
from community.core.paging import Page, page_of
from community.ideas.models import Idea
from community.insights import policies
from community.insights.models import Evidence, Need, NeedEvent, NeedIdea, Voice
from community.insights.queries.board import refuse_others
from community.insights.speaking import voice_text
from community.members.models import Member, Organization, Viewer
from community.posts.models import Kind, Post
from community.posts.queries import shown_to

AROUND = 140
LONGEST_QUOTE = 320
MOST_TERMS = 12
QUOTES = 3


@dataclass(frozen=True)
class Quote:
    """A voice in its own words, the tying ones marked; `role` says why it was chosen."""

    role: str
    evidence: Evidence
    words: Markup


@dataclass(frozen=True)
class NeedPage:
    """All that the page of a need shows."""

    need: Need
    heir: Need | None
    quotes: list[Quote]
    evidence: Page[Evidence]
    refused: Sequence[Evidence]
    ideas: Sequence[Idea]
    suggested_ideas: Sequence[Idea]
    organizations: Sequence[Organization]
    history: Sequence[NeedEvent]
    owners: Sequence[Member]
    marks: list[tuple[date, str]]
    terms: list[str]
    may_name: bool


def get_need(need_id: int, viewer: Viewer, *, for_update: bool = False) -> Need:
    """Return a need to whoever may read needs."""
    refuse_others(viewer)
    rows = select(Need).where(Need.id == need_id).options(joinedload(Need.owner))
    need = db.session.scalar(rows.with_for_update(of=Need) if for_update else rows)
    if need is None:
        raise NotFoundError(_l("There is no such need, or it is not open to you."))
    return need


def get_evidence(evidence_id: int, viewer: Viewer, *, for_update: bool = False) -> Evidence:
    """Return a piece of evidence to whoever may read needs and its post."""
    refuse_others(viewer)
    rows = _seen(viewer).where(Evidence.id == evidence_id)
    evidence = db.session.scalar(rows.with_for_update(of=Evidence) if for_update else rows)
    if evidence is None:
        raise NotFoundError(_l("There is no such post, or it is not open to you."))
    return evidence


def _seen(viewer: Viewer) -> Select[Evidence]:
    """Select evidence whose post the reader may see."""
    seen = shown_to(Post, viewer).with_only_columns(Post.id)
    return (
        select(Evidence)
        .join(Evidence.voice)
        .join(Voice.post)
        .where(Post.id.in_(seen))
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


def need_page(need: Need, viewer: Viewer, cursor: str | None = None) -> NeedPage:
    """Load a need with its evidence, the strongest first."""
    mine = _seen(viewer).where(Evidence.need_id == need.id)
    standing = mine.where(~Evidence.refused)
    return NeedPage(
        need=need,
        heir=db.session.get(Need, need.merged_into_id) if need.merged_into_id else None,
        quotes=_quotes(need, standing),
        evidence=page_of(standing, [Evidence.weight, Evidence.id], cursor=cursor, size=15),
        refused=db.session.scalars(mine.where(Evidence.refused).order_by(Evidence.id.desc()).limit(10)).all(),
        ideas=_linked_ideas(need, viewer),
        suggested_ideas=_suggested_ideas(need, viewer),
        organizations=_organizations(standing) if policies.may_name_people(need.customer_count) else [],
        history=_history(need),
        owners=product_team(),
        marks=_marks(need),
        terms=list(need.phrases[:MOST_TERMS]),
        may_name=policies.may_name_people(need.customer_count),
    )


def _quotes(need: Need, standing: Select[Evidence]) -> list[Quote]:
    chosen: dict[int, str] = {voice_id: role for role, voice_id in need.quotes.items()}
    rows = db.session.scalars(standing.where(Evidence.voice_id.in_(chosen))).unique().all()
    order = ["nearest", "newest", "most_supported"]
    if len(rows) < QUOTES:
        rows = [*rows, *_strongest_others(standing, chosen, QUOTES - len(rows))]
    quotes = [Quote(chosen.get(one.voice_id, "strong"), one, marked(one)) for one in rows]
    return sorted(quotes, key=lambda quote: order.index(quote.role) if quote.role in order else len(order))


def _strongest_others(standing: Select[Evidence], chosen: Mapping[int, str], most: int) -> Sequence[Evidence]:
    """Return the strongest voices that were not chosen: where none is supported or newer, three still speak."""
    others = standing.where(Evidence.voice_id.not_in(chosen)).order_by(Evidence.weight.desc(), Evidence.id)
    return db.session.scalars(others.limit(most)).unique().all()


def marked(evidence: Evidence) -> Markup:
    """Return the part of a voice around its tying words, those marked; everything else escaped."""
    post = evidence.voice.post
    if post is None:
        return Markup()
    words = voice_text(post.title, post.plain)
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


def _linked_ideas(need: Need, viewer: Viewer) -> Sequence[Idea]:
    linked = select(NeedIdea.idea_id).where(NeedIdea.need_id == need.id)
    return db.session.scalars(shown_to(Idea, viewer).where(Idea.id.in_(linked)).order_by(Idea.vote_count.desc())).all()


def _suggested_ideas(need: Need, viewer: Viewer) -> Sequence[Idea]:
    """Return ideas that are evidence of the need and not linked yet, the most wanted first."""
    linked = select(NeedIdea.idea_id).where(NeedIdea.need_id == need.id)
    among = select(Voice.post_id).join(Evidence, Evidence.voice_id == Voice.id)
    among = among.where(Evidence.need_id == need.id, ~Evidence.refused)
    rows = shown_to(Idea, viewer).where(Idea.id.in_(among), Idea.id.not_in(linked))
    return db.session.scalars(rows.order_by(Idea.vote_count.desc(), Idea.id).limit(5)).all()


def _organizations(standing: Select[Evidence]) -> Sequence[Organization]:
    ids = standing.with_only_columns(Post.organization_id).where(Post.organization_id.is_not(None))
    return db.session.scalars(
        select(Organization).where(Organization.id.in_(ids)).order_by(Organization.name).limit(50)
    ).all()


def _history(need: Need) -> Sequence[NeedEvent]:
    rows = select(NeedEvent).where(NeedEvent.need_id == need.id).options(joinedload(NeedEvent.by))
    return db.session.scalars(rows.order_by(NeedEvent.id.desc()).limit(30)).all()


def product_team() -> Sequence[Member]:
    """Return who may own a need."""
    rows = select(Member).where(Member.is_analyst | Member.is_administrator, Member.suspended_at.is_(None))
    return db.session.scalars(rows.order_by(Member.name)).all()


def _marks(need: Need) -> list[tuple[date, str]]:
    """Return the days on which the need was decided, for the chart."""
    rows = select(NeedEvent).where(NeedEvent.need_id == need.id, NeedEvent.kind == "decided").order_by(NeedEvent.id)
    return [(locale.local(event.created_at).date(), event.details["state"]) for event in db.session.scalars(rows)]


def idea_of(idea_id: int, viewer: Viewer) -> Idea:
    """Return an idea the viewer may see."""
    idea = db.session.scalar(shown_to(Idea, viewer).where(Idea.id == idea_id))
    if idea is None:
        raise NotFoundError(_l("There is no such idea, or it is not open to you."))
    return idea


def facts_of_kinds(figures: dict[str, Any]) -> list[tuple[str, int]]:
    """Return how many posts of each kind speak of a need, the most first."""
    kinds: dict[str, int] = figures.get("kinds", {})
    known = {kind.value for kind in Kind}
    return sorted(((kind, count) for kind, count in kinds.items() if kind in known), key=lambda pair: -pair[1])
