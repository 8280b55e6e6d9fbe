"""What happens to members. `by` is the operator where a command did it (`by.id` is then None)."""

from dataclasses import dataclass

from community.members.models import Member, Organization, Role, Viewer


@dataclass(frozen=True)
class MemberRenamed:
    """A member goes by another name; posts raises the versions of the threads that show it."""

    member: Member
    before: str


@dataclass(frozen=True)
class RoleGranted:
    """A member may do more from now on; the audit log listens."""

    member: Member
    role: Role
    by: Viewer


@dataclass(frozen=True)
class RoleTaken:
    """A member may do less from now on; the audit log listens."""

    member: Member
    role: Role
    by: Viewer


@dataclass(frozen=True)
class OrganizationAssigned:
    """A member speaks for another organization, or for none, from now on; the audit log listens."""

    member: Member
    before: Organization | None
    by: Viewer


@dataclass(frozen=True)
class MemberSuspended:
    """A member was shut out and signed out everywhere; the audit log listens."""

    member: Member
    by: Viewer


@dataclass(frozen=True)
class SuspensionLifted:
    """A suspended member may sign in again; the audit log listens."""

    member: Member
    by: Viewer
