"""Articles."""

from datetime import datetime

from community.articles import actions
from community.articles.models import Article
from community.core.transaction import transaction
from community.members.models import Member
from community.posts.models import Audience, State
from community.problems.models import Problem
from community.products.models import Product
from tests.factories.members import make_member
from tests.factories.numbers import next_number
from tests.factories.posts import shaped


def make_article(
    *,
    by: Member | None = None,
    title: str | None = None,
    source: str | None = None,
    problem: Problem | None = None,
    product: Product | None = None,
    state: State | str = State.VISIBLE,
    audience: Audience | str | None = None,
    at: datetime | None = None,
) -> Article:
    """Write an article by staff, from a solved problem and for its audience if one is given."""
    number = next_number()
    by = by or make_member(roles=("agent",))
    with transaction():
        article = actions.write_article(
            title=title or f"Article {number}", source=source or f"How number {number} works.", by=by, product=product,
            problem=problem,
        )  # fmt: skip
        return shaped(article, state=state, audience=audience or article.audience, at=at)
