"""Change the words or the product of an idea."""

import pytest

from community.core.errors import ConflictError, NotAllowedError
from community.core.transaction import transaction
from community.ideas import actions
from community.ideas.models import Idea
from community.members.models import Member
from community.posts.queries import revisions_of
from tests.factories import make_comment, make_idea, make_member, make_product


def edit(idea: Idea, by: Member, version: int = 1, **changes: object) -> None:
    values: dict[str, object] = {"title": idea.title, "source": idea.source, "product": idea.product}
    with transaction():
        actions.edit_idea(idea, by=by, version=version, **{**values, **changes})  # type: ignore[arg-type]


def test_what_people_voted_for_stays_readable() -> None:
    author = make_member()
    idea = make_idea(by=author, title="Louder alarm", product=make_product(name="Plug"))

    edit(idea, author, title="Softer alarm")

    assert idea.title == "Softer alarm"
    [before] = revisions_of(idea)
    assert (before.title, before.fields) == ("Louder alarm", {"product": "Plug"})


def test_saving_it_unchanged_changes_nothing() -> None:
    author = make_member()
    idea = make_idea(by=author)

    edit(idea, author)

    assert idea.version == 1
    assert revisions_of(idea) == []


def test_a_new_product_takes_the_whole_thread_along() -> None:
    author, product = make_member(), make_product()
    idea = make_idea(by=author)
    comment = make_comment(on=idea)

    edit(idea, author, product=product)

    assert (idea.product, comment.product) == (product, product)


def test_nobody_but_the_author_changes_it() -> None:
    idea = make_idea(title="Mine")

    for by in (make_member(), make_member(roles=("analyst",)), make_member(roles=("moderator",))):
        with pytest.raises(NotAllowedError):
            edit(idea, by, title="Yours")

    assert idea.title == "Mine"


def test_the_slower_of_two_browsers_overwrites_nothing() -> None:
    author = make_member()
    idea = make_idea(by=author)
    edit(idea, author, source="First.")

    with pytest.raises(ConflictError):
        edit(idea, author, source="Second.")

    assert idea.source == "First."
