"""Writes of tokens."""

import secrets
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, select, update

from community.core import clock
from community.core.database import db
from community.core.events import announce
from community.core.observations import Observation
from community.core.text import clean_line
from community.members.models import ApiToken, Member
from community.tokens import queries
from community.tokens.events import TokenMade, TokenRevoked
from community.tokens.policies import Scope

USED = "token_used"
PREFIX = "anj_"
SHOWN = 12
LONGEST_NAME = 80


def make_token(name: str, scopes: Iterable[Scope], *, by: Member) -> tuple[ApiToken, str]:
    """Make a token; return it with its secret, which is shown once and kept nowhere."""
    queries.refuse_others(by)
    secret = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken(
        member_id=by.id, name=clean_line(name)[:LONGEST_NAME], token_hash=queries.hash_of(secret),
        beginning=secret[:SHOWN], scopes=sorted(scope.value for scope in scopes),
    )  # fmt: skip
    db.session.add(token)
    announce(TokenMade(token, by=by))
    return token, secret


def revoke_token(token: ApiToken, *, by: Member) -> None:
    """Make it worth nothing from this moment."""
    if token.revoked_at is None:
        token.revoked_at = clock.now()
        announce(TokenRevoked(token, by=by))


def note_use() -> int:
    """Fold what was observed into the tokens; return how many were used."""
    seen = db.session.execute(
        select(Observation.id, Observation.at, Observation.details).where(Observation.kind == USED)
    )
    latest: dict[int, datetime] = {}
    ids = []
    for row in seen:
        ids.append(row.id)
        number = row.details["token"]
        latest[number] = max(row.at, latest.get(number, row.at))
    for number, at in latest.items():
        db.session.execute(update(ApiToken).where(ApiToken.id == number).values(last_used_at=at))
    for start in range(0, len(ids), 500):
        db.session.execute(delete(Observation).where(Observation.id.in_(ids[start : start + 500])))
    return len(latest)
