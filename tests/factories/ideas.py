"""Ideas."""

from datetime import datetime

from community.core.transaction import transaction
from community.ideas.models import Idea, Status
from community.members.models import Member
from community.posts.models import Audience, State
from community.products.models import Product
from tests.factories.numbers import next_number
from tests.factories.posts import published


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
    """Submit an idea."""
    number = next_number()
    with transaction():
        idea = Idea(product_id=product.id if product else None, status=Status(status))
        return published(
            idea, by=by, title=title or f"Idea {number}", source=source or f"It would be good to have number {number}.",
            state=state, audience=audience, at=at,
        )  # fmt: skip
