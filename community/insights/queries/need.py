"""One need: its figures, its evidence through the eyes of the reader, its people, its history."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from community.articles.models import Article
from community.core import locale
from community.core.database import db
from community.core.errors import NotFoundError
from community.core.locale import _l
from community.core.paging import Page, page_of
from community.ideas.models import Idea
from community.insights import policies
from community.insights.models import Evidence, Need, NeedComment, NeedEvent
from community.insights.queries import around
from community.insights.queries.around import Counted
from community.insights.queries.board import product_team, refuse_others
from community.insights.queries.outcome import Outcome, outcome_of
from community.insights.queries.proposals import Proposed, proposals
from community.insights.queries.voices import Quote, marked, seen
from community.members.models import Member, Viewer
from community.posts.models import Kind, Post
from community.posts.queries import shown_to
from community.problems.models import Problem

MOST_TERMS = 12
QUOTES = 3


@dataclass(frozen=True)
class NeedPage:
    """All that the page of a need shows."""

    need: Need
    place: int | None
    heir: Need | None
    quotes: list[Quote]
    evidence: Page[Evidence]
    refused: Sequence[Evidence]
    ideas: Sequence[Idea]
    suggested_ideas: Sequence[Idea]
    articles: Sequence[Article]
    open_problems: Sequence[Problem]
    similar: Sequence[Need]
    organizations: Sequence[Counted]
    people: Sequence[Counted]
    products: Sequence[Counted]
    history: Sequence[NeedEvent]
    notes: Sequence[NeedComment]
    proposals: Sequence[Proposed]
    owners: Sequence[Member]
    marks: list[tuple[date, str]]
    releases: list[tuple[date, str]]
    outcome: Outcome | None
    terms: list[str]
    may_name: bool

    @property
    def posts(self) -> list[Post]:
        """Every post the page leads to."""
        shown = [*self.evidence.rows, *self.refused, *(quote.evidence for quote in self.quotes)]
        behind = [evidence.voice.post for evidence in shown if evidence.voice.post]
        return [*behind, *self.ideas, *self.suggested_ideas, *self.articles, *self.open_problems]


def get_need(need_id: int, viewer: Viewer, *, for_update: bool = False) -> Need:
    """Return a need to whoever may read needs."""
    refuse_others(viewer)
    rows = select(Need).where(Need.id == need_id).options(joinedload(Need.owner), joinedload(Need.theme))
    need = db.session.scalar(rows.with_for_update(of=Need) if for_update else rows)
    if need is None:
        raise NotFoundError(_l("There is no such need, or it is not open to you."))
    return need


def need_page(need: Need, viewer: Viewer, cursor: str | None = None) -> NeedPage:
    """Load a need with its evidence, the strongest first."""
    mine = seen(viewer).where(Evidence.need_id == need.id)
    standing = mine.where(~Evidence.refused)
    may_name = policies.may_name_people(need.customer_count)
    return NeedPage(
        need=need,
        place=_place(need),
        heir=db.session.get(Need, need.merged_into_id) if need.merged_into_id else None,
        quotes=_quotes(need, standing),
        evidence=page_of(standing, [Evidence.weight, Evidence.id], cursor=cursor, size=15),
        refused=db.session.scalars(mine.where(Evidence.refused).order_by(Evidence.id.desc()).limit(10)).all(),
        ideas=around.linked_ideas(need, viewer),
        suggested_ideas=around.suggested_ideas(need, viewer),
        articles=around.linked_articles(need, viewer),
        open_problems=around.open_problems(need, viewer),
        similar=around.similar_needs(need),
        organizations=around.organizations_behind(need) if may_name else [],
        people=around.people_behind(need) if may_name else [],
        products=around.products_behind(need),
        history=_history(need),
        notes=around.notes_on(need),
        proposals=proposals(viewer, need=need),
        owners=product_team(),
        marks=_marks(need),
        releases=around.releases_of(need, _first_week(need)),
        outcome=outcome_of(need),
        terms=list(need.phrases[:MOST_TERMS]),
        may_name=may_name,
    )


def _place(need: Need) -> int | None:
    """Return where a need stands among all on the board; None while nobody stands behind it."""
    if not need.factors or need.merged_into_id is not None or need.dismissed_at is not None:
        return None
    rows = select(func.count(Need.id)).where(Need.merged_into_id.is_(None), Need.dismissed_at.is_(None))
    before = (Need.rank > need.rank) | ((Need.rank == need.rank) & (Need.id > need.id))
    return 1 + (db.session.scalar(rows.where(Need.post_count > 0, before)) or 0)


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
    others = standing.where(Evidence.voice_id.not_in(chosen)).order_by(Evidence.weight.desc(), Evidence.id.desc())
    return db.session.scalars(others.limit(most)).unique().all()


def _history(need: Need) -> Sequence[NeedEvent]:
    rows = select(NeedEvent).where(NeedEvent.need_id == need.id).options(joinedload(NeedEvent.by))
    return db.session.scalars(rows.order_by(NeedEvent.id.desc()).limit(30)).all()


def _first_week(need: Need) -> date:
    return date.fromisoformat(str(need.weekly[0][0])) if need.weekly else date.max


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
