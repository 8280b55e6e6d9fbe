from collections.abc import Callable

from community.core import clock
from community.core.paging import PAGE_SIZE
from community.core.transaction import transaction
from community.members.models import Member
from tests.client import Client
from tests.factories import make_answer, make_member, make_problem, make_product, make_vote, set_state
from tests.page import read_page
from tests.statements import at_most_queries

SignIn = Callable[[Member], Client]


def titles(response: object) -> list[str]:
    page = read_page(response)  # type: ignore[arg-type]
    return [row.one("heading").text for row in page.all("article")]


def test_problems_are_listed_with_what_is_known_of_them(client: Client) -> None:
    problem = make_problem(title="No light", source="It is dark.", product=make_product(name="R3"))
    make_answer(problem=problem)
    make_vote(on=problem)

    page = read_page(client.get("/problems"))

    assert page.one("article").text == "1 has it too No light It is dark. Not solved yet R3 1 answer just now"
    assert page.one("link", "No light")["href"] == f"/problems/{problem.id}/no-light"


def test_each_list_shows_its_own(client: Client, sign_in: SignIn) -> None:
    member = make_member()
    make_problem(title="Unanswered")
    answered = make_problem(title="Answered", by=member)
    make_answer(problem=answered)
    make_problem(title="Solved", solved=True)
    make_vote(on=answered)

    assert set(titles(client.get("/problems"))) == {"Unanswered", "Answered", "Solved"}
    assert titles(client.get("/problems?list=unanswered")) == ["Unanswered"]
    assert set(titles(client.get("/problems?list=unsolved"))) == {"Unanswered", "Answered"}
    assert titles(client.get("/problems?list=me-too"))[0] == "Answered"
    assert titles(sign_in(member).get("/problems?list=mine")) == ["Answered"]
    assert len(titles(client.get("/problems?list=nonsense"))) == 3


def test_ones_own_problems_need_a_sign_in(client: Client, sign_in: SignIn) -> None:
    response = client.get("/problems?list=mine")

    assert response.status_code == 303
    assert response.location.startswith("/sign-in?next=")
    assert not read_page(client.get("/problems")).has("link", "Yours")
    assert read_page(sign_in(make_member()).get("/problems")).has("link", "Yours")


def test_ones_own_list_tells_what_others_do_not_see(sign_in: SignIn) -> None:
    member = make_member()
    set_state(make_problem(by=member, title="Gone"), "hidden")

    assert "Hidden" in read_page(sign_in(member).get("/problems?list=mine")).one("article").text


def test_a_product_narrows_the_list(client: Client) -> None:
    product = make_product(name="R3", slug="r3")
    make_problem(title="About it", product=product)
    make_problem(title="About something else")

    response = client.get("/problems?product=r3&list=unanswered")

    assert titles(response) == ["About it"]
    page = read_page(response)
    assert page.one("heading", "Problems with R3")
    assert page.title.startswith("Problems with R3: Unanswered")
    assert page.one("link", "Newest activity")["href"] == "/problems?product=r3"
    assert page.one("link", "Ask the community")["href"] == "/problems/ask?product=r3"
    assert page.one("link", "R3 (take this filter off)")["href"] == "/problems?list=unanswered"
    assert len(titles(client.get("/problems?product=unknown"))) == 2


def test_an_archived_product_keeps_its_list(client: Client) -> None:
    product = make_product(slug="old")
    make_problem(title="About it", product=product)
    with transaction():
        product.archived_at = clock.now()

    assert titles(client.get("/problems?product=old")) == ["About it"]


def test_lists_go_on_and_back(client: Client) -> None:
    product = make_product(slug="r3")
    for number in range(PAGE_SIZE + 1):
        make_problem(title=f"Number {number}", product=product)

    first = read_page(client.get("/problems?product=r3"))
    second = client.get(first.one("link", "Older")["href"])

    assert titles(second) == ["Number 0"]
    assert not read_page(second).has("link", "Older")
    back = client.get(read_page(second).one("link", "Newer")["href"])
    assert titles(back)[-1] == "Number 1"
    assert len(titles(back)) == PAGE_SIZE


def test_empty_lists_offer_the_next_step(client: Client, sign_in: SignIn) -> None:
    for query, words in (
        ("", "No problems here yet"),
        ("?list=unanswered", "Every problem has an answer"),
        ("?list=unsolved", "Everything here is solved"),
        ("?list=mine", "You have asked nothing yet"),
    ):
        browser = sign_in(make_member()) if "mine" in query else client
        page = read_page(browser.get(f"/problems{query}"))
        assert words in page.text
        assert page.all("link", "Ask the community") or page.has("link", "See what is not solved yet")


def test_nobody_sees_what_is_not_shown(client: Client, sign_in: SignIn) -> None:
    set_state(make_problem(title="A secret"), "pending")

    for browser in (client, sign_in(make_member()), sign_in(make_member(roles=("moderator",)))):
        for query in ("", "?list=unanswered", "?list=unsolved", "?list=me-too", "?list=mine"):
            assert "A secret" not in browser.get(f"/problems{query}").get_data(as_text=True)


def test_the_statements_do_not_grow_with_the_rows(client: Client) -> None:
    make_problem(product=make_product())
    client.get("/problems")
    with at_most_queries(2) as few:
        client.get("/problems")
    for _ in range(5):
        make_problem(product=make_product())
    with at_most_queries(2) as many:
        client.get("/problems")

    assert len(few) == len(many)
