"""What moderators do, told upwards."""

from dataclasses import dataclass

from community.members.models import Member
from community.moderation.models import Decision, DuplicateProposal
from community.posts.models import Post


@dataclass(frozen=True)
class DecisionMade:
    """A moderator decided about a post. The inbox of its author listens."""

    decision: Decision
    by: Member


@dataclass(frozen=True)
class ThreadsJoined:
    """A moderator put two threads that say the same together: one stays with the voices of both. The audit log listens."""

    kept: Post
    withdrawn: Post
    by: Member


@dataclass(frozen=True)
class DuplicateRefused:
    """A moderator said that two threads are not the same. The audit log listens."""

    proposal: DuplicateProposal
    by: Member


@dataclass(frozen=True)
class LookForDuplicates:
    """A task: see whether these new threads say what an older one says."""

    ids: tuple[int, ...]
