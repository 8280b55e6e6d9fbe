"""Being told what became of one's words."""

from collections.abc import Callable

import pytest

from community.core.database import db
from community.core.errors import NotAllowedError
from community.core.transaction import transaction
from community.ideas import actions as ideas
from community.ideas.models import Idea, Status
from community.members.models import Member
from community.notifications import actions
from community.notifications.events import TellOfPost
from community.notifications.jobs.telling import tell_of_post
from community.notifications.models import Notification
from community.notifications.queries import followed, inbox, unread_count
from community.posts import actions as posts
from community.posts.models import Audience
from community.problems import actions as problems
from tests.client import Client
from tests.factories import (
    make_answer,
    make_comment,
    make_follow,
    make_idea,
    make_member,
    make_organization,
    make_problem,
    make_vote,
    set_state,
)
from tests.page import read_page
from tests.statements import at_most_queries

SignIn = Callable[[Member], Client]


def told(member: Member) -> list[tuple[str, int]]:
    return [(row.kind, row.post_id) for row in inbox(member).rows]


def test_the_asker_is_told_of_an_answer_and_the_answerer_is_not(do_jobs: Callable[[], None]) -> None:
    asker, helper = make_member(), make_member()
    answer = make_answer(problem=make_problem(by=asker), by=helper)

    do_jobs()

    assert told(asker) == [("reply", answer.id)]
    assert told(helper) == []


def test_followers_and_whoever_was_replied_to_are_told_of_a_remark(do_jobs: Callable[[], None]) -> None:
    answer = make_answer()
    follower, stranger, author = make_member(), make_member(), answer.author
    make_follow(on=answer.head, by=follower)
    with transaction():
        posts.end_follow(answer.head, by=author)

    comment = make_comment(on=answer)
    do_jobs()

    assert ("reply", comment.id) in told(follower)
    assert ("reply", comment.id) in told(author)
    assert told(stranger) == []


def test_telling_twice_tells_once(do_jobs: Callable[[], None]) -> None:
    asker = make_member()
    answer = make_answer(problem=make_problem(by=asker))
    do_jobs()

    tell_of_post(TellOfPost(answer.id))

    assert len(told(asker)) == 1


def test_an_official_answer_is_told_as_such(do_jobs: Callable[[], None]) -> None:
    asker = make_member()
    make_answer(problem=make_problem(by=asker), by=make_member(roles=("agent",)), official=True)

    do_jobs()

    assert [kind for kind, _ in told(asker)] == ["official"]


def test_an_accepted_answer_is_told_but_not_to_who_accepts_his_own() -> None:
    asker, helper = make_member(), make_member()
    problem = make_problem(by=asker)
    answer, own = make_answer(problem=problem, by=helper), make_answer(problem=problem, by=asker)

    with transaction():
        problems.accept_answer(answer, by=asker)
        problems.accept_answer(own, by=asker)

    assert told(helper) == [("accepted", answer.id)]
    assert told(asker) == []


def test_author_voters_and_followers_hear_what_became_of_an_idea(do_jobs: Callable[[], None]) -> None:
    author, voter, follower, other = (make_member() for _ in range(4))
    idea = make_idea(by=author)
    make_vote(on=idea, by=voter)
    make_follow(on=idea, by=follower)

    decide_to_plan(idea)
    do_jobs()

    for member in (author, voter, follower):
        assert told(member) == [("status", idea.id)]
    assert told(other) == []


def decide_to_plan(idea: Idea) -> None:
    analyst = make_member(roles=("analyst",))
    with transaction():
        ideas.change_status(idea, Status.PLANNED, source="In spring.", by=analyst)


def test_what_one_may_not_see_any_more_is_neither_shown_nor_counted(do_jobs: Callable[[], None]) -> None:
    asker = make_member()
    answer = make_answer(problem=make_problem(by=asker))
    do_jobs()
    assert unread_count(asker) == 1

    set_state(answer, "hidden")

    assert told(asker) == []
    assert unread_count(asker) == 0


