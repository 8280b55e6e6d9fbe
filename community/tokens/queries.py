"""Reads of tokens."""

import hashlib
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from community.core.database import db
from community.core.errors import NotFoundError
from community.core.locale import _l
from community.members.models import ApiToken, Member, Viewer
from community.tokens import policies

LONGEST_SECRET = 100


def hash_of(secret: str) -> str:
    """Return what is kept of a token: it is as long as a hash itself, so no salt could add to it."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def running_token(secret: str) -> ApiToken | None:
    """Return the token of this secret with its owner, unless it was revoked or its owner is suspended."""
    if not 0 < len(secret) <= LONGEST_SECRET:
        return None
    rows = select(ApiToken).join(ApiToken.member).options(joinedload(ApiToken.member))
    rows = rows.where(ApiToken.token_hash == hash_of(secret), ApiToken.revoked_at.is_(None))
    return db.session.scalar(rows.where(Member.suspended_at.is_(None)))


def tokens_of(viewer: Viewer) -> Sequence[ApiToken]:
    """Return the viewer's own tokens, the latest first; an administrator's page lists everybody's."""
    refuse_others(viewer)
    rows = select(ApiToken).options(joinedload(ApiToken.member)).order_by(ApiToken.id.desc()).limit(200)
    if not viewer.is_administrator:
        rows = rows.where(ApiToken.member_id == viewer.id)
    return db.session.scalars(rows).all()


def get_token(token_id: int, viewer: Viewer) -> ApiToken:
    """Return a token, locked, to its owner or an administrator."""
    refuse_others(viewer)
    token = db.session.scalar(select(ApiToken).where(ApiToken.id == token_id).with_for_update())
    if token is None or not (viewer.is_administrator or token.member_id == viewer.id):
        raise NotFoundError(_l("There is no such token, or it is not yours."))
    return token


def refuse_others(viewer: Viewer) -> None:
    """Raise `NotFoundError` for whoever may make no tokens: the page is not there for them."""
    if not policies.may_make_tokens(viewer):
        raise NotFoundError(_l("There is no such page, or it is not open to you."))
