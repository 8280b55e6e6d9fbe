"""Articles."""

from datetime import datetime

from community.articles.models import Article
from community.core.transaction import transaction
from community.members.models import Member
from community.posts.models import Audience, State
from community.problems.models import Problem
from community.products.models import Product
from tests.factories.members import make_member
from tests.factories.numbers import next_number
from tests.factories.posts import published


def make_article(
    *,
    by: Member | None = None,
    title: str | None = None,
    source: str | None = None,
    problem: Problem | None = None,
    product: Product | None = None,
    state: State | str = State.VISIBLE,
    audience: Audience | str = Audience.EVERYONE,
    at: datetime | None = None,
) -> Article:
    """Write an article by staff, from a solved problem if one is given."""
    number = next_number()
    by = by or make_member(roles=("agent",))
    with transaction():
        article = Article(product_id=product.id if product else None, problem_id=problem.id if problem else None)
        return published(
            article, by=by, title=title or f"Article {number}", source=source or f"How number {number} works.",
            state=state, audience=audience, at=at,
        )  # fmt: skip
