from community.members.models import Visitor
from community.pages.queries.home import strangers_home
from tests.client import Client
from tests.factories import make_answer, make_article, make_idea, make_problem, make_product, make_review, set_state
from tests.page import read_page
from tests.statements import at_most_queries


def test_a_stranger_learns_what_this_place_is_and_can_ask(client: Client) -> None:
    page = read_page(client.get("/"))

    form = next(form for form in page.all("form") if form["action"] == "/problems/ask")
    assert page.has("heading", "Get unstuck. Say what you think. Change what comes next.")
    assert form.one("textbox", "What are you stuck on?")["name"] == "title"
    assert form.attributes.get("method", "get") == "get"
    assert page.has("link", "How this place works")


def test_an_empty_community_offers_the_first_steps(client: Client) -> None:
    page = read_page(client.get("/"))

    assert "Nothing is solved yet" in page.text
    assert "No idea is on its way yet" in page.text


def test_it_shows_what_was_solved_with_the_words_that_helped(client: Client) -> None:
    problem = make_problem(title="The lamp blinks")
    make_answer(problem=problem, source="Turn it once.", accepted=True)

    page = read_page(client.get("/"))

    assert page.has("link", "The lamp blinks")
    assert "Turn it once." in page.text
    assert "1 problem was asked and solved. Half of them were solved within 1 hour." in page.text


def test_it_shows_ideas_on_their_way_and_not_the_others(client: Client) -> None:
    make_idea(title="Planned thing", status="planned")
    make_idea(title="New thing")
    make_idea(title="Refused thing", status="declined")

    page = read_page(client.get("/"))

    assert page.has("link", "Planned thing")
    assert "New thing" not in page.text
    assert "Refused thing" not in page.text


def test_what_is_hidden_is_nowhere_on_it(client: Client) -> None:
    problem = make_problem(title="Secretproblem")
    make_answer(problem=problem, source="Secretanswer", accepted=True)
    set_state(problem, "hidden")
    set_state(make_idea(title="Secretidea", status="planned"), "removed")
    set_state(make_article(title="Secretarticle"), "hidden")
    make_problem(title="Staffsecret", audience="staff", solved=True)

    text = client.get("/").text

    assert "Secretproblem" not in text
    assert "Secretanswer" not in text
    assert "Secretidea" not in text
    assert "Secretarticle" not in text
    assert "Staffsecret" not in text


def test_archived_products_are_not_offered(client: Client) -> None:
    make_product(name="Old radio", archived_at=make_problem().created_at)
    make_product(name="New radio")

    page = read_page(client.get("/"))

    assert page.has("link", "New radio")
    assert not page.has("link", "Old radio")


def test_it_takes_at_most_seven_statements(client: Client) -> None:
    for _ in range(3):
        make_answer(accepted=True)
        make_idea(status="planned")
        make_article()
        make_review()
    client.get("/")

    with at_most_queries(7):
        client.get("/")


def test_the_latest_solution_stands_first() -> None:
    for _ in range(6):
        make_answer(accepted=True)
    last = make_answer(accepted=True)

    page = strangers_home(Visitor())

    assert page.solved[0].answer.id == last.id
    assert len(page.solved) == 5
