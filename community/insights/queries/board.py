"""The board: needs in their order, with what each reader's filters leave."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from community.core.database import db
from community.core.errors import NotFoundError
from community.core.locale import _l
from community.core.paging import Page, page_of
from community.insights import policies
from community.insights.models import EngineRun, Need, NeedProposal, NeedState, ProposalState, Theme
from community.insights.queries.filters import SORTS, Filters, Heard, heard_within, live_needs
from community.members.models import Member, Organization, OrganizationField, OrganizationValue, Viewer

COLUMN = 6
MOST_ORGANIZATIONS = 300


@dataclass(frozen=True)
class Standing:
    """How far the engine has come: live needs, the posts behind them, what waited, and the last full run."""

    needs: int
    posts: int
    waiting: int
    proposals: int
    last_run: EngineRun | None


@dataclass(frozen=True)
class Column:
    """The needs of one state, as many as fit."""

    state: NeedState
    needs: Sequence[Need]
    count: int


@dataclass(frozen=True)
class FieldChoices:
    """A field of customer companies with every value it takes."""

    field: OrganizationField
    values: list[str]


@dataclass(frozen=True)
class Choices:
    """What the filters offer."""

    themes: Sequence[Theme]
    owners: Sequence[Member]
    organizations: Sequence[str]
    fields: list[FieldChoices]


def refuse_others(viewer: Viewer) -> None:
    """Raise `NotFoundError` for whoever may not read needs: the desk is not there for them."""
    if not policies.may_read_needs(viewer):
        raise NotFoundError(_l("There is no such page, or it is not open to you."))


def heard_on(filters: Filters) -> Mapping[int, Heard] | None:
    """Count anew where the filters leave fewer posts; None where the stored figures hold."""
    return heard_within(filters) if filters.is_narrow else None


def _chosen(filters: Filters, heard: Mapping[int, Heard] | None) -> Select[Need]:
    rows = live_needs(filters)
    return rows if heard is None else rows.where(Need.id.in_(heard))


def ranked(filters: Filters, heard: Mapping[int, Heard] | None = None, cursor: str | None = None) -> Page[Need]:
    """Return a page of needs in the chosen order, the most pressing first unless asked otherwise."""
    rows = _chosen(filters, heard).options(joinedload(Need.owner))
    return page_of(rows, [SORTS.get(filters.sort, Need.rank), Need.id], cursor=cursor, size=25)


def columns(filters: Filters, heard: Mapping[int, Heard] | None = None) -> list[Column]:
    """Return the needs of each state, the most pressing of each; two statements for all columns."""
    chosen = _chosen(replace(filters, state=""), heard)
    place = func.row_number().over(partition_by=Need.state, order_by=(Need.rank.desc(), Need.id.desc()))
    placed = chosen.with_only_columns(Need.id, place.label("place")).subquery()
    rows = live_needs(Filters(dismissed=filters.dismissed)).join(placed, placed.c.id == Need.id)
    first = db.session.scalars(rows.where(placed.c.place <= COLUMN).order_by(placed.c.place)).all()
    counted = chosen.with_only_columns(Need.state, func.count()).group_by(Need.state)
    counts = dict(db.session.execute(counted).tuples().all())
    return [Column(state, [one for one in first if one.state == state], counts.get(state, 0)) for state in NeedState]


def standing() -> Standing:
    """Return how far the engine has come; from stored figures, whatever the number of posts."""
    stands = (Need.merged_into_id.is_(None), Need.dismissed_at.is_(None), Need.post_count > 0)
    needs, posts = db.session.execute(select(func.count(Need.id), func.sum(Need.post_count)).where(*stands)).one()
    open_ones = select(func.count(NeedProposal.id)).where(NeedProposal.state == ProposalState.OPEN)
    last = last_run()
    return Standing(
        needs=needs,
        posts=posts or 0,
        waiting=(last.details.get("waiting") or 0) if last else 0,
        proposals=db.session.scalar(open_ones) or 0,
        last_run=last,
    )


def last_run() -> EngineRun | None:
    """Return the full run whose outcome stands."""
    rows = select(EngineRun).where(EngineRun.finished_at.is_not(None)).order_by(EngineRun.id.desc()).limit(1)
    return db.session.scalar(rows)


def product_team() -> Sequence[Member]:
    """Return who may own a need."""
    rows = select(Member).where(Member.is_analyst | Member.is_administrator, Member.suspended_at.is_(None))
    return db.session.scalars(rows.order_by(Member.name)).all()


def choices() -> Choices:
    """Return what the filters offer."""
    names = select(Organization.name).order_by(Organization.name).limit(MOST_ORGANIZATIONS)
    themes = select(Theme).where(Theme.need_count > 0).order_by(Theme.need_count.desc(), Theme.id)
    return Choices(
        themes=db.session.scalars(themes).all(),
        owners=product_team(),
        organizations=db.session.scalars(names).all(),
        fields=_fields(),
    )


def _fields() -> list[FieldChoices]:
    fields = {one.id: FieldChoices(one, []) for one in db.session.scalars(select(OrganizationField))}
    values = select(OrganizationValue.field_id, OrganizationValue.value).distinct()
    for field_id, value in db.session.execute(values.order_by(OrganizationValue.value)):
        fields[field_id].values.append(value)
    return [one for one in fields.values() if one.values]


def needs_named(words: str, *, but: Need, most: int = 8) -> Sequence[Need]:
    """Return needs whose name holds the words, to join with or move to."""
    rows = live_needs(Filters(words=words)).where(Need.id != but.id)
    return db.session.scalars(rows.order_by(Need.rank.desc()).limit(most)).all()
