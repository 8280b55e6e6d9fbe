"""Reads of members, organizations and sign-in sessions."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import cache

from sqlalchemy import ColumnElement, Select, String, bindparam, or_, select
from sqlalchemy.orm import joinedload

from community.core import clock
from community.core.database import UtcDateTime, db
from community.core.errors import NotFoundError
from community.core.language import fold
from community.core.locale import _l
from community.core.paging import Page, page_of
from community.members import policies
from community.members.browsers import browser_name
from community.members.models import (
    Member,
    Organization,
    OrganizationField,
    OrganizationValue,
    SignInSession,
    Viewer,
)

LONGEST_SESSION = timedelta(days=30)


class Circle(StrEnum):
    """Which members the desk lists."""

    EVERYONE = "everyone"
    STAFF = "staff"
    SUSPENDED = "suspended"


@dataclass(frozen=True)
class Browser:
    """A place where a member is signed in."""

    session: SignInSession
    is_this: bool

    @property
    def name(self) -> str:
        """What people call it."""
        return browser_name(self.session.browser)


def token_hash(token: str) -> str:
    """Return what the database keeps of a session's secret."""
    return hashlib.sha256(token.encode()).hexdigest()


def member_of_session(token: str) -> Member | None:
    """Return the member behind a running session, unless suspended; one statement."""
    since = clock.now() - LONGEST_SESSION
    return db.session.scalar(_signed_in(), {"token": token_hash(token), "since": since})


@cache
def _signed_in() -> Select[Member]:
    """Build the statement once: it is asked for every page of a member."""
    return (
        select(Member)
        .join(SignInSession, SignInSession.member_id == Member.id)
        .where(SignInSession.token_hash == bindparam("token", type_=String), SignInSession.ended_at.is_(None))
        .where(SignInSession.created_at > bindparam("since", type_=UtcDateTime()))
        .where(Member.suspended_at.is_(None))
    )


def get_member(member_id: int, *, for_update: bool = False) -> Member:
    """Return the member or raise `NotFoundError`."""
    member = db.session.get(Member, member_id, with_for_update=for_update)
    if member is None:
        raise NotFoundError(_l("There is no such member."))
    return member


def profile(member_id: int) -> Member:
    """Return the member with the organization loaded, or raise `NotFoundError`; one statement."""
    member = db.session.get(Member, member_id, options=[joinedload(Member.organization)])
    if member is None:
        raise NotFoundError(_l("There is no such member."))
    return member


def member_by_email(email: str) -> Member | None:
    """Return who signs in with this address; addresses are kept in lower case."""
    return db.session.scalar(select(Member).where(Member.email == email.strip().lower()))