def test_followers_outside_the_audience_are_not_told(do_jobs: Callable[[], None]) -> None:
    acme = make_organization()
    colleague, outsider = make_member(organization=acme), make_member()
    problem = make_problem(by=make_member(organization=acme), audience=Audience.ORGANIZATION)
    for member in (colleague, outsider):
        make_follow(on=problem, by=member)

    make_answer(problem=problem, by=make_member(roles=("agent",)))
    do_jobs()

    assert len(told(colleague)) == 1
    assert db.session.query(Notification).filter_by(member_id=outsider.id).count() == 0


def test_a_pending_reply_is_told_of_when_it_is_approved(do_jobs: Callable[[], None]) -> None:
    asker = make_member()
    answer = make_answer(problem=make_problem(by=asker), state="pending")
    do_jobs()
    assert told(asker) == []

    set_state(answer, "visible")
    do_jobs()

    assert told(asker) == [("reply", answer.id)]


def test_a_muted_kind_is_not_told(do_jobs: Callable[[], None]) -> None:
    asker = make_member()
    with transaction():
        actions.choose_kinds(asker, ["accepted", "official", "status", "decision"])

    make_answer(problem=make_problem(by=asker))
    do_jobs()

    assert told(asker) == []


def test_decisions_cannot_be_muted() -> None:
    member = make_member()

    with pytest.raises(NotAllowedError), transaction():
        actions.choose_kinds(member, ["reply"])


def test_opening_marks_one_as_read_and_leads_to_the_post(sign_in: SignIn, do_jobs: Callable[[], None]) -> None:
    asker = make_member()
    answer = make_answer(problem=make_problem(by=asker))
    do_jobs()
    [one] = inbox(asker).rows

    response = sign_in(asker).send(f"/inbox/{one.id}/open")

    assert response.status_code == 303
    assert response.location.endswith(f"#post-{answer.id}")
    assert unread_count(asker) == 0


def test_nobody_opens_anothers(sign_in: SignIn, do_jobs: Callable[[], None]) -> None:
    asker = make_member()
    make_answer(problem=make_problem(by=asker))
    do_jobs()
    [one] = inbox(asker).rows

    assert sign_in(make_member()).send(f"/inbox/{one.id}/open").status_code == 404
    assert unread_count(asker) == 1


def test_marking_all_as_read_can_be_undone(sign_in: SignIn, do_jobs: Callable[[], None]) -> None:
    asker = make_member()
    make_answer(problem=make_problem(by=asker))
    do_jobs()
    client = sign_in(asker)

    client.send("/inbox/read")
    assert unread_count(asker) == 0
    page = read_page(client.get("/inbox"))
    undo = next(form for form in page.all("form") if "/inbox/unread" in (form["action"] or ""))
    client.send(undo["action"])

    assert unread_count(asker) == 1


def test_the_inbox_costs_the_same_for_many_lines(sign_in: SignIn, do_jobs: Callable[[], None]) -> None:
    asker = make_member()
    problem = make_problem(by=asker)
    for _ in range(5):
        make_answer(problem=problem)
    do_jobs()
    client = sign_in(asker)

    with at_most_queries(5):
        page = read_page(client.get("/inbox"))

    assert len(page.all("article")) == 5


def test_an_empty_inbox_says_what_will_be_here(sign_in: SignIn) -> None:
    assert "Nothing yet" in read_page(sign_in(make_member()).get("/inbox")).text


def test_the_settings_list_what_is_followed_and_keep_the_choice(sign_in: SignIn) -> None:
    member = make_member()
    problem = make_problem(by=member, title="It beeps")
    client = sign_in(member)

    response = client.send("/inbox/settings", {"kinds": ["accepted"]})

    assert response.status_code == 303
    page = read_page(client.get("/inbox/settings"))
    assert page.has("link", "It beeps")
    assert [post.id for post in followed(member).rows] == [problem.id]
    make_answer(problem=problem)
    assert told(member) == []


def test_strangers_are_led_to_sign_in(client: Client) -> None:
    for path in ("/inbox", "/inbox/settings"):
        assert client.get(path).status_code == 303
