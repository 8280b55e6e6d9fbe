"""The kept views of the board."""

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from community.core.database import db
from community.core.errors import NotFoundError
from community.core.locale import _l
from community.insights.models import SavedView
from community.insights.queries.board import refuse_others
from community.members.models import Member


def views_for(viewer: Member) -> Sequence[SavedView]:
    """Return the viewer's own views and those that others share, by name."""
    rows = select(SavedView).where(or_(SavedView.member_id == viewer.id, SavedView.shared))
    return db.session.scalars(rows.options(joinedload(SavedView.member)).order_by(SavedView.name, SavedView.id)).all()


def get_view(view_id: int, viewer: Member) -> SavedView:
    """Return one of the viewer's own views; to everybody else it is not there."""
    refuse_others(viewer)
    view = db.session.get(SavedView, view_id)
    if view is None or view.member_id != viewer.id:
        raise NotFoundError(_l("There is no such view, or it is not yours."))
    return view
