"""Beside a composer: what is suggested, the kind end of a draft, and what the log learns of it all."""

from collections.abc import Callable
from typing import Any

import pytest

from community.core import observations
from community.core.database import db
from community.members.models import Member
from community.posts.models import Post
from community.posts.queries import draft_of, drafts_of
from community.problems.models import Problem
from community.reviews.models import Review
from tests.client import Client
from tests.factories import (
    make_answer,
    make_article,
    make_draft,
    make_idea,
    make_member,
    make_problem,
    make_product,
    set_state,
)
from tests.page import read_page

SignIn = Callable[[Member], Client]
DoJobs = Callable[[], int]
WORDS = {"title": "The app signs me out", "source": "Every morning it wants a code from me."}


@pytest.fixture
def similar(do_jobs: DoJobs) -> Problem:
    """A solved problem that an index knows, much like the one that is written."""
    problem = make_problem(title="The app signs me out every morning", source="It wants a code from me each day.")
    make_answer(problem=problem, source="Turn off the battery saver for the app.", accepted=True)
    do_jobs()
    return problem


def seen(kind: str) -> list[dict[str, Any]]:
    return [one["details"] for one in observations._waiting if one["kind"] == f"similar.{kind}"]


def suggested(browser: Client, form: str = "problem", **more: str) -> str:
    return browser.get(
        "/search/similar", query_string={"form": form, "title": WORDS["title"], "text": WORDS["source"], **more}
    ).text


def test_a_solved_problem_is_suggested_with_the_first_lines_of_its_answer(similar: Problem, sign_in: SignIn) -> None:
    product = make_product()

    fragment = suggested(sign_in(make_member()), "problem-2", product=product.slug)

    assert "Turn off the battery saver" in fragment
    assert f'formaction="/search/similar/{similar.id}/solved?form=problem-2"' in fragment
    assert seen("shown") == [
        {"composer": "problem", "post_ids": [similar.id], "language": "en", "product_id": product.id}
    ]


def test_an_answer_that_was_hidden_is_not_told(similar: Problem, sign_in: SignIn) -> None:
    answer = db.session.get_one(Post, similar.accepted_answer_id)
    set_state(answer, "hidden")

    assert "battery saver" not in suggested(sign_in(make_member()))


def test_this_solved_it_ends_the_draft_kindly_and_can_be_undone(similar: Problem, sign_in: SignIn) -> None:
    member = make_member()
    make_draft(by=member, form="problem-2", fields={"title": "The app"})
    browser = sign_in(member)

    response = browser.send(f"/search/similar/{similar.id}/solved?form=problem-2", WORDS)

    assert f"/problems/{similar.id}/" in response.location
    page = read_page(browser.get(response.location))
    assert "Good to hear." in page.text
    assert drafts_of(member) == []
    assert seen("solved") == [{"composer": "problem", "post_id": similar.id}]

    back = browser.send("/search/similar/bring-back?form=problem-2")
    assert back.location == "/problems/ask?draft=2"
    draft = draft_of(member, "problem-2")
    assert draft is not None
    assert draft.fields == WORDS
    assert seen("undone") == [{"composer": "problem"}]

    again = browser.send("/search/similar/bring-back?form=problem-2")
    assert "not kept any more" in browser.get(again.location).text


def test_the_page_of_an_opened_suggestion_asks_whether_it_helped(similar: Problem, sign_in: SignIn) -> None:
    member = make_member()
    make_draft(by=member, form="problem", fields=WORDS)
    browser = sign_in(member)

    page = read_page(browser.get(browser.get(f"/search/similar/{similar.id}?form=problem").location))

    assert page.one("link", "No, go on writing")["href"] == "/problems/ask"
    assert page.has("heading", "Does this solve it?")
    browser.send(f"/search/similar/{similar.id}/solved?form=problem")
    assert drafts_of(member) == []
    browser.send("/search/similar/bring-back?form=problem")
    assert [draft.fields for draft in drafts_of(member)] == [WORDS]
    assert seen("opened") == [{"composer": "problem", "post_id": similar.id}]
    for address in (f"/problems/{similar.id}?writing=problem&similar=x", f"/problems/{similar.id}?writing=comment-1"):
        assert "Does this solve it?" not in browser.get(address, follow_redirects=True).text


def test_any_post_may_have_solved_it_but_none_that_one_may_not_see(sign_in: SignIn) -> None:
    browser = sign_in(make_member())
    hidden = set_state(make_problem(), "hidden")

    for post in (make_answer(), make_article()):
        assert browser.send(f"/search/similar/{post.id}/solved?form=problem").status_code == 303
    for number in (hidden.id, 99999):
        assert browser.send(f"/search/similar/{number}/solved?form=problem", WORDS).status_code == 404
    assert browser.send(f"/search/similar/{make_problem().id}/solved?form=comment-1", WORDS).status_code == 404


def test_posting_past_suggestions_is_remembered_without_the_post(similar: Problem, sign_in: SignIn) -> None:
    browser = sign_in(make_member())

    step = browser.send("/problems/ask", {**WORDS, "resend_key": "a"})
    for _ in range(2):
        browser.send("/problems/ask", {**WORDS, "resend_key": "a", "confirmed": "1"})

    assert "Turn off the battery saver" in step.text
    assert [one["post_ids"] for one in seen("shown")] == [[similar.id]]
    assert seen("posted") == [{"composer": "problem"}]


def test_a_review_of_a_trouble_is_shown_its_solution_before_it_is_posted(similar: Problem, sign_in: SignIn) -> None:
    product = make_product()
    browser = sign_in(make_member())
    words = {**WORDS, "rating": "2", "resend_key": "a"}

    step = read_page(browser.send(f"/products/{product.slug}/review", words))

    assert step.has("link", similar.title)
    assert "This solved it" in step.text
    assert browser.send(f"/products/{product.slug}/review", {**words, "confirmed": "1"}).status_code == 303
    assert db.session.query(Review).count() == 1


def test_an_idea_is_stopped_by_the_same_idea_only(sign_in: SignIn, do_jobs: DoJobs) -> None:
    same = make_idea(title="Quiet hours at night for outages", source="Only outages should ring at night.")
    make_idea(title="Quiet hours for the office", source="Nobody wants mails while on holiday or asleep.")
    do_jobs()
    browser = sign_in(make_member())

    near = {"title": "Quiet hours for parcels", "source": "No van should come before nine.", "resend_key": "a"}
    assert browser.send("/ideas/submit", near).status_code == 303
    like = {"title": "Quiet hours at night", "source": "Only outages should ring at night.", "resend_key": "b"}
    step = read_page(browser.send("/ideas/submit", like))
    assert step.has("link", same.title)
    assert "I want this too" in step.text
