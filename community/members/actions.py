"""Writes of members, organizations and sign-in sessions."""

import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import update

from community.core import clock, locale
from community.core.database import db
from community.core.language import fold
from community.core.text import clean_line
from community.members import queries
from community.members.models import Member, Organization, Role, SignInSession

HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
UNKNOWN_HASH = HASHER.hash("nobody has this password")


def add_member(
    *,
    name: str,
    email: str | None = None,
    password: str | None = None,
    roles: tuple[Role, ...] = (),
    organization: Organization | None = None,
    language: str | None = None,
    external_id: str | None = None,
) -> Member:
    """Add a member; one without e-mail and password cannot sign in."""
    name = clean_line(name)[:80]
    member = Member(
        name=name,
        name_folded=fold(name)[:120],
        email=email.strip().lower() if email else None,
        password_hash=HASHER.hash(password) if password else None,
        organization=organization,
        language=language or locale.language(),
        external_id=external_id,
        **{f"is_{role}": True for role in roles},
    )
    db.session.add(member)
    return member


def add_organization(name: str) -> Organization:
    """Return the organization of this name, new if need be."""
    name = clean_line(name)[:80]
    organization = queries.organization_by_name(name)
    if organization is None:
        organization = Organization(name=name)
        db.session.add(organization)
        db.session.flush()
    return organization


def check_password(member: Member | None, password: str) -> bool:
    """Tell whether the password is right, in the same time for known and unknown members."""
    kept = member.password_hash if member and member.password_hash else UNKNOWN_HASH
    try:
        is_right = HASHER.verify(kept, password)
    except (VerificationError, InvalidHashError):
        is_right = False
    return is_right and member is not None and member.suspended_at is None


def open_session(member: Member, *, browser: str) -> str:
    """Open a sign-in session and return its secret, which is kept nowhere else."""
    token = secrets.token_urlsafe(32)
    db.session.add(SignInSession(token_hash=queries.token_hash(token), member_id=member.id, browser=browser))
    return token


def end_session_of(token: str) -> None:
    """End the session of this secret."""
    db.session.execute(
        update(SignInSession)
        .where(SignInSession.token_hash == queries.token_hash(token), SignInSession.ended_at.is_(None))
        .values(ended_at=clock.now())
    )


def end_other_sessions(member: Member, *, keep_token: str | None) -> None:
    """End every session of the member but the one of this secret."""
    kept = queries.token_hash(keep_token) if keep_token else ""
    db.session.execute(
        update(SignInSession)
        .where(SignInSession.member_id == member.id, SignInSession.ended_at.is_(None), SignInSession.token_hash != kept)
        .values(ended_at=clock.now())
    )
