"""What the inbox still has to tell."""

from dataclasses import dataclass


@dataclass(frozen=True)
class TellOfPost:
    """A task: tell followers, and whoever was replied to, of a new answer or remark."""

    post_id: int


@dataclass(frozen=True)
class TellOfStatus:
    """A task: tell author, voters and followers of an idea what the company said."""

    change_id: int


@dataclass(frozen=True)
class TellBehindNeed:
    """A task: tell everyone whose visible words are evidence of a need what was decided."""

    telling_id: int


@dataclass(frozen=True)
class PlanLetters:
    """A task: gather what members were told into letters; it comes back every few minutes."""


@dataclass(frozen=True)
class SendLetter:
    """A task: write one letter from what its reader may see now, and send it."""

    letter_id: int


@dataclass(frozen=True)
class PlanReports:
    """A task: have the reports written that are due today; it comes back every few hours."""
