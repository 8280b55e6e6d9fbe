"""The page of a review, and its forms, as people open them."""

from collections.abc import Callable

import pytest
from flask import Flask, render_template_string

from community.core import clock
from community.core.database import db
from community.members.models import Member, Visitor
from community.members.session import visitor
from community.posts.queries import revisions_of
from community.reviews import queries
from community.reviews.models import Review
from tests.client import Client
from tests.factories import make_comment, make_draft, make_member, make_product, make_review, set_state
from tests.page import Element, read_page
from tests.statements import at_most_queries

SignIn = Callable[[Member], Client]
WORDS = {
    "rating": "4",
    "title": "Good upstairs too",
    "source": "Two floors, one modem.",
    "pros": "range",
    "cons": "heat",
}


def url_of(review: Review) -> str:
    return f"/reviews/{review.id}/{review.title.lower().replace(' ', '-')}"


def form_of(page: Element, button: str) -> dict[str, str]:
    return next(form.fields for form in page.all("form") if form.has("button", button))


def opened(browser: Client, path: str, button: str) -> dict[str, str]:
    response = browser.get(path)
    assert response.status_code == 200
    return form_of(read_page(response), button)


def reviews() -> list[Review]:
    return db.session.query(Review).order_by(Review.id).all()


def test_a_review_shows_stars_sides_and_the_companys_reply(client: Client) -> None:
    review = make_review(rating=2, title="Hot", source="It gets hot.", pros="range", cons="heat\nnoise")
    make_comment(on=review, source="I agree.")
    make_comment(on=review, source="We are sorry.", official=True)

    page = read_page(client.get(url_of(review)))

    assert page.has("img", "2 out of 5")
    text = page.one("main").text
    for words in ("It gets hot.", "range", "noise", "I agree."):
        assert words in text
    assert text.index("Reply from Roshana") < text.index("We are sorry.") < text.index("I agree.")
    assert text.count("We are sorry.") == 1


def test_who_works_for_the_company_is_named_as_such(client: Client) -> None:
    staff = make_review(by=make_member(name="Leila Karimi", roles=("agent",)))

    assert "from Roshana" in read_page(client.get(url_of(staff))).one("main").text


def test_a_review_without_stars_says_so(client: Client) -> None:
    assert "No stars given" in client.get(url_of(make_review(rating=None))).text


def test_a_hidden_review_is_gone_for_others(client: Client, sign_in: SignIn) -> None:
    author = make_member()
    review = make_review(by=author, pros="An unspeakable word")
    path = url_of(review)
    assert "unspeakable" in client.get(path).text

    set_state(review, "hidden")

    for browser in (client, sign_in(make_member()), sign_in(make_member(roles=("agent",)))):
        response = browser.get(path)
        assert response.status_code == 404
        assert "unspeakable" not in response.text
    assert "unspeakable" in sign_in(author).get(path).text


def test_a_guests_page_has_no_form_that_writes(client: Client) -> None:
    page = read_page(client.get(url_of(make_review())))

    assert all(form.attributes.get("method", "get").lower() == "get" for form in page.all("form"))
    assert page.has("link", "Sign in to comment")


def test_a_member_writes_a_review(sign_in: SignIn) -> None:
    product, browser = make_product(slug="modem-r3"), sign_in(make_member())
    fields = opened(browser, "/products/modem-r3/review", "Post my review")

    response = browser.send("/products/modem-r3/review", {**fields, **WORDS})

    [review] = reviews()
    assert response.location == f"/reviews/{review.id}/good-upstairs-too"
    assert (review.rating, review.pros, review.product) == (4, "range", product)


def test_the_form_sent_twice_makes_one_review(sign_in: SignIn) -> None:
    make_product(slug="modem-r3")
    browser = sign_in(make_member())
    fields = {**opened(browser, "/products/modem-r3/review", "Post my review"), **WORDS}

    first, second = (browser.send("/products/modem-r3/review", fields) for _ in range(2))

    assert len(reviews()) == 1
    assert (first.status_code, first.location) == (second.status_code, second.location)


def test_a_second_review_from_another_window_is_refused_and_its_words_are_kept(sign_in: SignIn) -> None:
    product, author = make_product(slug="modem-r3"), make_member()
    browser = sign_in(author)
    fields = opened(browser, "/products/modem-r3/review", "Post my review")
    make_review(by=author, product=product)

    response = browser.send("/products/modem-r3/review", {**fields, **WORDS})

    assert response.status_code == 409
    assert "You have reviewed this product already" in response.text
    assert "Two floors, one modem." in response.text
    assert len(reviews()) == 1


