from collections.abc import Callable

import pytest

from community.core.database import db
from community.members.models import Member
from community.posts.queries import attachments_of, draft_of
from community.problems.models import Answer, Problem
from tests.client import Client
from tests.factories import make_draft, make_member, make_problem, set_state
from tests.page import read_page
from tests.problems.pictures import picture
from tests.problems.places import address

SignIn = Callable[[Member], Client]


def form_of(problem: Problem, client: Client) -> dict[str, str]:
    return read_page(client.get(address(problem))).by_id("your-answer").fields


def answers() -> list[Answer]:
    return db.session.query(Answer).order_by(Answer.id).all()


def test_an_answer_is_posted_and_shown_in_its_place(sign_in: SignIn) -> None:
    helper, problem = make_member(), make_problem()
    browser = sign_in(helper)

    response = browser.send(
        f"/problems/{problem.id}/answers", {**form_of(problem, browser), "source": "Press the *button*."}
    )

    [answer] = answers()
    assert response.status_code == 303
    assert response.location == address(answer) == f"{address(problem)}#post-{answer.id}"
    assert answer.author is helper
    page = read_page(browser.get(response.location))
    assert "Thank you. Your answer is posted." in page.text
    assert "Press the button ." in page.by_id(f"post-{answer.id}").text


def test_the_same_form_sent_twice_makes_one_answer(sign_in: SignIn) -> None:
    problem = make_problem()
    browser = sign_in(make_member())
    form = {**form_of(problem, browser), "source": "Press it."}

    first = browser.send(f"/problems/{problem.id}/answers", form)
    second = browser.send(f"/problems/{problem.id}/answers", form)

    assert len(answers()) == 1
    assert first.location == second.location


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("", "Your answer is still empty."),
        ("?!", "Please write a few words."),
        ("x " * 10_001, "This is 1 character too long."),
        ("y" * 10_000, "One of these words is too long to be shown."),
    ],
)
def test_what_cannot_be_posted_comes_back_with_its_reason(source: str, sentence: str, sign_in: SignIn) -> None:
    problem = make_problem()

    page = read_page(sign_in(make_member()).send(f"/problems/{problem.id}/answers", {"source": source}))

    assert page.title.startswith("Error:")
    assert sentence in page.by_id("source-error").text
    assert page.by_id("your-answer").fields["source"] == source.strip()
    assert answers() == []


def test_a_preview_posts_nothing(sign_in: SignIn) -> None:
    problem = make_problem()

    page = read_page(
        sign_in(make_member()).send(f"/problems/{problem.id}/answers", {"source": "1. One\n2. Two", "preview": "1"})
    )

    assert "One Two" in page.by_id("your-answer").text
    assert page.by_id("your-answer").fields["source"] == "1. One\n2. Two"
    assert answers() == []


def test_an_answer_that_arrives_after_closing_is_kept_and_told_why(sign_in: SignIn) -> None:
    problem = make_problem(closed=True)

    response = sign_in(make_member()).send(f"/problems/{problem.id}/answers", {"source": "I know the way out!"})

    assert response.status_code == 409
    assert "closed before your answer arrived" in read_page(response).text
    assert "I know the way out!" in response.get_data(as_text=True)
    assert answers() == []


def test_a_stranger_keeps_the_text_through_a_sign_in(client: Client) -> None:
    response = client.send(f"/problems/{make_problem().id}/answers", {"source": "I know the way out!"})

    assert response.status_code == 401
    assert "I know the way out!" in response.get_data(as_text=True)


def test_absent_and_not_yours_answer_alike(sign_in: SignIn) -> None:
    hidden = set_state(make_problem(), "hidden")
    browser = sign_in(make_member())

    for problem_id in (hidden.id, 99_999):
        assert browser.send(f"/problems/{problem_id}/answers", {"source": "Hello there"}).status_code == 404
        assert browser.send(f"/problems/{problem_id}/answers", {"source": ""}).status_code == 404
    assert answers() == []


def test_staff_answer_officially_and_customers_do_not(sign_in: SignIn) -> None:
    problem = make_problem()

    sign_in(make_member(roles=("agent",))).send(
        f"/problems/{problem.id}/answers", {"source": "We fixed it.", "official": "y"}
    )
    refused = sign_in(make_member()).send(
        f"/problems/{problem.id}/answers", {"source": "We fixed it.", "official": "y"}
    )

    assert [answer.official for answer in answers()] == [True]
    assert refused.status_code == 403


def test_posting_ends_the_draft(sign_in: SignIn) -> None:
    helper, problem = make_member(), make_problem()
    make_draft(by=helper, form=f"answer-{problem.id}", fields={"source": "Half"})

    sign_in(helper).send(f"/problems/{problem.id}/answers", {"source": "Whole"})

    assert draft_of(helper, f"answer-{problem.id}") is None


def test_pictures_survive_a_preview(sign_in: SignIn) -> None:
    problem = make_problem()
    browser = sign_in(make_member())
    data = {"source": "See here", "images": picture(), "images_alt": "The switch"}

    page = read_page(browser.send(f"/problems/{problem.id}/answers", {**data, "preview": "1"}))
    browser.send(f"/problems/{problem.id}/answers", page.by_id("your-answer").fields)

    [answer] = answers()
    assert [image.alt for image in attachments_of([answer])[answer.id]] == ["The switch"]


def test_answering_has_a_rate(sign_in: SignIn, change_settings: Callable[..., object]) -> None:
    change_settings(rate_limit_scale=0.01)
    problem, browser = make_problem(), sign_in(make_member())

    assert browser.send(f"/problems/{problem.id}/answers", {"source": "One"}).status_code == 303
    response = browser.send(f"/problems/{problem.id}/answers", {"source": "Two is kept"})

    assert response.status_code == 429
    assert "Two is kept" in response.get_data(as_text=True)
