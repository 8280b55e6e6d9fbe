"""Change the words of a post and keep what it said."""

import pytest

from community.core.errors import ConflictError, NotAllowedError
from community.core.transaction import transaction
from community.posts import actions
from community.posts.queries import revisions_of
from tests.factories import make_answer, make_article, make_member, make_problem, set_state


def test_an_edit_keeps_what_was_said_before() -> None:
    author = make_member()
    problem = make_problem(by=author, title="It beeps", source="All *night*.")

    with transaction():
        actions.edit(problem, by=author, version=1, title="It beeps loudly", source="All night and day.")

    assert problem.title == "It beeps loudly"
    assert problem.plain == "All night and day."
    assert problem.version == 2
    assert problem.edited_at is not None
    [revision] = revisions_of(problem)
    assert (revision.number, revision.title, revision.source) == (1, "It beeps", "All *night*.")
    assert revision.by_id == author.id


def test_the_slower_of_two_editors_is_told_and_nothing_is_overwritten() -> None:
    author = make_member()
    problem = make_problem(by=author, source="First.")
    with transaction():
        actions.edit(problem, by=author, version=1, title=problem.title, source="Second.")

    with pytest.raises(ConflictError), transaction():
        actions.edit(problem, by=author, version=1, title=problem.title, source="Third.")

    assert problem.source == "Second."
    assert len(revisions_of(problem)) == 1


def test_only_the_author_edits_but_articles_are_open_to_staff() -> None:
    problem, agent = make_problem(), make_member(roles=("agent",))

    for editor in (make_member(), agent, make_member(roles=("moderator",))):
        with pytest.raises(NotAllowedError), transaction():
            actions.edit(problem, by=editor, version=1, title="x", source="y")

    article = make_article()
    with transaction():
        actions.edit(article, by=agent, version=1, title="Better", source="Better words.")
    assert article.title == "Better"


def test_what_was_removed_is_not_edited() -> None:
    author = make_member()
    problem = make_problem(by=author)
    set_state(problem, "removed")

    with pytest.raises(NotAllowedError), transaction():
        actions.edit(problem, by=author, version=1, title="x", source="y")


def test_words_that_a_customer_changes_speak_for_the_company_no_more() -> None:
    customer, agent = make_member(), make_member(roles=("agent",))
    endorsed, own = make_answer(by=customer), make_answer(by=agent, official=True)
    with transaction():
        actions.mark_official(endorsed, official=True, by=agent)

    with transaction():
        actions.edit(endorsed, by=customer, version=1, source="Something else altogether.")
        actions.edit(own, by=agent, version=1, source="We mended it in version 4.")

    assert not endorsed.official
    assert own.official