def administrators(*, with_members: Sequence[int]) -> Sequence[Member]:
    """Lock and return all administrators who can sign in; the named members are locked and read afresh too.

    Whoever changes an administrator's role or suspends one holds these rows, so two cannot remove each other.
    """
    rows = db.session.scalars(
        select(Member)
        .where(or_(Member.is_administrator, Member.id.in_(with_members)))
        .order_by(Member.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    return [row for row in rows if row.is_administrator and row.suspended_at is None and row.email is not None]


def member_to_administer(member_id: int, viewer: Viewer) -> Member:
    """Lock and return a member that an administrator is about to change, or raise `NotFoundError`.

    The member, the viewer and all administrators are locked together, so no two changes wait for each other crosswise.
    """
    administered(viewer)
    administrators(with_members=[one for one in (member_id, viewer.id) if one is not None])
    administered(viewer)
    return get_member(member_id)


def sessions_of(member: Member) -> Sequence[SignInSession]:
    """Return the browsers in which the member is signed in, the latest first."""
    return db.session.scalars(
        select(SignInSession).where(SignInSession.member_id == member.id, *_running()).order_by(SignInSession.id.desc())
    ).all()


def browsers_of(member: Member, *, this_token: str | None) -> list[Browser]:
    """Return where the member is signed in, the latest first, and which of them is asking; one statement."""
    here = token_hash(this_token) if this_token else None
    return [Browser(session=one, is_this=one.token_hash == here) for one in sessions_of(member)]


def get_session(session_id: int, *, member: Member) -> SignInSession:
    """Return the member's own running session, locked, or raise `NotFoundError`."""
    found = db.session.scalar(
        select(SignInSession)
        .where(SignInSession.id == session_id, SignInSession.member_id == member.id, *_running())
        .with_for_update()
    )
    if found is None:
        raise NotFoundError(_l("You are no longer signed in there."))
    return found


def organization_by_name(name: str) -> Organization | None:
    """Return the organization of exactly this name."""
    return db.session.scalar(select(Organization).where(Organization.name == name))


def members_page(
    viewer: Viewer, *, search: str = "", circle: Circle = Circle.EVERYONE, cursor: str | None = None
) -> Page[Member]:
    """Return the administrators' list, the latest first, by any part of a name or an e-mail address.

    To anybody but an administrator it does not exist: `NotFoundError`.
    """
    administered(viewer)
    rows = _found(select(Member).options(joinedload(Member.organization)), search.strip())
    if circle is Circle.STAFF:
        rows = rows.where(or_(Member.is_moderator, Member.is_agent, Member.is_analyst, Member.is_administrator))
    elif circle is Circle.SUSPENDED:
        rows = rows.where(Member.suspended_at.is_not(None))
    return page_of(rows, [Member.id], cursor=cursor)


@dataclass(frozen=True)
class OrganizationsPage:
    """Customer companies with what is noted of them; `values` by company and field."""

    organizations: Page[Organization]
    fields: Sequence[OrganizationField]
    values: dict[tuple[int, int], str]


def organizations_page(viewer: Viewer, *, search: str = "", cursor: str | None = None) -> OrganizationsPage:
    """Return customer companies, the latest first; to others they do not exist: `NotFoundError`."""
    administered(viewer)
    rows = select(Organization)
    named = rows.where(Organization.name.icontains(search, autoescape=True)) if search else rows
    page = page_of(named, [Organization.id], cursor=cursor)
    values = select(OrganizationValue).where(OrganizationValue.organization_id.in_([one.id for one in page.rows]))
    found = {(one.organization_id, one.field_id): one.value for one in db.session.scalars(values)}
    return OrganizationsPage(page, organization_fields(), found)


def organization_fields() -> Sequence[OrganizationField]:
    """Return what the company notes of every customer company."""
    return db.session.scalars(select(OrganizationField).order_by(OrganizationField.id)).all()


def organization_field(field_id: int, viewer: Viewer) -> OrganizationField:
    """Return a field to administrators, or raise `NotFoundError`."""
    administered(viewer)
    field = db.session.get(OrganizationField, field_id)
    if field is None:
        raise NotFoundError(_l("There is no such field."))
    return field


def organization_to_administer(organization_id: int, viewer: Viewer) -> Organization:
    """Return a customer company to administrators, or raise `NotFoundError`."""
    administered(viewer)
    company = db.session.get(Organization, organization_id, with_for_update=True)
    if company is None:
        raise NotFoundError(_l("There is no such organization."))
    return company


def administered(viewer: Viewer) -> None:
    """Raise `NotFoundError` unless the viewer is an administrator: absent and not yours answer alike."""
    if not policies.may_administer(viewer):
        raise NotFoundError(_l("There is no such page, or it is not open to you."))


def _found(rows: Select[Member], search: str) -> Select[Member]:
    if not search:
        return rows
    by_name = Member.name_folded.contains(fold(search), autoescape=True)
    return rows.where(or_(by_name, Member.email.contains(search.lower(), autoescape=True)))


def _running() -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """A session runs until it is ended, and never longer than its limit, whatever the cookie says."""
    return SignInSession.ended_at.is_(None), SignInSession.created_at > clock.now() - LONGEST_SESSION