def test_whoever_has_reviewed_is_led_to_his_review(sign_in: SignIn) -> None:
    product, author = make_product(slug="modem-r3"), make_member()
    review = make_review(by=author, product=product)

    response = sign_in(author).get("/products/modem-r3/review")

    assert response.status_code == 303
    assert response.location == f"/reviews/edit/{review.id}"


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"rating": ""}, "one to five stars"),
        ({"rating": "6"}, "one to five stars"),
        ({"title": ""}, "Please fill this in."),
        ({"source": ""}, "Please fill this in."),
        ({"pros": "x" * 1001}, "1 character too long"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(sign_in: SignIn, changes: dict[str, str], complaint: str) -> None:
    make_product(slug="modem-r3")
    browser = sign_in(make_member())

    page = read_page(browser.send("/products/modem-r3/review", {**WORDS, **changes}))

    assert complaint in page.text
    assert form_of(page, "Post my review")["cons"] == "heat"
    assert reviews() == []


def test_what_is_not_there_or_not_sold_takes_no_review(sign_in: SignIn) -> None:
    make_product(slug="old", archived_at=clock.now())
    browser = sign_in(make_member())

    assert browser.get("/products/nothing/review").status_code == 404
    assert browser.get("/products/old/review").status_code == 403
    assert browser.send("/products/old/review", WORDS).status_code == 403


def test_a_draft_comes_back_with_its_stars(sign_in: SignIn) -> None:
    product, member = make_product(slug="modem-r3"), make_member()
    make_draft(by=member, form=f"review-{product.id}", fields={"rating": "2", "title": "Half a titl"})

    fields = opened(sign_in(member), "/products/modem-r3/review", "Post my review")

    assert (fields["rating"], fields["title"]) == ("2", "Half a titl")


def test_an_edit_keeps_the_stars_that_were_readable(sign_in: SignIn, client: Client) -> None:
    author = make_member()
    review = make_review(by=author, rating=5, title="Cool", pros="silent")
    browser = sign_in(author)
    fields = opened(browser, f"/reviews/edit/{review.id}", "Save the change")
    assert (fields["rating"], fields["pros"]) == ("5", "silent")

    response = browser.send(f"/reviews/edit/{review.id}", {**fields, "rating": "1", "pros": "", "title": "Hot"})

    assert response.location == url_of(review)
    assert review.rating == 1
    history = read_page(client.get(f"/posts/{review.id}/revisions"))
    assert history.has("img", "5 out of 5")
    assert "silent" in history.text


def test_of_two_edits_at_once_none_is_lost(sign_in: SignIn) -> None:
    author = make_member()
    review = make_review(by=author, rating=5, source="As it was.")
    browser = sign_in(author)
    fields = opened(browser, f"/reviews/edit/{review.id}", "Save the change")
    browser.send(f"/reviews/edit/{review.id}", {**fields, "source": "From the phone."})

    response = browser.send(f"/reviews/edit/{review.id}", {**fields, "source": "From the laptop."})

    assert response.status_code == 409
    page = read_page(response)
    assert "From the phone." in page.text
    browser.send(f"/reviews/edit/{review.id}", form_of(page, "Save the change"))
    assert review.source == "From the laptop."
    assert len(revisions_of(review)) == 2


def test_nobody_else_edits_it(sign_in: SignIn) -> None:
    review = make_review()

    for member in (make_member(), make_member(roles=("administrator",))):
        assert sign_in(member).get(f"/reviews/edit/{review.id}").status_code == 403


def test_the_parts_of_a_products_page_show_the_list_and_the_stars(app: Flask) -> None:
    product = make_product(slug="modem-r3")
    review = make_review(product=product, rating=4, title="Good upstairs", pros="range")
    make_review(product=product, rating=None)
    make_comment(on=review, official=True, source="Thank you.")
    source = (
        "{% from 'reviews/_list.html' import list %}{% from 'reviews/_distribution.html' import distribution %}"
        "{{ distribution(stars, product, chosen=4) }}{{ list(reviews, viewer, 'Roshana') }}"
    )

    with app.test_request_context("/"):
        page = read_page(
            render_template_string(
                source, product=product, viewer=visitor(), stars=queries.distribution(product, Visitor()),
                reviews=queries.reviews_of(product, Visitor(), stars=4),
            )
        )  # fmt: skip

    assert page.has("link", "Good upstairs")
    assert "Number of reviews for each rating" in page.one("table").text
    assert "Thank you." in page.text
    assert "1 more review came without stars." in page.text


def test_the_page_takes_few_statements(client: Client, sign_in: SignIn) -> None:
    review, browser = make_review(), sign_in(make_member())
    make_comment(on=review, official=True)
    for _ in range(19):
        make_comment(on=review)
    path = url_of(review)
    browser.get(path)

    with at_most_queries(12):
        browser.get(path)
    client.get(path)
    with at_most_queries(1):
        client.get(path)
