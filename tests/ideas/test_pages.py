"""The pages of ideas, as people open them."""

from collections.abc import Callable
from urllib.parse import unquote

import pytest

from community.core.transaction import transaction
from community.ideas import actions, queries
from community.ideas.models import DeclineReason, Idea, Status
from community.members.models import Member
from tests.client import Client
from tests.factories import make_comment, make_idea, make_member, make_product, make_vote, set_state
from tests.page import Element, read_page
from tests.statements import at_most_queries

SignIn = Callable[[Member], Client]


def url_of(idea: Idea) -> str:
    return f"/ideas/{idea.id}/{idea.title.lower().replace(' ', '-')}"


def answer(idea: Idea, status: Status, source: str, reason: DeclineReason | None = None) -> None:
    by = make_member(name="Leila Karimi", roles=("analyst",))
    with transaction():
        after = queries.latest_change_id(idea)
        actions.change_status(idea, status, source=source, by=by, reason=reason, after=after)


def page_at(browser: Client, path: str) -> Element:
    response = browser.get(path)
    assert response.status_code == 200, response.headers
    return read_page(response)


def test_an_idea_shows_on_top_what_the_company_says(client: Client) -> None:
    idea = make_idea(title="Quiet hours", source="Only outages at night.")
    answer(idea, Status.DECLINED, "Not this year.", DeclineReason.COSTS_TOO_MUCH)

    page = page_at(client, url_of(idea))

    assert page.title.startswith("Quiet hours")
    text = page.one("main").text
    assert text.index("Declined") < text.index("Not this year.") < text.index("Only outages at night.")
    assert "Leila Karimi" in text
    assert "It costs more than it gives" in text
    assert "Votes are closed." in text


def test_the_way_an_idea_took_can_be_unfolded(client: Client) -> None:
    idea = make_idea()
    answer(idea, Status.PLANNED, "In spring.")
    answer(idea, Status.DELIVERED, "There it is.")

    page = page_at(client, url_of(idea))

    assert page.text.index("There it is.") < page.text.index("In spring.")


def test_an_old_address_leads_to_the_present_one(client: Client) -> None:
    idea = make_idea(title="ساعت‌های خلوت")

    for path in (f"/ideas/{idea.id}", f"/ideas/{idea.id}/old-words"):
        response = client.get(path)
        assert response.status_code == 301
        assert unquote(response.location) == f"/ideas/{idea.id}/ساعت-های-خلوت"


def test_a_stranger_is_led_to_sign_in_and_finds_no_form_that_writes(client: Client) -> None:
    idea = make_idea()

    page = page_at(client, url_of(idea))

    assert page.has("link", "Sign in to comment")
    assert all(form.attributes.get("method", "get").lower() == "get" for form in page.all("form"))
    assert "csrf" not in client.get(url_of(idea)).text


def test_a_member_votes_and_takes_it_back(sign_in: SignIn) -> None:
    idea, browser = make_idea(), sign_in(make_member())

    assert browser.send(f"/posts/{idea.id}/vote", {"value": "1"}).status_code == 303
    voted = page_at(browser, url_of(idea))
    browser.send(f"/posts/{idea.id}/vote", {"value": "0"})
    taken_back = page_at(browser, url_of(idea))

    assert "You want this too" in voted.text
    assert "I want this too" in taken_back.text


def test_a_closed_idea_shows_its_votes_and_takes_none(sign_in: SignIn) -> None:
    idea, browser = make_idea(), sign_in(make_member())
    make_vote(on=idea)
    answer(idea, Status.DELIVERED, "There.")

    page = page_at(browser, url_of(idea))

    assert "1 person wants this" in page.text
    assert not [one for one in page.all("button") if "want this too" in one.name]
    assert browser.send(f"/posts/{idea.id}/vote", {"value": "1"}).status_code == 409


