"""Change an article."""

import pytest

from community.articles import actions
from community.articles.models import Article
from community.core.errors import ConflictError, NotAllowedError
from community.core.transaction import transaction
from community.members.models import Member
from community.posts.queries import revisions_of
from tests.factories import make_article, make_comment, make_member, make_product


def edit(article: Article, by: Member, version: int = 1, **changes: object) -> None:
    values: dict[str, object] = {"title": article.title, "source": article.source, "product": article.product}
    with transaction():
        actions.edit_article(article, by=by, version=version, **{**values, **changes})  # type: ignore[arg-type]


def test_any_staff_may_better_what_a_colleague_wrote() -> None:
    article, colleague = make_article(source="As it was."), make_member(roles=("analyst",))

    edit(article, colleague, source="Better.")

    assert article.source == "Better."
    [before] = revisions_of(article)
    assert (before.source, before.by_id) == ("As it was.", colleague.id)


def test_customers_do_not_edit() -> None:
    article = make_article()

    with pytest.raises(NotAllowedError):
        edit(article, make_member(), source="Mine now.")


def test_the_slower_of_two_colleagues_overwrites_nothing() -> None:
    article = make_article()
    edit(article, make_member(roles=("agent",)), source="First.")

    with pytest.raises(ConflictError):
        edit(article, make_member(roles=("agent",)), source="Second.")

    assert article.source == "First."


def test_saving_it_unchanged_changes_nothing() -> None:
    article = make_article()

    edit(article, make_member(roles=("agent",)))

    assert (article.version, len(revisions_of(article))) == (1, 0)


def test_a_new_product_takes_the_comments_along() -> None:
    article, product = make_article(), make_product()
    comment = make_comment(on=article)

    edit(article, make_member(roles=("agent",)), product=product)

    assert (article.product, comment.product) == (product, product)
