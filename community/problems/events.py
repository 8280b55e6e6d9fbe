"""What can happen to a problem beyond what can happen to any post."""

from dataclasses import dataclass

from community.members.models import Member
from community.problems.models import Answer, Problem


@dataclass(frozen=True)
class AnswerAccepted:
    """The asker, or a moderator for an absent one, marked the answer that helped. The inbox and reputation listen."""

    answer: Answer
    by: Member


@dataclass(frozen=True)
class AnswerUnaccepted:
    """An answer counts no longer as the one that helped: by choice, for a better one, or because it was taken down."""

    answer: Answer
    by: Member | None


@dataclass(frozen=True)
class ProblemClosed:
    """The asker or a moderator closed a problem: it takes no new answers. The inbox listens."""

    problem: Problem
    by: Member


@dataclass(frozen=True)
class ProblemReopened:
    """A closed problem takes answers again. The inbox listens."""

    problem: Problem
    by: Member
