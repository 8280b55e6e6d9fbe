"""Counts for the tabs of a page."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, func, select

from community.core.database import db
from community.posts.queries import MOST_COUNTED


def counts_of(rows: Mapping[str, Select[Any]]) -> dict[str, int]:
    """Count each of these up to 1,001, which a page shows as "more than 1,000"; one statement for all."""
    limited = {name: one.order_by(None).limit(MOST_COUNTED + 1).subquery() for name, one in rows.items()}
    columns = [select(func.count()).select_from(one).scalar_subquery().label(name) for name, one in limited.items()]
    return dict(db.session.execute(select(*columns)).one()._mapping)
