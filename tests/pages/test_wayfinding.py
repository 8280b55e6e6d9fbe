from collections.abc import Callable

import pytest

from community.members.models import Member
from tests.client import Client
from tests.factories import make_answer, make_comment, make_idea, make_member, make_problem, make_review, set_state
from tests.page import read_page

SignIn = Callable[[Member], Client]


def test_a_short_address_leads_to_the_post_in_its_thread(client: Client) -> None:
    answer = make_answer(problem=make_problem(title="It hums"))

    response = client.get(f"/p/{answer.id}")

    assert response.status_code == 302
    assert response.location == f"/problems/{answer.problem.id}/it-hums#post-{answer.id}"


@pytest.mark.parametrize("make", [make_problem, make_answer, make_idea, make_review])
def test_a_short_address_knows_every_kind(client: Client, make: Callable[[], object]) -> None:
    post = make()

    response = client.get(f"/p/{post.id}")  # type: ignore[attr-defined]

    assert client.get(response.location).status_code == 200


def test_a_short_address_of_what_one_may_not_see_is_not_found(client: Client, sign_in: SignIn) -> None:
    author = make_member()
    comment = set_state(make_comment(on=make_problem(), by=author), "hidden")

    assert client.get(f"/p/{comment.id}").status_code == 404
    assert sign_in(make_member()).get(f"/p/{comment.id}").status_code == 404
    assert client.get("/p/999999").status_code == 404
    assert sign_in(author).get(f"/p/{comment.id}").status_code == 302


def test_robots_are_asked_to_stay_out_of_the_desks(client: Client) -> None:
    response = client.get("/robots.txt")

    assert response.mimetype == "text/plain"
    assert "Disallow: /desk/" in response.text.splitlines()
    assert "Disallow: /" not in response.text.splitlines()


def test_the_old_icon_address_leads_to_the_mark(client: Client) -> None:
    response = client.get("/favicon.ico")

    assert response.status_code == 302
    assert client.get(response.location).mimetype == "image/svg+xml"


def test_about_tells_rules_help_counting_and_privacy(client: Client) -> None:
    page = read_page(client.get("/about"))

    assert page.title == "House rules and help · Roshana Community"
    for heading in ("House rules", "Help", "How counting works", "Reputation", "Privacy"):
        assert page.has("heading", heading)
    assert "15 points for an answer that somebody else accepted" in page.text
