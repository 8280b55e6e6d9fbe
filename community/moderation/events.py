"""What moderators do, told upwards."""

from dataclasses import dataclass

from community.members.models import Member
from community.moderation.models import Decision


@dataclass(frozen=True)
class DecisionMade:
    """A moderator decided about a post. The inbox of its author listens."""

    decision: Decision
    by: Member
