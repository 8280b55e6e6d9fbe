"""Reads of members, organizations and sign-in sessions."""

import hashlib
from collections.abc import Sequence

from sqlalchemy import select

from community.core.database import db
from community.core.errors import NotFoundError
from community.core.locale import _l
from community.members.models import Member, Organization, SignInSession


def token_hash(token: str) -> str:
    """Return what the database keeps of a session's secret."""
    return hashlib.sha256(token.encode()).hexdigest()


def member_of_session(token: str) -> Member | None:
    """Return the member behind a running session, unless suspended; one statement."""
    return db.session.scalar(
        select(Member)
        .join(SignInSession, SignInSession.member_id == Member.id)
        .where(SignInSession.token_hash == token_hash(token), SignInSession.ended_at.is_(None))
        .where(Member.suspended_at.is_(None))
    )


def get_member(member_id: int, *, for_update: bool = False) -> Member:
    """Return the member or raise `NotFoundError`."""
    member = db.session.get(Member, member_id, with_for_update=for_update)
    if member is None:
        raise NotFoundError(_l("There is no such member."))
    return member


def member_by_email(email: str) -> Member | None:
    """Return who signs in with this address; addresses are kept in lower case."""
    return db.session.scalar(select(Member).where(Member.email == email.strip().lower()))


def sessions_of(member: Member) -> Sequence[SignInSession]:
    """Return the browsers in which the member is signed in, the latest first."""
    return db.session.scalars(
        select(SignInSession)
        .where(SignInSession.member_id == member.id, SignInSession.ended_at.is_(None))
        .order_by(SignInSession.id.desc())
    ).all()


def organization_by_name(name: str) -> Organization | None:
    """Return the organization of exactly this name."""
    return db.session.scalar(select(Organization).where(Organization.name == name))
