from collections.abc import Callable

import pytest

from community.members.models import Member
from tests.client import Client
from tests.factories import make_answer, make_member, make_problem, set_state
from tests.page import read_page
from tests.problems.places import address

SignIn = Callable[[Member], Client]
PART = {"HX-Request": "true"}


def test_the_asker_accepts_and_undoes_it(sign_in: SignIn) -> None:
    asker = make_member()
    answer = make_answer(problem=make_problem(by=asker))
    browser = sign_in(asker)

    response = browser.send(f"/answers/{answer.id}/accept")

    assert response.status_code == 303
    assert response.location == address(answer)
    assert answer.problem.is_solved
    page = read_page(browser.get(response.location))
    status = next(one for one in page.all("status") if "Marked as the answer that helped." in one.text)
    assert "Solved" in page.by_id("standing").text
    assert page.by_id(f"post-{answer.id}").one("heading").text == "Accepted answer Answer 1"

    form = next(one for one in status.walk() if one.tag == "form")
    assert form["action"] == f"/answers/{answer.id}/unaccept"
    browser.send(form["action"])
    assert not answer.problem.is_solved


def test_accepting_by_script_returns_what_changed(sign_in: SignIn) -> None:
    asker = make_member()
    problem = make_problem(by=asker)
    first, better = make_answer(problem=problem, accepted=True), make_answer(problem=problem)

    response = sign_in(asker).send(f"/answers/{better.id}/accept", headers=PART)

    page = read_page(response)
    assert not page.has("main")
    assert [one["id"] for one in page.all("article")] == [f"post-{better.id}", f"post-{first.id}"]
    assert "data-accepted" in page.by_id(f"post-{better.id}").attributes
    assert "data-accepted" not in page.by_id(f"post-{first.id}").attributes
    assert "hx-swap-oob" not in page.by_id(f"post-{better.id}").attributes
    assert "hx-swap-oob" in page.by_id(f"post-{first.id}").attributes
    assert "hx-swap-oob" in page.by_id("standing").attributes
    assert page.by_id(f"post-{better.id}")["data-announce"] == "Marked as the answer that helped."
    assert "Answer 2" in page.by_id(f"post-{better.id}").text


def test_unaccepting_by_script_returns_what_changed(sign_in: SignIn) -> None:
    asker = make_member()
    answer = make_answer(problem=make_problem(by=asker), accepted=True)

    page = read_page(sign_in(asker).send(f"/answers/{answer.id}/unaccept", headers=PART))

    assert "Not solved yet" in page.by_id("standing").text
    assert page.has("button", "This solved it answer 1")


@pytest.mark.parametrize("doing", ["accept", "unaccept"])
def test_others_do_not_judge(doing: str, client: Client, sign_in: SignIn) -> None:
    answer = make_answer(accepted=doing == "unaccept")

    assert sign_in(make_member()).send(f"/answers/{answer.id}/{doing}").status_code == 403
    assert client.send(f"/answers/{answer.id}/{doing}").status_code == 303
    assert answer.problem.is_solved is (doing == "unaccept")


def test_absent_and_not_yours_answer_alike(sign_in: SignIn) -> None:
    asker = make_member()
    problem = make_problem(by=asker)
    hidden = set_state(make_answer(problem=problem), "hidden")
    browser = sign_in(asker)

    for answer_id in (hidden.id, problem.id, 99_999):
        assert browser.send(f"/answers/{answer_id}/accept").status_code == 404


def test_nothing_is_accepted_in_a_closed_problem(sign_in: SignIn) -> None:
    asker = make_member()
    answer = make_answer(problem=make_problem(by=asker))
    browser = sign_in(asker)
    browser.send(f"/problems/{answer.problem.id}/close")

    response = browser.send(f"/answers/{answer.id}/accept")

    assert response.status_code == 409
    assert "Reopen it first." in read_page(response).text
    assert not answer.problem.is_solved


def test_closing_and_reopening_undo_each_other(sign_in: SignIn) -> None:
    asker = make_member()
    problem = make_problem(by=asker)
    browser = sign_in(asker)

    response = browser.send(f"/problems/{problem.id}/close")
    page = read_page(browser.get(response.location))
    assert problem.is_closed
    assert "Closed. It takes no new answers." in page.text
    assert not page.has("textbox", "Your answer")
    assert page.has("button", "Undo")

    browser.send(f"/problems/{problem.id}/reopen")
    assert not problem.is_closed
    assert read_page(browser.get(address(problem))).has("textbox", "Your answer")


@pytest.mark.parametrize("doing", ["close", "reopen"])
def test_others_neither_close_nor_reopen(doing: str, client: Client, sign_in: SignIn) -> None:
    problem = make_problem(closed=doing == "reopen")

    assert sign_in(make_member()).send(f"/problems/{problem.id}/{doing}").status_code == 403
    assert client.send(f"/problems/{problem.id}/{doing}").status_code == 303
    assert problem.is_closed is (doing == "reopen")
    hidden = set_state(problem, "hidden")
    for problem_id in (hidden.id, 99_999):
        assert sign_in(make_member()).send(f"/problems/{problem_id}/{doing}").status_code == 404


def test_a_change_needs_a_token(sign_in: SignIn) -> None:
    asker = make_member()
    answer = make_answer(problem=make_problem(by=asker))
    browser = sign_in(asker)

    for path in (f"/answers/{answer.id}/accept", f"/problems/{answer.problem.id}/close"):
        assert browser.post(path).status_code == 400
        assert browser.get(path).status_code in (301, 404, 405)
    assert not answer.problem.is_solved
    assert not answer.problem.is_closed
