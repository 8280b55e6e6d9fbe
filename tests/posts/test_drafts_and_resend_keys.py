"""What was typed is kept; what was sent twice is one post."""

from community.core.database import db
from community.core.transaction import transaction
from community.posts import actions
from community.posts.actions.beside import MOST_DRAFTS
from community.posts.models import Submission
from community.posts.queries import draft_of, drafts_of
from tests.factories import make_member, make_problem


def test_a_draft_is_replaced_by_the_next_saving() -> None:
    member = make_member()

    for title in ("It", "It beeps"):
        with transaction():
            actions.save_draft(member, "problem", {"title": title})

    draft = draft_of(member, "problem")
    assert draft is not None
    assert draft.fields == {"title": "It beeps"}


def test_a_form_emptied_by_hand_leaves_no_draft() -> None:
    member = make_member()
    with transaction():
        actions.save_draft(member, "problem", {"title": "It"})

    with transaction():
        actions.save_draft(member, "problem", {"title": "  "})

    assert draft_of(member, "problem") is None


def test_drafts_belong_to_one_member() -> None:
    owner, other = make_member(), make_member()
    with transaction():
        actions.save_draft(owner, "problem", {"title": "mine"})

    assert draft_of(other, "problem") is None


def test_the_oldest_of_very_many_drafts_make_room() -> None:
    member = make_member()

    with transaction():
        for number in range(MOST_DRAFTS + 3):
            actions.save_draft(member, f"answer-{number}", {"source": "x"})

    assert len(drafts_of(member)) == MOST_DRAFTS


def test_the_second_sending_finds_the_first_ones_post() -> None:
    member, problem = make_member(), make_problem()
    with transaction():
        actions.claim_sending(member, "key").post_id = problem.id

    with transaction():
        again = actions.claim_sending(member, "key")

    assert again.post_id == problem.id
    assert db.session.query(Submission).count() == 1


def test_a_key_is_nobody_elses() -> None:
    owner, other, problem = make_member(), make_member(), make_problem()
    with transaction():
        actions.claim_sending(owner, "key").post_id = problem.id

    with transaction():
        assert actions.claim_sending(other, "key").post_id is None
