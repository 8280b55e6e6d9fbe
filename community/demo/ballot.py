"""Votes by the hundred: each is checked at its moment, all are written in one go, and each post is counted once."""

from typing import Any

from sqlalchemy import insert

from community.core import clock
from community.core.database import db
from community.core.events import announce
from community.members.models import Member
from community.posts import actions, policies
from community.posts.events import VoteChanged
from community.posts.models import Post, Vote


class Ballot:
    """What was voted so far and is not counted yet."""

    def __init__(self) -> None:
        self._rows: list[dict[str, Any]] = []
        self._last: dict[int, VoteChanged] = {}

    def cast(self, post: Post, *, by: Member, value: int) -> None:
        """Take a vote that the rules allow at this moment; `ValueError` names one that they do not."""
        may = policies.may_vote(by, post) if value == 1 else policies.may_vote_against(by, post)
        if not may or not post.takes_votes:
            raise ValueError(f"{by.name} cannot vote on post {post.id} at that moment")
        self._last[post.id] = VoteChanged(post, by=by, value=value)
        self._rows.append(
            {
                "post_id": post.id, "member_id": by.id, "organization_id": by.organization_id, "value": value,
                "created_at": clock.now(),
            }
        )  # fmt: skip

    def count(self) -> None:
        """Write the votes, and have each post counted and its orders kept as after any vote."""
        if self._rows:
            db.session.execute(insert(Vote), self._rows)
        for event in self._last.values():
            actions.recount_votes(event.post)
            announce(event)
        self._rows.clear()
        self._last.clear()
