"""What programs read: needs, evidence and decisions, through the eyes of a token's owner."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, defer, joinedload

from community.core.database import db
from community.core.errors import NotFoundError
from community.core.locale import _l
from community.core.paging import Page, page_of
from community.insights.models import Evidence, Need, NeedEvent, Voice
from community.insights.queries.board import refuse_others
from community.members.models import Viewer
from community.posts.models import Post
from community.posts.queries import shown_to
from community.products.models import Product

DECISIONS = ("decided", "reopened")


@dataclass(frozen=True)
class Wanted:
    """What a program narrowed its question to; empty means everything."""

    state: str = ""
    product: str = ""
    language: str = ""
    words: str = ""


def needs(wanted: Wanted, viewer: Viewer, *, cursor: str | None, size: int) -> Page[Need]:
    """Return a page of needs that stand, the newest first: an order that holds while somebody pages."""
    refuse_others(viewer)
    rows = select(Need).where(Need.merged_into_id.is_(None), Need.dismissed_at.is_(None), Need.post_count > 0)
    if wanted.state:
        rows = rows.where(Need.state == wanted.state)
    if wanted.language:
        rows = rows.where(Need.language == wanted.language)
    if wanted.words:
        named = Need.label.icontains(wanted.words, autoescape=True) | Need.title.icontains(
            wanted.words, autoescape=True
        )
        rows = rows.where(named)
    if wanted.product:
        about = (
            select(Evidence.need_id)
            .join(Voice, Voice.id == Evidence.voice_id)
            .join(Post, Post.id == Voice.post_id)
            .join(Product, Product.id == Post.product_id)
            .where(Product.slug == wanted.product, ~Evidence.refused, Post.shown)
        )
        rows = rows.where(Need.id.in_(about))
    rows = rows.options(defer(Need.centroid), joinedload(Need.owner))
    return page_of(rows, [Need.id], cursor=cursor, size=size)


def one_need(need_id: int, viewer: Viewer) -> Need:
    """Return a need, also one that was joined with another or dismissed."""
    refuse_others(viewer)
    rows = select(Need).where(Need.id == need_id).options(defer(Need.centroid), joinedload(Need.owner))
    need = db.session.scalar(rows)
    if need is None:
        raise NotFoundError(_l("There is no such need, or it is not open to you."))
    return need


def evidence(need: Need, viewer: Viewer, *, cursor: str | None, size: int) -> Page[Evidence]:
    """Return a page of the posts behind a need that the viewer may see, the strongest first."""
    refuse_others(viewer)
    seen = shown_to(Post, viewer).with_only_columns(Post.id)
    post = contains_eager(Evidence.voice).contains_eager(Voice.post)
    rows = (
        select(Evidence)
        .join(Evidence.voice)
        .join(Voice.post)
        .where(Evidence.need_id == need.id, ~Evidence.refused, Post.id.in_(seen))
        .options(post.options(joinedload(Post.author), joinedload(Post.organization), joinedload(Post.product)))
    )
    return page_of(rows, [Evidence.weight, Evidence.id], cursor=cursor, size=size)


def decisions(need: Need, viewer: Viewer, *, cursor: str | None, size: int) -> Page[NeedEvent]:
    """Return a page of what was decided about a need, the latest first."""
    refuse_others(viewer)
    rows = select(NeedEvent).where(NeedEvent.need_id == need.id, NeedEvent.kind.in_(DECISIONS))
    return page_of(rows, [NeedEvent.id], cursor=cursor, size=size)
