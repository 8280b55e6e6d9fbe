from collections.abc import Callable

import pytest

from community.core.transaction import transaction
from community.members.models import Member
from community.posts.queries import attachments_of, draft_of, revisions_of
from community.problems.actions import Words, edit_problem
from community.problems.models import Answer, Problem
from tests.client import Client
from tests.factories import make_answer, make_draft, make_member, make_problem, make_product, set_state
from tests.page import Element, read_page
from tests.problems.pictures import picture
from tests.problems.places import address

SignIn = Callable[[Member], Client]


def edit_page(post: Problem | Answer, client: Client) -> Element:
    return read_page(client.get(edit_url(post)))


def edit_url(post: Problem | Answer) -> str:
    return f"/{post.kind}s/edit/{post.id}"


def form_of(page: Element) -> dict[str, str]:
    forms = [one for one in page.walk() if one.tag == "form" and "version" in one.fields]
    return forms[0].fields


def test_a_problem_is_changed(sign_in: SignIn) -> None:
    asker, product = make_member(), make_product(slug="app")
    problem = make_problem(by=asker, title="Old", source="Old text", environment="Pixel", tried="This")
    browser = sign_in(asker)

    fields = form_of(edit_page(problem, browser))
    assert [fields[name] for name in ("title", "source", "environment", "tried", "product")] == [
        "Old", "Old text", "Pixel", "This", "",
    ]  # fmt: skip
    response = browser.send(edit_url(problem), {**fields, "title": "New", "product": "app"})

    assert response.status_code == 303
    assert response.location == address(problem)
    assert response.location.endswith("/new")
    assert problem.product is product
    page = read_page(browser.get(response.location))
    assert "Your change is saved." in page.text
    assert "Edited" in page.text


def test_everyone_reads_what_it_said_before(client: Client) -> None:
    asker = make_member()
    problem = make_problem(by=asker, title="Old", source="Old text", environment="Old phone", tried="Old trick")
    with transaction():
        edit_problem(problem, Words("New", "New text"), by=asker, version=1, product=None)

    page = read_page(client.get(f"/posts/{problem.id}/revisions"))

    for words in ("Old", "Old text", "Old phone", "Old trick", "New text"):
        assert words in page.text


def test_of_two_editors_neither_loses_a_word(sign_in: SignIn) -> None:
    asker = make_member()
    problem = make_problem(by=asker, title="Old", source="Old text")
    browser = sign_in(asker)
    fields = form_of(edit_page(problem, browser))
    browser.send(edit_url(problem), {**fields, "title": "Theirs", "source": "Their text", "tried": "Their trick"})

    response = browser.send(edit_url(problem), {**fields, "title": "Mine", "source": "My text"})

    page = read_page(response)
    assert response.status_code == 409
    assert problem.title == "Theirs"
    assert "This was changed while you were writing" in page.text
    for words in ("Theirs", "Their text", "Their trick"):
        assert words in page.text
    mine = form_of(page)
    assert (mine["title"], mine["source"]) == ("Mine", "My text")

    assert browser.send(edit_url(problem), mine).status_code == 303
    assert (problem.title, problem.source) == ("Mine", "My text")
    assert [one.title for one in revisions_of(problem)] == ["Theirs", "Old"]


def test_of_two_editors_of_an_answer_neither_loses_a_word(sign_in: SignIn) -> None:
    helper = make_member()
    answer = make_answer(by=helper, source="Old")
    browser = sign_in(helper)
    fields = form_of(edit_page(answer, browser))
    assert browser.send(edit_url(answer), {**fields, "source": "Theirs"}).location == address(answer)

    page = read_page(browser.send(edit_url(answer), {**fields, "source": "Mine"}))

    assert "Theirs" in page.text
    assert form_of(page)["source"] == "Mine"
    assert browser.send(edit_url(answer), form_of(page)).status_code == 303
    assert answer.source == "Mine"


@pytest.mark.parametrize("version", ["", "x", "0", "99", "99999999999999999999"])
def test_a_version_that_nobody_saw_saves_nothing(version: str, sign_in: SignIn) -> None:
    asker = make_member()
    problem = make_problem(by=asker, title="Old", source="Old text")

    response = sign_in(asker).send(edit_url(problem), {"title": "New", "source": "New text", "version": version})

    assert response.status_code in (200, 409)
    assert problem.title == "Old"
    assert form_of(read_page(response))["title"] == "New"


@pytest.mark.parametrize("roles", [(), ("moderator",), ("agent",), ("administrator",)])
def test_nobody_else_edits(roles: tuple[str, ...], sign_in: SignIn) -> None:
    browser = sign_in(make_member(roles=roles))

    for post in (make_problem(), make_answer()):
        assert browser.get(edit_url(post)).status_code == 403
        response = browser.send(edit_url(post), {"title": "Mine", "source": "Mine now", "version": "1"})
        assert response.status_code == 403
        assert post.source != "Mine now"


def test_absent_and_not_yours_answer_alike(client: Client, sign_in: SignIn) -> None:
    browser = sign_in(make_member())
    hidden = set_state(make_problem(), "hidden")

    for problem_id in (hidden.id, 99_999):
        assert browser.get(f"/problems/edit/{problem_id}").status_code == 404
        assert browser.send(f"/problems/edit/{problem_id}", {"title": "x"}).status_code == 404
    assert client.get(f"/problems/edit/{make_problem().id}").status_code == 303
    assert browser.get("/answers/edit/99999").status_code == 404


def test_a_hidden_problem_may_be_mended_but_not_a_removed_one(sign_in: SignIn) -> None:
    asker = make_member()
    hidden = set_state(make_problem(by=asker), "hidden")
    removed = set_state(make_problem(by=asker), "removed")
    browser = sign_in(asker)

    assert browser.get(edit_url(hidden)).status_code == 200
    assert browser.get(edit_url(removed)).status_code == 403


def test_what_cannot_be_saved_comes_back_with_its_reason(sign_in: SignIn) -> None:
    asker = make_member()
    problem = make_problem(by=asker)
    browser = sign_in(asker)

    page = read_page(browser.send(edit_url(problem), {**form_of(edit_page(problem, browser)), "title": ""}))

    assert "Say in one sentence what is not working." in page.by_id("title-error").text
    assert form_of(page)["source"] == problem.source


def test_unsaved_words_come_back_and_can_be_thrown_away(sign_in: SignIn) -> None:
    asker = make_member()
    problem = make_problem(by=asker, title="Old")
    make_draft(by=asker, form=f"problem_edit-{problem.id}", fields={"title": "Half new"})
    browser = sign_in(asker)

    page = edit_page(problem, browser)
    assert "These are your unsaved words" in page.text
    assert form_of(page)["title"] == "Half new"
    assert page.has("button", "Throw the draft away")

    browser.send(edit_url(problem), form_of(page))
    assert problem.title == "Half new"
    assert draft_of(asker, f"problem_edit-{problem.id}") is None


def test_pictures_may_be_added_up_to_the_limit(sign_in: SignIn) -> None:
    asker = make_member()
    problem = make_problem(by=asker)
    browser = sign_in(asker)

    for count in (3, 2):
        fields = form_of(edit_page(problem, browser))
        browser.send(edit_url(problem), {**fields, "images": [picture() for _ in range(count)]})

    assert len(attachments_of([problem])[problem.id]) == 3
