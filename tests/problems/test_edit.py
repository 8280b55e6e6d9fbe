import pytest

from community.core import clock
from community.core.errors import ConflictError, NotAllowedError
from community.core.transaction import transaction
from community.posts.events import PostChanged
from community.posts.queries import revisions_of
from community.problems.actions import Words, edit_answer, edit_problem
from tests.factories import make_answer, make_comment, make_member, make_problem, make_product, set_state
from tests.problems.heard import heard

NEW = Words("New title", "New text", "Pixel 7", "Nothing yet")


def test_a_problem_keeps_what_it_said_before() -> None:
    asker, product = make_member(), make_product(name="Modem")
    problem = make_problem(by=asker, title="Old title", source="Old text", product=product)

    with transaction():
        edit_problem(problem, NEW, by=asker, version=1, product=product)

    assert (problem.title, problem.source, problem.environment, problem.tried) == (
        "New title", "New text", "Pixel 7", "Nothing yet",
    )  # fmt: skip
    assert problem.version == 2
    [before] = revisions_of(problem)
    assert (before.title, before.source) == ("Old title", "Old text")
    assert before.fields == {"environment": "", "tried": "", "product": "Modem"}


def test_the_slower_of_two_editors_is_refused() -> None:
    asker = make_member()
    problem = make_problem(by=asker)
    with transaction():
        edit_problem(problem, NEW, by=asker, version=1, product=None)

    with pytest.raises(ConflictError), transaction():
        edit_problem(problem, Words("Mine", "My text"), by=asker, version=1, product=None)

    assert problem.title == "New title"


def test_saving_it_unchanged_makes_no_revision() -> None:
    asker = make_member()
    problem = make_problem(by=asker, title="Same", source="Same text")
    answer = make_answer(by=asker, source="Same answer")

    with transaction():
        edit_problem(problem, Words("Same", "Same text"), by=asker, version=1, product=None)
        edit_answer(answer, source="Same answer", by=asker, version=1)

    assert revisions_of(problem) == revisions_of(answer) == []
    assert problem.edited_at is None


def test_another_product_takes_the_whole_thread_along() -> None:
    asker, product = make_member(), make_product()
    problem = make_problem(by=asker, title="T", source="S")
    answer = make_answer(problem=problem)
    comment = make_comment(on=answer)

    with transaction(), heard(PostChanged) as told:
        edit_problem(problem, Words("T", "S"), by=asker, version=1, product=product)

    assert {problem.product_id, answer.product_id, comment.product_id} == {product.id}
    assert {event.post for event in told} == {problem, answer, comment}


def test_an_archived_product_may_stay_but_not_be_chosen() -> None:
    asker, gone = make_member(), make_product()
    about_it, other = make_problem(by=asker, product=gone), make_problem(by=asker)
    with transaction():
        gone.archived_at = clock.now()

    with transaction():
        edit_problem(about_it, NEW, by=asker, version=1, product=gone)
    with pytest.raises(ConflictError), transaction():
        edit_problem(other, NEW, by=asker, version=1, product=gone)

    assert about_it.title == "New title"


@pytest.mark.parametrize("roles", [(), ("moderator",), ("administrator",)])
def test_only_the_author_edits(roles: tuple[str, ...]) -> None:
    problem, answer, other = make_problem(), make_answer(), make_member(roles=roles)

    with pytest.raises(NotAllowedError), transaction():
        edit_problem(problem, NEW, by=other, version=1, product=None)
    with pytest.raises(NotAllowedError), transaction():
        edit_answer(answer, source="Mine now", by=other, version=1)


def test_what_was_removed_is_not_edited() -> None:
    asker = make_member()
    problem = set_state(make_problem(by=asker), "removed")

    with pytest.raises(NotAllowedError), transaction():
        edit_problem(problem, NEW, by=asker, version=1, product=None)


def test_an_answer_keeps_what_it_said_before() -> None:
    helper = make_member()
    answer = make_answer(by=helper, source="Old")

    with transaction():
        edit_answer(answer, source="New", by=helper, version=1)

    assert answer.source == "New"
    assert [one.source for one in revisions_of(answer)] == ["Old"]
