from collections.abc import Callable

import pytest

from community.core.paging import PAGE_SIZE
from community.core.transaction import transaction
from community.members.models import Member
from community.problems.actions import Words, edit_problem
from community.problems.models import Problem
from tests.client import Client
from tests.factories import (
    make_answer,
    make_comment,
    make_draft,
    make_follow,
    make_member,
    make_problem,
    make_product,
    make_vote,
    set_state,
)
from tests.page import Element, read_page
from tests.problems.places import address
from tests.statements import at_most_queries

SignIn = Callable[[Member], Client]


def page_of(problem: Problem, client: Client, query: str = "") -> Element:
    response = client.get(address(problem) + query)
    assert response.status_code == 200
    return read_page(response)


def test_a_stranger_reads_the_whole_thread(client: Client) -> None:
    problem = make_problem(
        title="No light",
        source="It is **dark**.",
        environment="Modem R3",
        tried="New cable",
        product=make_product(name="R3"),
    )
    answer = make_answer(problem=problem, source="Press the button.")
    make_comment(on=answer, source="It worked!")

    page = page_of(problem, client)

    assert page.title == "No light · Roshana Community"
    assert page.one("heading", "No light")
    assert page.has("link", "R3")
    for words in (
        "It is dark .",
        "Modem R3",
        "New cable",
        "Not solved yet",
        "1 answer",
        "Press the button.",
        "It worked!",
    ):
        assert words in page.text


def test_a_strangers_page_holds_no_form_and_no_token(client: Client) -> None:
    response = client.get(address(make_answer().problem))

    forms = [one for one in read_page(response).walk() if one.tag == "form"]
    assert [form["action"] for form in forms] == ["/search"]
    assert "csrf" not in response.get_data(as_text=True)
    assert "Set-Cookie" not in response.headers
    assert read_page(response).has("link", "Sign in to answer")


def test_a_strangers_page_is_kept_until_the_thread_changes(client: Client) -> None:
    problem = make_problem()
    page_of(problem, client)
    here = address(problem)

    with at_most_queries(1):
        assert client.get(here).status_code == 200
    make_answer(problem=problem, source="Brand new.")

    assert "Brand new." in page_of(problem, client).text


def test_accepting_and_closing_renew_a_strangers_page(client: Client, sign_in: SignIn) -> None:
    asker = make_member()
    answer = make_answer(problem=make_problem(by=asker))
    assert "Not solved yet" in page_of(answer.problem, client).text

    sign_in(asker).send(f"/answers/{answer.id}/accept")
    assert "Accepted answer" in page_of(answer.problem, client).text

    sign_in(asker).send(f"/problems/{answer.problem.id}/close")
    assert "It takes no new answers." in page_of(answer.problem, client).text


@pytest.mark.parametrize("state", ["pending", "hidden", "removed"])
def test_what_is_not_shown_is_not_found(state: str, client: Client, sign_in: SignIn) -> None:
    asker = make_member()
    problem = set_state(make_problem(by=asker, source="A secret"), state)

    for browser in (client, sign_in(make_member()), sign_in(make_member(roles=("agent",)))):
        response = browser.get(address(problem))
        assert response.status_code == 404
        assert response.status_code == browser.get(f"/problems/{problem.id + 999}/x").status_code
        assert browser.get(f"/problems/{problem.id}").status_code == 404
        assert "A secret" not in response.get_data(as_text=True)
    for member in (asker, make_member(roles=("moderator",))):
        assert "A secret" in page_of(problem, sign_in(member)).text


def test_hiding_works_at_once_for_strangers(client: Client) -> None:
    answer = make_answer(source="Something bad")
    assert "Something bad" in page_of(answer.problem, client).text

    set_state(answer, "hidden")

    page = page_of(answer.problem, client)
    assert "Something bad" not in page.text
    assert "1 answer" not in page.text


def test_old_addresses_lead_to_the_present_one(client: Client) -> None:
    asker = make_member()
    problem = make_problem(by=asker, title="Old name")
    with transaction():
        edit_problem(problem, Words("نام نو", "Text"), by=asker, version=1, product=None)

    for path in (f"/problems/{problem.id}", f"/problems/{problem.id}/old-name", f"/problems/{problem.id}/x?after=a"):
        response = client.get(path)
        assert response.status_code == 301
        assert response.location.split("?")[0] == address(problem)
    assert client.get(f"/problems/{problem.id}/x?after=a").location.endswith("?after=a")


def test_any_title_has_its_page(client: Client) -> None:
    for title in ("Edit", "similar", "ask", "answers", "!?", "۱۲۳"):
        assert page_of(make_problem(title=title), client).one("heading", title)


