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
