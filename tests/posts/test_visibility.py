"""Who sees what: the one path out of the database."""

import pytest

from community.core.database import db
from community.core.events import announce
from community.core.transaction import transaction
from community.members.events import MemberRenamed
from community.members.models import Member, Visitor
from community.posts.models import Attachment, Audience, Post, State
from community.posts.queries import may_see_attachment, shown_to, thread_version, visible
from community.products.events import ProductEdited
from tests.factories import (
    make_answer,
    make_comment,
    make_member,
    make_organization,
    make_problem,
    make_product,
    set_state,
)

STRANGER = Visitor()


def seen_by(viewer: Member | Visitor) -> set[int]:
    return {post.id for post in db.session.scalars(visible(Post, viewer))}


@pytest.mark.parametrize("state", [State.PENDING, State.HIDDEN, State.REMOVED])
def test_what_is_not_visible_is_seen_by_author_and_moderators_only(state: State) -> None:
    author, other = make_member(), make_member()
    problem = make_problem(by=author, state=state)

    assert seen_by(STRANGER) == set()
    assert seen_by(other) == set()
    assert seen_by(make_member(roles=("agent", "analyst", "administrator"))) == set()
    assert seen_by(author) == {problem.id}
    assert seen_by(make_member(roles=("moderator",))) == {problem.id}


def test_hiding_a_thread_hides_all_below_it_and_restoring_brings_it_back() -> None:
    answer = make_answer()
    comment = make_comment(on=answer)
    problem = answer.head

    set_state(problem, "hidden")
    assert not answer.shown
    assert not comment.shown
    assert seen_by(STRANGER) == set()

    set_state(problem, "visible")
    assert seen_by(STRANGER) == {problem.id, answer.id, comment.id}


def test_a_hidden_answer_stays_hidden_when_its_thread_comes_back() -> None:
    answer = make_answer()
    set_state(answer, "hidden")
    set_state(answer.head, "hidden")

    set_state(answer.head, "visible")

    assert answer.head.shown
    assert not answer.shown


def test_an_organizations_post_is_for_its_members_and_staff() -> None:
    acme = make_organization()
    author = make_member(organization=acme)
    problem = make_problem(by=author, audience=Audience.ORGANIZATION)

    assert seen_by(STRANGER) == set()
    assert seen_by(make_member()) == set()
    assert seen_by(make_member(organization=make_organization())) == set()
    assert seen_by(make_member(organization=acme)) == {problem.id}
    assert seen_by(make_member(roles=("agent",))) == {problem.id}


def test_lists_do_not_offer_withdrawn_posts_even_to_those_who_may_see_them() -> None:
    author = make_member()
    make_problem(by=author, state=State.HIDDEN)

    for viewer in (author, make_member(roles=("moderator",))):
        assert db.session.scalars(shown_to(Post, viewer)).all() == []


def test_the_version_that_guests_pages_are_kept_under_rises_with_every_change_of_the_thread() -> None:
    problem = make_problem()
    before = thread_version(problem.id)
    answer = make_answer(problem=problem)
    after_answer = thread_version(problem.id)
    make_comment(on=answer)
    after_comment = thread_version(problem.id)
    set_state(answer, "hidden")
    after_hiding = thread_version(problem.id)

    assert before is not None
    assert after_answer is not None
    assert after_comment is not None
    assert after_hiding is not None
    assert before < after_answer < after_comment < after_hiding
    set_state(problem, "hidden")
    assert thread_version(problem.id) is None


def test_guests_get_no_version_of_what_is_not_for_everyone() -> None:
    problem = make_problem(by=make_member(organization=make_organization()), audience=Audience.STAFF)

    assert thread_version(problem.id) is None


def test_a_picture_without_a_post_is_its_owners_alone() -> None:
    owner = make_member()
    image = Attachment(member_id=owner.id, key="x", content_type="image/png", width=1, height=1, size=1)

    assert may_see_attachment(owner, image)
    assert not may_see_attachment(make_member(), image)
    assert not may_see_attachment(STRANGER, image)


def test_kept_pages_show_a_new_name_and_a_new_product_name_at_once() -> None:
    administrator, author, product = make_member(roles=("administrator",)), make_member(), make_product()
    problem = make_problem(by=author, product=product)
    before = thread_version(problem.id)

    with transaction():
        announce(MemberRenamed(author, before=author.name))
    renamed = thread_version(problem.id)
    with transaction():
        announce(ProductEdited(product, by=administrator))

    edited = thread_version(problem.id)
    assert before is not None
    assert renamed is not None
    assert edited is not None
    assert before < renamed < edited