def test_a_long_thread_is_read_page_by_page(client: Client) -> None:
    problem = make_problem()
    answers = [make_answer(problem=problem, source=f"Way number {number}.") for number in range(PAGE_SIZE + 2)]

    page = page_of(problem, client)
    assert f"{PAGE_SIZE + 2} answers" in page.text
    assert "Way number 0." in page.text
    assert not page.has("link", "Earlier answers")

    page = read_page(client.get(page.one("link", "More answers")["href"]))
    assert page.title.startswith(f"Further answers: {problem.title}")
    assert f"Way number {PAGE_SIZE}." in page.text
    assert "Way number 0." not in page.text
    assert "Way number 0." in read_page(client.get(page.one("link", "Earlier answers")["href"])).text
    assert answers[0].id != answers[-1].id


def test_the_address_of_a_late_answer_leads_to_its_page(client: Client) -> None:
    problem = make_problem()
    answers = [make_answer(problem=problem) for _ in range(PAGE_SIZE + 2)]
    comment = make_comment(on=answers[-1], source="Found me")

    page = read_page(client.get(address(answers[-1]).split("#")[0], follow_redirects=True))

    assert page.by_id(f"post-{answers[-1].id}")
    assert address(comment).endswith(f"#post-{comment.id}")
    assert "Found me" in read_page(client.get(address(comment).split("#")[0], follow_redirects=True)).text


def test_nonsense_in_the_address_is_the_first_page(client: Client) -> None:
    problem = make_problem()

    for query in ("?after=nonsense", "?answer=x", "?answer=", "?after=&answer=a"):
        assert page_of(problem, client, query).one("heading", problem.title)
    assert client.get(address(problem) + "?answer=99999999999999999999", follow_redirects=True).status_code == 200


def test_the_asker_judges_and_closes_and_edits(sign_in: SignIn) -> None:
    asker = make_member()
    problem = make_problem(by=asker)
    make_answer(problem=problem)

    page = page_of(problem, sign_in(asker))

    assert page.has("button", "This solved it answer 1")
    assert page.has("button", "Close")
    assert page.has("link", "Edit on the problem")
    assert not page.has("button", "I have this problem too")


def test_another_member_helps_and_votes(sign_in: SignIn) -> None:
    member, problem = make_member(), make_problem()
    answer = make_answer(problem=problem)
    make_vote(on=answer, by=member)
    make_follow(on=problem, by=member)

    page = page_of(problem, sign_in(member))

    assert not any(button.name.startswith(("This solved it", "Close")) for button in page.all("button"))
    assert page.has("link", "Report on the problem")
    assert page.has("textbox", "Your answer")
    assert page.has("button", "Stop telling me")
    assert "You found it helpful" in page.text
    assert not page.has("checkbox")


def test_staff_may_answer_officially(sign_in: SignIn) -> None:
    page = page_of(make_problem(), sign_in(make_member(roles=("agent",))))

    assert page.has("checkbox", "Speak for the company")


def test_a_draft_comes_back(sign_in: SignIn) -> None:
    member, problem = make_member(), make_problem()
    make_draft(by=member, form=f"answer-{problem.id}", fields={"source": "Half an ans"})

    assert page_of(problem, sign_in(member)).one("textbox", "Your answer").value == "Half an ans"
    assert page_of(problem, sign_in(make_member())).one("textbox", "Your answer").value == ""


def test_an_unanswered_problem_invites(client: Client) -> None:
    assert "No answer yet" in page_of(make_problem(), client).text


def test_the_statements_do_not_grow_with_the_answers(sign_in: SignIn) -> None:
    browser = sign_in(make_member(roles=("moderator",)))
    counts = []
    for size in (3, PAGE_SIZE):
        problem = make_problem(product=make_product())
        for _ in range(size):
            make_comment(on=make_answer(problem=problem))
        page_of(problem, browser)
        with at_most_queries(15) as statements:
            page_of(problem, browser)
        counts.append(len(statements))

    assert counts[0] == counts[1]


def test_search_engines_read_what_solved_it(client: Client) -> None:
    problem = make_problem(solved=True)
    make_answer(problem=problem)

    html = client.get(address(problem)).get_data(as_text=True)

    assert 'itemtype="https://schema.org/QAPage"' in html
    assert html.count('itemprop="acceptedAnswer"') == 1
    assert html.count('itemprop="suggestedAnswer"') == 1
    assert "QAPage" not in client.get(address(make_problem())).get_data(as_text=True)


def test_similar_problems_come_as_a_part(client: Client) -> None:
    problem = make_problem()

    response = client.get(f"/problems/similar/{problem.id}")

    assert "Nothing like it so far." in read_page(response).text
    assert not read_page(response).has("main")
    assert client.get(f"/problems/similar/{set_state(problem, 'hidden').id}").status_code == 404


def test_names_and_titles_are_shown_as_typed(client: Client) -> None:
    evil = "<script>alert(1)</script>\u202e"
    problem = make_problem(title=evil, source=evil, environment=evil, tried=evil, by=make_member(name="<b>Bold</b>"))

    html = client.get(address(problem)).get_data(as_text=True)

    assert "<script>alert" not in html
    assert "<b>Bold" not in html
    assert "\u202e" not in read_page(html).one("heading", "<script>alert(1)</script>").text
