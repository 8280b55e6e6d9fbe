from collections.abc import Callable
from datetime import timedelta

from community.core import clock
from community.core.database import db
from community.core.transaction import transaction
from community.members.models import Member
from community.pages.tabs import tab
from tests.client import Client
from tests.factories import (
    make_article,
    make_category,
    make_comment,
    make_idea,
    make_member,
    make_problem,
    make_product,
    make_review,
    set_state,
)
from tests.page import read_page
from tests.statements import at_most_queries

SignIn = Callable[[Member], Client]


def test_it_gathers_all_that_is_said_about_the_product(client: Client) -> None:
    radio, other = make_product(name="Radio", slug="radio", category=make_category(name="Sound")), make_product()
    make_review(product=radio, rating=4, title="A good one")
    make_problem(product=radio, title="It hums")
    make_idea(product=radio, title="A handle", status="planned")
    make_article(product=radio, title="Where to place it")
    make_problem(product=other, title="About something else")

    reviews = read_page(client.get("/products/radio"))
    problems = read_page(client.get("/products/radio?show=problems"))
    ideas = read_page(client.get("/products/radio?show=ideas"))
    articles = read_page(client.get("/products/radio?show=articles"))

    assert reviews.has("heading", "Radio")
    assert reviews.has("link", "Sound")
    assert reviews.has("link", "A good one")
    assert problems.has("link", "It hums")
    assert not problems.has("link", "About something else")
    assert ideas.has("link", "A handle")
    assert articles.has("link", "Where to place it")


def test_each_tab_says_how_much_it_holds(client: Client) -> None:
    product = make_product(slug="radio")
    make_problem(product=product)
    make_problem(product=product)
    make_review(product=product)

    page = read_page(client.get("/products/radio"))

    assert page.has("link", "Problems 2")
    assert page.has("link", "Reviews 1")
    assert page.has("link", "Ideas 0")


def test_beyond_a_thousand_a_tab_says_more_than() -> None:
    assert tab("/x", "Problems", 1000, is_current=False)["count"] == 1000
    assert tab("/x", "Problems", 1001, is_current=False)["label"] == "Problems (more than 1,000)"


def test_without_a_choice_the_first_tab_that_holds_something_is_open(client: Client) -> None:
    make_idea(product=make_product(slug="radio"), title="A handle")

    assert read_page(client.get("/products/radio")).has("link", "A handle")


def test_the_stars_narrow_the_reviews(client: Client) -> None:
    product = make_product(slug="radio")
    make_review(product=product, rating=5, title="Splendid")
    make_review(product=product, rating=1, title="Dreadful")

    page = read_page(client.get("/products/radio?stars=1"))

    assert page.has("link", "Dreadful")
    assert not page.has("link", "Splendid")
    assert page.has("link", "5 stars")
    assert page.has("heading", "Reviews with 1 star")


def test_the_fewest_stars_can_come_first(client: Client) -> None:
    product = make_product(slug="radio")
    make_review(product=product, rating=5, title="Splendid")
    make_review(product=product, rating=1, title="Dreadful")

    page = read_page(client.get("/products/radio?sort=lowest"))

    titles = [link.text for link in page.all("link") if link.text in ("Splendid", "Dreadful")]
    assert titles == ["Dreadful", "Splendid"]


def test_arguments_that_make_no_sense_show_the_page_all_the_same(client: Client) -> None:
    make_review(product=make_product(slug="radio"), title="Splendid")

    page = read_page(client.get("/products/radio?show=nonsense&stars=9&sort=x&after=%00y"))

    assert page.has("link", "Splendid")


def test_long_lists_are_read_page_by_page(client: Client) -> None:
    product, now = make_product(slug="radio"), clock.now()
    for number in range(21):
        make_problem(product=product, title=f"Problem {number:02}", at=now - timedelta(hours=number))

    first = read_page(client.get("/products/radio?show=problems"))
    second = read_page(client.get(first.one("link", "Older")["href"]))

    assert not first.has("link", "Problem 20")
    assert second.has("link", "Problem 20")
    assert second.has("link", "Newer")


def test_what_is_withdrawn_is_neither_shown_nor_counted(client: Client) -> None:
    product = make_product(slug="radio")
    set_state(make_review(product=product, title="Secretreview", rating=1), "hidden")
    set_state(make_problem(product=product, title="Secretproblem"), "removed")
    make_idea(product=product, title="Secretidea", status="planned", audience="staff")
    hidden_reply = make_comment(on=make_review(product=product, rating=5), official=True, source="Secretreply")
    set_state(hidden_reply, "hidden")

    texts = [client.get(f"/products/radio?show={show}").text for show in ("reviews", "problems", "ideas", "articles")]

    assert not [text for text in texts if "Secret" in text]
    assert read_page(client.get("/products/radio")).has("link", "Problems 0")
    assert "from 1 review" in texts[1]


def test_a_member_who_has_reviewed_it_is_led_to_his_review(sign_in: SignIn) -> None:
    member, product = make_member(), make_product(slug="radio")
    make_review(product=product, by=member)

    own = read_page(sign_in(member).get("/products/radio"))
    of_another = read_page(sign_in(make_member()).get("/products/radio"))

    assert own.has("link", "Change your review")
    assert of_another.has("link", "Write a review")


def test_an_archived_product_stays_readable_and_takes_nothing_new(client: Client) -> None:
    product = make_product(slug="radio")
    make_review(product=product, title="Splendid")
    with transaction():
        product.archived_at = clock.now()

    page = read_page(client.get("/products/radio"))

    assert page.has("link", "Splendid")
    assert "This product is not offered any more" in page.text
    assert not page.has("link", "Write a review")
    assert not page.has("link", "Ask a question")


def test_an_empty_product_offers_the_first_review(client: Client) -> None:
    make_product(slug="radio")

    page = read_page(client.get("/products/radio"))

    assert "Nobody has reviewed it yet" in page.text
    assert page.one("main").has("link", "Write a review")


def test_an_unknown_product_is_not_found(client: Client) -> None:
    assert client.get("/products/nothing").status_code == 404


def test_the_number_of_statements_does_not_depend_on_how_much_was_said(client: Client, sign_in: SignIn) -> None:
    product, member = make_product(slug="radio"), make_member()
    for _ in range(4):
        make_comment(on=make_review(product=product), official=True)
        make_problem(product=product)
        make_idea(product=product, status="planned")
        make_article(product=product)
    browser = sign_in(member)
    browser.get("/products/radio")
    db.session.expire_all()

    with at_most_queries(7):
        client.get("/products/radio")
    for show in ("problems", "ideas", "articles"):
        with at_most_queries(5):
            client.get(f"/products/radio?show={show}")
    with at_most_queries(11):
        browser.get("/products/radio")
