"""What can happen to an idea beyond what can happen to any post."""

from dataclasses import dataclass

from community.ideas.models import Idea, StatusChange
from community.members.models import Member


@dataclass(frozen=True)
class IdeaStatusChanged:
    """The company answered an idea, mostly by moving it; `was` is its status before, which may be the same.

    The inbox (author, voters, followers) and the audit log listen.
    """

    idea: Idea
    change: StatusChange
    was: str
    by: Member
