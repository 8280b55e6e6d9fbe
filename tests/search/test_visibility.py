"""Search finds for nobody what he may not see, and does not count or suggest it either."""

from collections.abc import Callable

import pytest

from community.core.transaction import transaction
from community.members.models import Member, Viewer, Visitor
from community.posts.actions import edit
from community.posts.models import Audience, Post, State
from community.posts.queries import get_post
from community.search.queries import results_page, suggestions
from community.search.similar import resembling_posts
from community.search.sought import Scope
from tests.client import Client
from tests.factories import (
    make_answer,
    make_comment,
    make_idea,
    make_member,
    make_organization,
    make_problem,
    set_state,
)

DoJobs = Callable[[], int]
SignIn = Callable[[Member], Client]

SECRET = "xylophone quartz marmalade"
WITHDRAWN = [State.PENDING, State.HIDDEN, State.REMOVED]


def outputs(browser: Client) -> str:
    """Return all that search shows to this browser for the secret words and for harmless ones."""
    paths = [
        f"/search?q={SECRET}", f"/search?q={SECRET}&kind=problem", "/search?q=kettle", "/search?q=xylophone",
        "/search/suggest?q=xyl", f"/search/suggest?q={SECRET}", "/search/suggest?q=kettle",
        f"/search/similar?title={SECRET}&kind=problem", f"/search/similar?title={SECRET}&kind=idea",
    ]  # fmt: skip
    return "".join(browser.get(path).text for path in paths)


def found(viewer: Viewer, text: str = SECRET) -> tuple[int, int, int]:
    """Return how much search finds, suggests and calls similar."""
    page = results_page(text, viewer, scope=Scope())
    similar = resembling_posts(text, viewer, kinds=("problem", "idea"), limit=10)
    return page.count + sum(page.counts.values()), len(suggestions(text, viewer).posts), len(similar)


@pytest.mark.parametrize("state", WITHDRAWN)
def test_a_withdrawn_post_is_found_by_nobody(state: State, do_jobs: DoJobs, sign_in: SignIn, client: Client) -> None:
    author, moderator = make_member(), make_member(roles=("moderator",))
    problem = make_problem(title=f"Hatstand {SECRET}", source="Tangerines everywhere.", by=author)
    do_jobs()
    set_state(problem, state)

    for jobs_done in (False, True):
        if jobs_done:
            do_jobs()
        for viewer in (Visitor(), make_member(), author, moderator):
            assert found(viewer) == (0, 0, 0)
        for browser in (client, sign_in(author), sign_in(moderator)):
            shown = outputs(browser)
            assert "Hatstand" not in shown
            assert "angerine" not in shown


@pytest.mark.parametrize("state", WITHDRAWN)
def test_what_hangs_below_a_withdrawn_post_is_withdrawn_with_it(state: State, do_jobs: DoJobs) -> None:
    problem = make_problem(title="Kettle")
    answer = make_answer(problem=problem, source=f"Try the {SECRET}.")
    make_comment(on=answer, source=f"No {SECRET} for me.")
    do_jobs()
    assert found(Visitor())[0] == 2

    set_state(problem, state)
    do_jobs()

    assert found(Visitor()) == (0, 0, 0)


def test_what_is_shown_again_is_found_again_with_all_below_it(do_jobs: DoJobs) -> None:
    problem = make_problem(title="Kettle")
    make_comment(on=make_answer(problem=problem, source="Yes."), source=f"Ah, {SECRET}.")
    set_state(problem, State.HIDDEN)
    do_jobs()

    set_state(problem, State.VISIBLE)
    do_jobs()

    assert found(Visitor())[0] == 2


def test_a_post_that_awaits_approval_is_found_once_it_is_approved(do_jobs: DoJobs) -> None:
    idea = make_idea(title=f"A {SECRET}", state=State.PENDING)
    do_jobs()
    assert found(Visitor()) == (0, 0, 0)

    set_state(idea, State.VISIBLE)
    do_jobs()

    assert found(Visitor()) == (2, 1, 1)


def test_what_is_for_staff_is_found_by_staff_alone(do_jobs: DoJobs) -> None:
    make_problem(title=f"Kettle {SECRET}", audience=Audience.STAFF)
    do_jobs()

    assert found(Visitor()) == found(make_member()) == (0, 0, 0)
    assert found(make_member(roles=("agent",))) == (2, 1, 1)


def test_what_is_for_an_organization_is_found_by_its_members_alone(do_jobs: DoJobs) -> None:
    ours, theirs = make_organization(), make_organization()
    author = make_member(organization=ours)
    make_problem(title=f"Kettle {SECRET}", audience=Audience.ORGANIZATION, by=author)
    do_jobs()

    assert found(make_member(organization=ours)) == (2, 1, 1)
    assert found(make_member(organization=theirs)) == found(make_member()) == found(Visitor()) == (0, 0, 0)


def test_an_old_revision_is_not_found(do_jobs: DoJobs) -> None:
    problem = make_problem(title=f"Kettle {SECRET}")
    do_jobs()

    with transaction():
        row = get_post(Post, problem.id, problem.author or Visitor(), for_update=True)
        assert row.author is not None
        edit(row, by=row.author, version=row.version, title="Kettle", source="It leaks a little.")
    do_jobs()

    assert found(Visitor()) == (0, 0, 0)
    assert found(Visitor(), "kettle leaks little") == (2, 1, 1)


def test_a_similar_post_that_may_not_be_seen_leads_nowhere(do_jobs: DoJobs, client: Client) -> None:
    hidden = make_problem(title=f"Kettle {SECRET}", state=State.HIDDEN)

    assert client.get(f"/search/similar/{hidden.id}").status_code == 404
    assert client.get("/search/similar/999999").status_code == 404


def test_many_posts_for_others_do_not_crowd_out_the_one_for_the_viewer(do_jobs: DoJobs) -> None:
    for _ in range(100):
        make_problem(title="Kettle leaks at the spout", audience=Audience.STAFF)
    make_problem(title="Kettle leaks at the spout")
    do_jobs()

    assert found(Visitor(), "kettle leaks at the spout") == (2, 1, 1)
