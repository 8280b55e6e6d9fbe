"""What happens to tokens."""

from dataclasses import dataclass

from community.members.models import ApiToken, Member


@dataclass(frozen=True)
class TokenMade:
    """A program may read from now on; the audit log listens."""

    token: ApiToken
    by: Member


@dataclass(frozen=True)
class TokenRevoked:
    """A program may read no more; the audit log listens."""

    token: ApiToken
    by: Member


@dataclass(frozen=True)
class NoteTokenUse:
    """A task: note when tokens were last used; it comes back every hour."""
