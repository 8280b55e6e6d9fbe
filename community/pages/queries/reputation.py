"""Where a member's reputation comes from."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import aliased

from community.core.database import db
from community.pages.points import Standing
from community.posts.models import Audience, Kind, Post
from community.problems.models import Answer, Problem


def standings(member_ids: Sequence[int]) -> dict[int, Standing]:
    """Count what each of the members is known for, among what everyone can read; two statements for any number."""
    accepted = {row.author_id: row.times for row in db.session.execute(_accepted(member_ids))}
    votes: dict[tuple[int, bool], int] = {}
    for row in db.session.execute(_votes(member_ids)):
        place = (row.author_id, row.kind == Kind.IDEA)
        votes[place] = votes.get(place, 0) + int(row.times or 0)
    return {
        one: Standing(accepted.get(one, 0), votes.get((one, False), 0), votes.get((one, True), 0)) for one in member_ids
    }


def standing_of(member_id: int) -> Standing:
    """Count what one member is known for."""
    return standings([member_id])[member_id]


def _accepted(member_ids: Sequence[int]) -> Select[*tuple[Any, ...]]:
    """Count the answers that other people's problems accepted; accepting one's own is no merit."""
    problem = aliased(Problem, flat=True)
    return (
        select(Answer.author_id, func.count().label("times"))
        .join(problem, problem.accepted_answer_id == Answer.id)
        .where(Answer.author_id.in_(member_ids), Answer.shown, Answer.audience == Audience.EVERYONE)
        .where(or_(problem.author_id.is_(None), problem.author_id != Answer.author_id))
        .group_by(Answer.author_id)
    )


def _votes(member_ids: Sequence[int]) -> Select[*tuple[Any, ...]]:
    worth = (Kind.ANSWER, Kind.REVIEW, Kind.IDEA)
    return (
        select(Post.author_id, Post.kind, func.sum(Post.vote_count).label("times"))
        .where(Post.author_id.in_(member_ids), Post.kind.in_(worth), Post.shown, Post.audience == Audience.EVERYONE)
        .group_by(Post.author_id, Post.kind)
    )
