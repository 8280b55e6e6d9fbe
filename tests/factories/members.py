"""Members, organizations and sign-in sessions."""

from collections.abc import Sequence
from datetime import datetime

from community.core.transaction import transaction
from community.members import actions, queries
from community.members.models import Member, Organization, Role, SignInSession
from tests.factories.numbers import next_number

PASSWORD_HASH = "$argon2id$v=19$m=8,t=1,p=1$bm90IGEgcGFzc3dvcmQ$bm9ib2R5IHNpZ25zIGluIHdpdGggdGhpcyE"


def make_member(
    *,
    name: str | None = None,
    email: str | None = None,
    password: str | None = None,
    roles: Sequence[Role | str] = (),
    organization: Organization | None = None,
    language: str = "en",
    suspended_at: datetime | None = None,
    external_id: str | None = None,
) -> Member:
    """Make a member; without a password nobody can sign in by form, which saves the hashing."""
    number = next_number()
    with transaction():
        member = actions.add_member(
            name=name or f"Member {number}",
            email=email or f"member{number}@example.org" if password else None,
            password=password,
            roles=tuple(Role(role) for role in roles),
            organization=organization,
            language=language,
            external_id=external_id,
        )
        if not password:
            member.email = email or f"member{number}@example.org"
            member.password_hash = PASSWORD_HASH
        member.suspended_at = suspended_at
    return member


def make_organization(*, name: str | None = None) -> Organization:
    """Make an organization."""
    with transaction():
        return actions.add_organization(name or f"Organization {next_number()}")


def make_session(*, member: Member | None = None, browser: str = "tests") -> tuple[SignInSession, str]:
    """Open a sign-in session; returns the row and the secret that its cookie carries."""
    member = member or make_member()
    with transaction():
        token = actions.open_session(member, browser=browser)
    session = next(one for one in queries.sessions_of(member) if one.token_hash == queries.token_hash(token))
    return session, token
