"""The board: needs in their order, with what each reader's filters leave."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import defer, joinedload

from community.core.database import db
from community.core.errors import NotFoundError
from community.core.locale import _l
from community.core.paging import Page, page_of
from community.insights import policies
from community.insights.models import EngineRun, Evidence, Need, NeedState, Voice
from community.members.models import Viewer
from community.posts.models import Post
from community.products.models import Product

COLUMN = 6


@dataclass(frozen=True)
class Filters:
    """What the reader narrowed the board to; empty means everything."""

    state: str = ""
    product: str = ""
    language: str = ""
    words: str = ""
    dismissed: bool = False


@dataclass(frozen=True)
class Standing:
    """How far the engine has come: live needs, voices read, voices waiting, and the last full run."""

    needs: int
    voices: int
    waiting: int
    last_run: EngineRun | None


@dataclass(frozen=True)
class Column:
    """The needs of one state, as many as fit."""

    state: NeedState
    needs: Sequence[Need]
    count: int


def refuse_others(viewer: Viewer) -> None:
    """Raise `NotFoundError` for whoever may not read needs: the desk is not there for them."""
    if not policies.may_read_needs(viewer):
        raise NotFoundError(_l("There is no such page, or it is not open to you."))


def live_needs(filters: Filters) -> Select[Need]:
    """Select needs that stand, behind which shown posts are, narrowed by the filters."""
    rows = select(Need).where(Need.merged_into_id.is_(None)).options(defer(Need.centroid))
    rows = rows.where(Need.dismissed_at.is_not(None) if filters.dismissed else Need.dismissed_at.is_(None))
    if not filters.dismissed:
        rows = rows.where(Need.post_count > 0)
    if filters.state:
        rows = rows.where(Need.state == filters.state)
    if filters.language:
        rows = rows.where(Need.language == filters.language)
    if filters.words:
        rows = rows.where(
            or_(
                Need.label.icontains(filters.words, autoescape=True),
                Need.title.icontains(filters.words, autoescape=True),
            )
        )
    return rows.where(Need.id.in_(_about(filters.product))) if filters.product else rows


def _about(product: str) -> Select[int]:
    return (
        select(Evidence.need_id)
        .join(Voice, Voice.id == Evidence.voice_id)
        .join(Post, Post.id == Voice.post_id)
        .join(Product, Product.id == Post.product_id)
        .where(Product.slug == product, ~Evidence.refused, Post.shown)
    )


def ranked(filters: Filters, cursor: str | None = None) -> Page[Need]:
    """Return a page of needs, the most pressing first."""
    return page_of(live_needs(filters).options(joinedload(Need.owner)), [Need.rank, Need.id], cursor=cursor, size=25)


def columns(filters: Filters) -> list[Column]:
    """Return the needs of each state, the most pressing of each."""
    counts = dict(
        db.session.execute(live_needs(filters).with_only_columns(Need.state, func.count()).group_by(Need.state)).all()
    )
    return [Column(state, _first(filters, state), counts.get(state, 0)) for state in NeedState]


def _first(filters: Filters, state: NeedState) -> Sequence[Need]:
    rows = live_needs(filters).where(Need.state == state).options(joinedload(Need.owner))
    return db.session.scalars(rows.order_by(Need.rank.desc(), Need.id.desc()).limit(COLUMN)).all()


def standing() -> Standing:
    """Return how far the engine has come."""
    needs = select(func.count(Need.id)).where(
        Need.merged_into_id.is_(None), Need.dismissed_at.is_(None), Need.post_count > 0
    )
    held = select(Evidence.voice_id).where(~Evidence.refused)
    last = select(EngineRun).where(EngineRun.finished_at.is_not(None)).order_by(EngineRun.id.desc()).limit(1)
    return Standing(
        needs=db.session.scalar(needs) or 0,
        voices=db.session.scalar(select(func.count(Voice.id))) or 0,
        waiting=db.session.scalar(select(func.count(Voice.id)).where(Voice.id.not_in(held))) or 0,
        last_run=db.session.scalar(last),
    )


def needs_named(words: str, *, but: Need, most: int = 8) -> Sequence[Need]:
    """Return needs whose name holds the words, to join with or move to."""
    rows = live_needs(Filters(words=words)).where(Need.id != but.id)
    return db.session.scalars(rows.order_by(Need.rank.desc()).limit(most)).all()
