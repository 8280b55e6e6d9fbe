"""Ideas."""

from datetime import datetime

from community.core.transaction import transaction
from community.ideas import actions
from community.ideas.models import DeclineReason, Idea, Status
from community.members.models import Member
from community.posts.models import Audience, State
from community.products.models import Product
from tests.factories.members import make_member
from tests.factories.numbers import next_number
from tests.factories.posts import shaped


def make_idea(
    *,
    by: Member | None = None,
    title: str | None = None,
    source: str | None = None,
    product: Product | None = None,
    status: Status | str = Status.NEW,
    state: State | str = State.VISIBLE,
    audience: Audience | str = Audience.EVERYONE,
    at: datetime | None = None,
) -> Idea:
    """Submit an idea; one that is not new was answered by the product team."""
    number, status = next_number(), Status(status)
    by = by or make_member()
    analyst = make_member(roles=("analyst",)) if status is not Status.NEW else None
    with transaction():
        idea = actions.submit_idea(
            title=title or f"Idea {number}", source=source or f"It would be good to have number {number}.", by=by,
            product=product,
        )  # fmt: skip
        if analyst is not None:
            reason = DeclineReason.NOT_PLANNED if status is Status.DECLINED else None
            actions.change_status(idea, status, source=f"What we think of number {number}.", by=analyst, reason=reason)
        shaped(idea, state=state, audience=audience, at=at)
        actions.recount_support([idea])
    return idea
