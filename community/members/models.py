"""Members, organizations, sign-in sessions, and the visitor who is not a member."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol, TypeAlias, cast

from sqlalchemy import BindParameter, CheckConstraint, ForeignKey, Index, Integer, String, Text, bindparam
from sqlalchemy.orm import Mapped, mapped_column, relationship

from community.core import locale
from community.core.database import Base, CreatedAt, Id, Name
from community.core.locale import _l


class Role(StrEnum):
    """What a member may do beyond being a customer."""

    MODERATOR = "moderator"
    AGENT = "agent"
    ANALYST = "analyst"
    ADMINISTRATOR = "administrator"

    @property
    def word(self) -> str:
        """The role's name in the reader's language."""
        return str(_WORDS[self])

    @property
    def meaning(self) -> str:
        """What the role lets a person do, in one sentence."""
        return str(_MEANINGS[self])


_WORDS = {
    Role.MODERATOR: _l("Moderator"),
    Role.AGENT: _l("Support agent"),
    Role.ANALYST: _l("Product team"),
    Role.ADMINISTRATOR: _l("Administrator"),
}
_MEANINGS = {
    Role.MODERATOR: _l("Reads reports, decides what stays, and gives a reason for each decision."),
    Role.AGENT: _l("Answers for the company and helps where the community could not."),
    Role.ANALYST: _l("Reads what customers need, and decides on ideas."),
    Role.ADMINISTRATOR: _l("Gives and takes roles, and keeps the list of products."),
}


class Authored(Protocol):
    """Anything that one member wrote."""

    @property
    def author_id(self) -> int | None:
        """The id of the member who wrote it; none for an unknown author."""
        ...


class Organization(Base):
    """A customer company whose members count as one voice."""

    __tablename__ = "organization"

    id: Mapped[Id]
    name: Mapped[Name] = mapped_column(unique=True)
    created_at: Mapped[CreatedAt]


class OrganizationField(Base):
    """Something the company notes of every customer company, such as its plan or region; segments are made of it."""

    __tablename__ = "organization_field"

    id: Mapped[Id]
    name: Mapped[Name] = mapped_column(unique=True)
    name_fa: Mapped[Name] = mapped_column(default="")
    created_at: Mapped[CreatedAt]

    @property
    def shown_name(self) -> str:
        """The name in the reader's language."""
        return self.name_fa if self.name_fa and locale.language() == "fa" else self.name


class OrganizationValue(Base):
    """What one field says of one customer company."""

    __tablename__ = "organization_value"
    __table_args__ = (Index("ix_organization_value_field_value", "field_id", "value"),)

    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id", ondelete="CASCADE"), primary_key=True)
    field_id: Mapped[int] = mapped_column(ForeignKey("organization_field.id", ondelete="CASCADE"), primary_key=True)
    value: Mapped[Name]


class Member(Base):
    """A person with a login; one without e-mail was imported and cannot sign in."""

    __tablename__ = "member"
    __table_args__ = (CheckConstraint("(email IS NULL) = (password_hash IS NULL)", name="login_is_whole"),)

    is_signed_in = True

    id: Mapped[Id]
    name: Mapped[Name]
    name_folded: Mapped[str] = mapped_column(String(120), index=True)
    email: Mapped[str | None] = mapped_column(String(254), unique=True)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    external_id: Mapped[str | None] = mapped_column(String(200), unique=True)
    about: Mapped[str] = mapped_column(Text, default="")
    language: Mapped[str] = mapped_column(String(2), default="fa")
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id", ondelete="SET NULL"), index=True)
    is_moderator: Mapped[bool] = mapped_column(default=False)
    is_agent: Mapped[bool] = mapped_column(default=False)
    is_analyst: Mapped[bool] = mapped_column(default=False)
    is_administrator: Mapped[bool] = mapped_column(default=False)
    reputation: Mapped[int] = mapped_column(default=0)
    suspended_at: Mapped[datetime | None]
    created_at: Mapped[CreatedAt]

    organization: Mapped[Organization | None] = relationship()

    @property
    def is_staff(self) -> bool:
        """Whether the member works for the company."""
        return self.is_moderator or self.is_agent or self.is_analyst or self.is_administrator

    @property
    def roles(self) -> list[Role]:
        """The roles the member holds beyond customer."""
        return [role for role in Role if getattr(self, f"is_{role}")]

    def is_author_of(self, thing: Authored) -> bool:
        """Whether the member wrote it."""
        return thing.author_id is not None and thing.author_id == self.id


class SignInSession(Base):
    """One browser in which a member is signed in; the cookie's secret is kept only as a hash."""

    __tablename__ = "sign_in_session"

    id: Mapped[Id]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), index=True)
    browser: Mapped[str] = mapped_column(String(200), default="")
    created_at: Mapped[CreatedAt]
    ended_at: Mapped[datetime | None]

    member: Mapped[Member] = relationship()


class ApiToken(Base):
    """A key with which a program reads in a member's name; the secret is kept only as a hash."""

    __tablename__ = "api_token"

    id: Mapped[Id]
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), index=True)
    name: Mapped[Name]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    beginning: Mapped[str] = mapped_column(String(16))
    scopes: Mapped[list[str]]
    last_used_at: Mapped[datetime | None]
    created_at: Mapped[CreatedAt]
    revoked_at: Mapped[datetime | None]

    member: Mapped[Member] = relationship()


@dataclass(frozen=True)
class Visitor:
    """Whoever reads without having signed in: answers every question as a stranger would."""

    id: None = None
    name: str = ""
    organization_id: None = None
    is_signed_in: bool = False
    is_staff: bool = False
    is_moderator: bool = False
    is_agent: bool = False
    is_analyst: bool = False
    is_administrator: bool = False

    def is_author_of(self, thing: Authored) -> bool:
        """Tell that a stranger wrote nothing."""
        return False


Viewer: TypeAlias = Member | Visitor


@dataclass(frozen=True)
class Likeness:
    """A viewer as a statement sees one: what decides which rows are shown, the person's own numbers left open.

    A statement written for a likeness is built once for all who are alike, and asked with the `numbers_of` one of them.
    """

    is_signed_in: bool
    is_staff: bool
    is_moderator: bool
    has_organization: bool

    @property
    def id(self) -> BindParameter[int] | None:
        """The place of the member's id in the statement."""
        return bindparam("viewer", type_=Integer) if self.is_signed_in else None

    @property
    def organization_id(self) -> BindParameter[int] | None:
        """The place of the organization's id in the statement."""
        return bindparam("viewer_organization", type_=Integer) if self.has_organization else None


def likeness(viewer: Viewer) -> Viewer:
    """Return what the viewer shares with everybody who is shown the same; statements take it for a viewer."""
    alike = Likeness(viewer.is_signed_in, viewer.is_staff, viewer.is_moderator, viewer.organization_id is not None)
    return cast(Viewer, alike)


def numbers_of(viewer: Viewer) -> dict[str, Any]:
    """Return what belongs in the open places of a statement written for the viewer's likeness."""
    return {"viewer": viewer.id, "viewer_organization": viewer.organization_id}


OPERATOR = Visitor(name="command line", is_staff=True, is_administrator=True)
"""Whoever runs a command on the machine itself: the doer (`by`) of what no member did."""
