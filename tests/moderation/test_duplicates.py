"""Threads that say the same are proposed to moderators once, put together with all voices, or told apart for good."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from community.core.database import db
from community.core.errors import ConflictError, NotAllowedError
from community.core.events import announce
from community.core.transaction import transaction
from community.ideas.models import Idea
from community.members.models import Member
from community.moderation import actions, queries
from community.moderation.models import AuditEntry, DuplicateProposal, ProposalState
from community.posts.events import PostPublished
from community.posts.models import Post, State
from community.posts.queries import is_following
from tests.client import Client
from tests.factories import make_follow, make_idea, make_member, make_organization, make_problem, make_vote, set_state
from tests.page import read_page

SignIn = Callable[[Member], Client]
DoJobs = Callable[[], int]
TITLE, SOURCE = "Quiet hours at night for outages", "Only outages should ring at night, all else can wait."


def propose(post: Post, do_jobs: DoJobs) -> list[DuplicateProposal]:
    """Publish the post again, as it were, and return what is proposed."""
    do_jobs()
    with transaction():
        announce(PostPublished(post, by=None))
    do_jobs()
    return list(db.session.scalars(select(DuplicateProposal).order_by(DuplicateProposal.id)))


def pair() -> DuplicateProposal:
    older, newer = make_idea(title=TITLE), make_idea(title=f"{TITLE}!")
    with transaction():
        proposal = DuplicateProposal(post_id=newer.id, older_id=older.id, score=0.8)
        db.session.add(proposal)
    return proposal


def test_a_new_thread_like_an_older_one_is_proposed_once(do_jobs: DoJobs) -> None:
    older = make_idea(title=TITLE, source=SOURCE)
    make_problem(title=TITLE, source=SOURCE)
    make_idea(title="A darker theme for the app", source="White hurts at night.")
    newer = make_idea(title=f"{TITLE}, please", source=SOURCE)

    [proposal] = propose(newer, do_jobs)

    assert (proposal.post_id, proposal.older_id, proposal.state) == (newer.id, older.id, "open")
    moderator = make_member(roles=("moderator",))
    with transaction():
        actions.refuse_duplicate(proposal, by=moderator)
    assert propose(newer, do_jobs) == [proposal]
    assert propose(older, do_jobs) == [proposal]


@pytest.mark.parametrize("audience", ["staff", "organization"])
def test_threads_for_other_eyes_are_never_paired(do_jobs: DoJobs, audience: str) -> None:
    one, other = (make_member(organization=make_organization()) for _ in range(2))
    make_idea(title=TITLE, source=SOURCE, by=one, audience=audience)
    make_idea(title=TITLE, source=SOURCE, state="hidden")

    everyone = make_idea(title=TITLE, source=SOURCE)
    assert propose(everyone, do_jobs) == []
    if audience == "organization":
        assert propose(make_idea(title=TITLE, source=SOURCE, by=other, audience=audience), do_jobs) == []


def test_joined_threads_keep_all_voices_and_tell_the_author(sign_in: SignIn) -> None:
    proposal = pair()
    both, one, follower = make_member(), make_member(), make_member()
    kept, gone = db.session.get_one(Idea, proposal.older_id), db.session.get_one(Idea, proposal.post_id)
    for post, member in ((kept, both), (gone, both), (gone, one)):
        make_vote(on=post, by=member)
    make_follow(on=gone, by=follower)
    moderator = sign_in(make_member(roles=("moderator",)))

    response = moderator.send(f"/desk/duplicates/{proposal.id}/join", {"keep": "older"})

    page = read_page(moderator.get(response.location))
    assert "They are one now." in page.text
    assert (kept.vote_count, gone.state) == (3, State.HIDDEN)
    assert gone.author is not None
    assert is_following(gone.author, kept)
    assert is_following(follower, kept)
    [decision] = queries.decisions_on(gone)
    assert decision.reason == "duplicate"
    assert f"/p/{kept.id}" in decision.words
    assert "threads_joined" in db.session.scalars(select(AuditEntry.action)).all()
    moderator.send(f"/desk/decisions/{decision.id}/undo")
    assert gone.state == State.VISIBLE
    assert proposal.state == ProposalState.JOINED


def test_a_pair_is_judged_once_and_by_moderators_only() -> None:
    proposal, moderator, analyst = pair(), make_member(roles=("moderator",)), make_member(roles=("analyst",))
    for judge in (actions.refuse_duplicate, actions.reopen_proposal):
        with pytest.raises(NotAllowedError), transaction():
            judge(proposal, by=analyst)
    with transaction():
        actions.refuse_duplicate(proposal, by=moderator)
    with pytest.raises(ConflictError), transaction():
        actions.join_threads(proposal, kept=proposal.older, by=moderator)
    with transaction():
        actions.reopen_proposal(proposal, by=moderator)
    set_state(proposal.older, "removed")
    assert not queries.open_duplicates(moderator).rows


def test_the_list_shows_both_sides_and_remembers_what_is_not_the_same(sign_in: SignIn) -> None:
    proposal = pair()
    moderator = sign_in(make_member(roles=("moderator",)))

    page = read_page(moderator.get("/desk/duplicates"))
    assert page.has("link", TITLE)
    assert page.has("link", f"{TITLE}!")

    moderator.send(f"/desk/duplicates/{proposal.id}/refuse")
    assert "Nothing is said twice" in moderator.get("/desk/duplicates").text
    moderator.send(f"/desk/duplicates/{proposal.id}/reopen")
    assert TITLE in moderator.get("/desk/duplicates").text