def test_a_hidden_idea_is_not_found_and_its_words_are_gone(client: Client, sign_in: SignIn) -> None:
    author = make_member()
    idea = make_idea(by=author, title="Quiet hours", source="An unspeakable word.", status=Status.PLANNED)
    path = url_of(idea)
    assert client.get(path).status_code == 200

    set_state(idea, "hidden")

    for browser in (client, sign_in(make_member()), sign_in(make_member(roles=("analyst",)))):
        response = browser.get(path)
        assert response.status_code == 404
        assert "unspeakable" not in response.text
        assert "Quiet hours" not in browser.get("/ideas?status=all").text + browser.get("/roadmap").text
    assert "unspeakable" in sign_in(author).get(path).text


def test_many_comments_are_read_in_pages(client: Client) -> None:
    idea = make_idea()
    comments = [make_comment(on=idea) for _ in range(23)]

    first = page_at(client, url_of(idea))
    second = page_at(client, first.one("link", "More comments")["href"])
    straight = client.get(f"{url_of(idea)}?comment={comments[-1].id}")

    assert comments[0].plain in first.text
    assert comments[-1].plain not in first.text
    assert comments[-1].plain in second.text
    assert straight.status_code == 302
    assert straight.location.endswith(f"#post-{comments[-1].id}")
    assert comments[-1].plain in client.get(straight.location).text


def test_the_list_begins_with_what_can_be_voted_for(client: Client) -> None:
    make_idea(title="Still open")
    make_idea(title="Long done", status=Status.DELIVERED)

    page = page_at(client, "/ideas")

    assert page.has("link", "Still open")
    assert not page.has("link", "Long done")
    assert page_at(client, page.one("link", "Delivered")["href"]).has("link", "Long done")
    assert page_at(client, page.one("link", "All")["href"]).has("link", "Long done")


def test_filters_stay_when_the_order_changes(client: Client) -> None:
    product = make_product(slug="modem-r3", name="Modem R3")
    make_idea(product=product, status=Status.PLANNED)

    page = page_at(client, "/ideas?product=modem-r3&status=planned")

    assert "Ideas for Modem R3" in page.title
    href = page.one("link", "Most wanted")["href"]
    assert "product=modem-r3" in href
    assert "status=planned" in href


@pytest.mark.parametrize("query", ["sort=x&status=x&product=x&after=x", "after=bm90LWEtY3Vyc29y", "status=%00"])
def test_an_address_that_makes_no_sense_shows_the_list(client: Client, query: str) -> None:
    make_idea(title="Still open")

    assert page_at(client, f"/ideas?{query}").has("link", "Still open")


def test_empty_lists_offer_the_next_step(client: Client) -> None:
    assert page_at(client, "/ideas").has("link", "Share an idea")
    assert page_at(client, "/ideas?status=planned").has("link", "See all ideas")
    assert "Nothing is promised at the moment." in page_at(client, "/roadmap").text


def test_the_roadmap_tells_the_answer_beside_each_idea(client: Client) -> None:
    idea = make_idea(title="Quiet hours")
    answer(idea, Status.PLANNED, "In **spring**.")

    page = page_at(client, "/roadmap")

    assert page.has("link", "Quiet hours")
    assert "In spring." in page.text
    assert "Leila Karimi" in page.text


def test_the_page_takes_few_statements(client: Client, sign_in: SignIn) -> None:
    idea, browser = make_idea(product=make_product()), sign_in(make_member())
    answer(idea, Status.PLANNED, "In spring.")
    for _ in range(20):
        make_comment(on=idea)
    path = url_of(idea)
    browser.get(path)

    with at_most_queries(12):
        browser.get(path)
    client.get(path)
    with at_most_queries(1):
        client.get(path)


def test_the_list_takes_few_statements(client: Client) -> None:
    for _ in range(20):
        make_vote(on=make_idea(product=make_product()))

    with at_most_queries(3):
        client.get("/ideas")
