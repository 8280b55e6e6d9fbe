"""Writes of members, organizations and sign-in sessions."""

import secrets
from collections.abc import Mapping

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError

from community.core import clock, locale
from community.core.database import db
from community.core.errors import ConflictError
from community.core.events import announce
from community.core.language import fold
from community.core.locale import _l
from community.core.text import clean, clean_line
from community.members import policies, queries
from community.members.events import (
    MemberRenamed,
    MemberSuspended,
    OrganizationAssigned,
    RoleGranted,
    RoleTaken,
    SuspensionLifted,
)
from community.members.models import (
    Member,
    Organization,
    OrganizationField,
    OrganizationValue,
    Role,
    SignInSession,
    Viewer,
)

HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
UNKNOWN_HASH = HASHER.hash("nobody has this password")
LONGEST_NAME = 80
LONGEST_FOLDED_NAME = 120


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
    member = Member(
        email=email.strip().lower() if email else None,
        password_hash=hash_password(password) if password else None,
        organization=organization,
        language=language or locale.language(),
        external_id=external_id,
        **{f"is_{role}": True for role in roles},
    )
    _name(member, name)
    db.session.add(member)
    return member


def sign_up(*, name: str, email: str, password_hash: str, language: str) -> Member | None:
    """Add a member who chose a password; nobody is added where the address is taken.

    The hash is made before the transaction (it takes long), and for a taken address too: both answers take equally long.
    """
    member = Member(email=email.strip().lower(), password_hash=password_hash, language=language)
    _name(member, name)
    try:
        with db.session.begin_nested():
            db.session.add(member)
    except IntegrityError:
        return None
    return member


def add_organization(name: str) -> Organization:
    """Return the organization of this name, new if need be."""
    name = clean_line(name)[:LONGEST_NAME]
    organization = queries.organization_by_name(name)
    if organization is None:
        organization = Organization(name=name)
        db.session.add(organization)
        db.session.flush()
    return organization


def edit_profile(member: Member, *, name: str, about: str, language: str) -> None:
    """Change what a member says about themselves."""
    before = member.name
    _name(member, name)
    member.about = clean(about)
    member.language = language
    if member.name != before:
        announce(MemberRenamed(member, before=before))


def hash_password(password: str) -> str:
    """Return what the database keeps of a password; takes some 30 ms and 19 MiB on purpose."""
    return HASHER.hash(password)


def check_password(member: Member | None, password: str) -> bool:
    """Tell whether the password is right, in the same time for known and unknown members."""
    kept = member.password_hash if member and member.password_hash else UNKNOWN_HASH
    try:
        HASHER.verify(kept, password)
    except (VerificationError, InvalidHashError):
        return False
    return member is not None and member.suspended_at is None


def change_password(member: Member, *, password_hash: str, keep_token: str | None) -> None:
    """Set a new password and end every session but the one of this secret: a thief is thrown out."""
    if member.email is None:
        raise ConflictError(_l("This member was imported and has no e-mail address to sign in with."))
    member.password_hash = password_hash
    end_other_sessions(member, keep_token=keep_token)


def open_session(member: Member, *, browser: str) -> str:
    """Open a sign-in session and return its secret, which is kept nowhere else."""
    token = secrets.token_urlsafe(32)
    db.session.add(SignInSession(token_hash=queries.token_hash(token), member_id=member.id, browser=browser))
    return token


def end_session(session: SignInSession) -> None:
    """End one session: the cookie that names it is worth nothing from now on."""
    session.ended_at = clock.now()


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


def grant_role(member: Member, role: Role, *, by: Viewer) -> None:
    """Let a member do more."""
    queries.administered(by)
    if role in member.roles:
        return
    setattr(member, f"is_{role}", True)
    announce(RoleGranted(member, role, by=by))


def take_role(member: Member, role: Role, *, by: Viewer) -> None:
    """Let a member do less; an administrator stays, and nobody gives up that role by a slip of the hand."""
    if role is Role.ADMINISTRATOR:
        _keep_an_administrator(member, by=by)
    queries.administered(by)
    if role not in member.roles:
        return
    if role is Role.ADMINISTRATOR and member.id == by.id:
        raise ConflictError(
            _l("You cannot take the administrator role from yourself. Ask another administrator to do it.")
        )
    setattr(member, f"is_{role}", False)
    announce(RoleTaken(member, role, by=by))


def assign_organization(member: Member, name: str, *, by: Viewer) -> None:
    """Say for which customer company a member speaks, by its name; no name means none."""
    queries.administered(by)
    before = member.organization
    after = add_organization(name) if clean_line(name) else None
    if after is before:
        return
    member.organization = after
    announce(OrganizationAssigned(member, before=before, by=by))


def add_organization_field(name: str, name_fa: str = "", *, by: Viewer) -> OrganizationField:
    """Note one thing more of every customer company, such as its plan; `ConflictError` for a name that is taken."""
    queries.administered(by)
    name = clean_line(name)[:LONGEST_NAME]
    if any(field.name == name for field in queries.organization_fields()):
        raise ConflictError(_l("There is a field of this name already."))
    field = OrganizationField(name=name, name_fa=clean_line(name_fa)[:LONGEST_NAME])
    db.session.add(field)
    return field


def drop_organization_field(field: OrganizationField, *, by: Viewer) -> None:
    """Note it no longer; its values go with it."""
    queries.administered(by)
    db.session.delete(field)


def describe_organization(organization: Organization, values: Mapping[int, str], *, by: Viewer) -> None:
    """Write down what each field, by its id, says of a customer company; an empty value says nothing."""
    queries.administered(by)
    db.session.execute(delete(OrganizationValue).where(OrganizationValue.organization_id == organization.id))
    db.session.add_all(
        OrganizationValue(organization_id=organization.id, field_id=field_id, value=value[:LONGEST_NAME])
        for field_id, value in values.items()
        if value
    )


def suspend_member(member: Member, *, by: Viewer) -> None:
    """Shut a member out and end all their sessions; what they wrote stays."""
    if member.is_administrator:
        _keep_an_administrator(member, by=by)
    queries.administered(by)
    if not policies.may_suspend(by, member):
        raise ConflictError(_l("You cannot suspend yourself. Ask another administrator to do it."))
    if member.suspended_at is not None:
        return
    member.suspended_at = clock.now()
    end_other_sessions(member, keep_token=None)
    announce(MemberSuspended(member, by=by))


def lift_suspension(member: Member, *, by: Viewer) -> None:
    """Let a suspended member sign in again."""
    queries.administered(by)
    if member.suspended_at is None:
        return
    member.suspended_at = None
    announce(SuspensionLifted(member, by=by))


def set_reputation(member: Member, points: int) -> None:
    """Keep what the member's contributions are worth, as counted by those who know them."""
    member.reputation = points


def _name(member: Member, name: str) -> None:
    member.name = clean_line(name)[:LONGEST_NAME]
    member.name_folded = fold(member.name)[:LONGEST_FOLDED_NAME]


def _keep_an_administrator(member: Member, *, by: Viewer) -> None:
    """Refuse to leave the community without an administrator who can sign in; the rows are locked and read afresh."""
    ids = [one for one in (member.id, by.id) if one is not None]
    administrators = queries.administrators(with_members=ids)
    if administrators == [member]:
        raise ConflictError(_l("This is the only administrator. Make somebody else an administrator first."))
