"""What the insight module is asked to do, and what it tells."""

from dataclasses import dataclass

from community.insights.models import Alert, Need
from community.members.models import Member


@dataclass(frozen=True)
class ReadPosts:
    """A task: read these posts as voices, and assign them to needs; withdrawn ones are forgotten."""

    ids: tuple[int, ...]


@dataclass(frozen=True)
class CountNeeds:
    """A task: count and rank these needs anew; the nightly run counts all."""

    ids: tuple[int, ...]


@dataclass(frozen=True)
class RefreshNeeds:
    """A task: the full run over everything; it comes back every night."""


@dataclass(frozen=True)
class NeedDecided:
    """The product team moved a need to another state, or answered it; the audit log listens."""

    need: Need
    was: str
    by: Member


@dataclass(frozen=True)
class NeedReopened:
    """Too many customers said that what was delivered does not solve it, so the need is open again."""

    need: Need
    was: str


@dataclass(frozen=True)
class RaiseAlerts:
    """A task: see which needs rise suddenly or were born since; it comes back every hour."""


@dataclass(frozen=True)
class AlertRaised:
    """A need rises suddenly, was born, or is open again; inbox and webhooks listen."""

    alert: Alert
