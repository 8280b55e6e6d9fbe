"""The list of products for everybody."""

import pytest

from community.core import clock
from community.core.errors import NotFoundError
from community.core.transaction import transaction
from community.products import queries
from community.products.models import Category, Product
from tests.client import Client
from tests.factories import make_category, make_product
from tests.page import read_page
from tests.statements import at_most_queries


def rated(name: str, *stars: int, category: Category | None = None, slug: str | None = None) -> Product:
    """Make a product whose shown reviews gave these stars."""
    product = make_product(name=name, category=category, slug=slug)
    with transaction():
        product.score_sum, product.score_count = sum(stars), len(stars)
    return product


def names(shelf: queries.Shelf) -> list[str]:
    """Name what stands on a shelf."""
    return [product.name for product in shelf.products]


def test_the_prior_is_the_mean_of_all_stars_and_the_median_number_of_reviews() -> None:
    rated("none")
    rated("one", 5)
    rated("three", 4, 4, 1)
    rated("five", 3, 3, 3, 3, 3)

    before = queries.prior()

    assert before.weight == 3
    assert before.mean == pytest.approx(29 / 9)


def test_of_an_even_number_the_lower_median_counts() -> None:
    rated("one", 5)
    rated("four", 1, 1, 1, 1)

    assert queries.prior().weight == 1


def test_without_any_review_there_is_still_an_order() -> None:
    rated("first")
    rated("second")

    assert [len(shelf.products) for shelf in queries.catalogue()] == [1, 1]
    assert queries.prior() == queries.Prior()


def test_one_perfect_review_does_not_beat_many_good_ones() -> None:
    category = make_category()
    rated("perfect once", 5, category=category)
    rated("good often", *[5, 4] * 20, category=category)
    rated("bad often", *[1] * 20, category=category)
    rated("unknown", category=category)

    [shelf] = queries.catalogue()

    assert names(shelf) == ["good often", "perfect once", "unknown", "bad often"]


def test_categories_stand_in_their_order_and_empty_ones_are_left_out() -> None:
    second, _empty, first = (
        make_category(name="Second", position=2),
        make_category(name="Empty", position=1),
        make_category(name="First", position=0),
    )
    rated("b", category=second)
    rated("a", category=first)

    assert [shelf.name for shelf in queries.catalogue()] == ["First", "Second"]


def test_products_without_category_stand_last() -> None:
    rated("a")
    loose = rated("loose")
    with transaction():
        loose.category_id = None

    shelves = queries.catalogue()

    assert [shelf.name for shelf in shelves][-1] == "Other products"
    assert names(shelves[-1]) == ["loose"]
    assert names(queries.shelf(queries.OTHER)) == ["loose"]


def test_archived_products_are_left_out() -> None:
    make_product(archived_at=clock.now())

    assert queries.catalogue() == []
    assert queries.offered_products() == []


def test_a_large_category_shows_its_best_and_leads_to_the_rest(client: Client) -> None:
    category = make_category(slug="modems", name="Modems")
    for stars in range(queries.MOST_SHOWN + 2):
        rated(f"product {stars:02}", *[1 + stars % 5] * (stars + 1), category=category)

    page = read_page(client.get("/products"))

    assert len(page.all("article")) == queries.MOST_SHOWN
    assert page.one("link", "All 14 Modems")["href"] == "/products/categories/modems"


def test_a_category_pages_through_all_its_products_once(client: Client) -> None:
    category = make_category(slug="modems")
    for number in range(queries.CATEGORY_PAGE + 7):
        rated(f"product {number:02}", *[1 + number % 5] * (number % 4), category=category)

    first = read_page(client.get("/products/categories/modems"))
    second = read_page(client.get(first.one("link", "Next")["href"]))
    shown = [heading.text for page in (first, second) for heading in page.all("heading") if "product " in heading.text]

    assert len(shown) == len(set(shown)) == queries.CATEGORY_PAGE + 7
    assert not second.has("link", "Next")
    assert second.one("link", "From the start")["href"] == "/products/categories/modems"


def test_a_category_is_sorted_like_the_catalogue() -> None:
    category = make_category(slug="modems")
    for number in range(8):
        rated(f"product {number}", *[1 + number % 5] * (number % 3), category=category)

    assert names(queries.shelf("modems")) == names(queries.catalogue()[0])


def test_the_place_behind_a_product_that_is_gone_is_the_start() -> None:
    category = make_category(slug="modems")
    rated("only", category=category)

    assert names(queries.shelf("modems", after=987654)) == ["only"]


def test_an_absent_category_is_not_found(client: Client) -> None:
    with pytest.raises(NotFoundError):
        queries.shelf("nothing")
    assert client.get("/products/categories/nothing").status_code == 404


def test_a_score_is_shown_as_mean_and_count(client: Client) -> None:
    rated("Modem R3", 5, 4, 4)

    page = read_page(client.get("/products"))

    assert "4.3 out of 5" in page.one("article").text
    assert "from 3 reviews" in page.one("article").text


def test_names_and_figures_are_the_readers(client: Client) -> None:
    product = rated("Modem R3", 5, 4)
    with transaction():
        product.name_fa = "مودم R3"
    client.get("/language/fa")

    article = read_page(client.get("/products")).one("article")

    assert article.has("heading", "مودم R3")
    assert "۴٫۵" in article.text


def test_an_empty_catalogue_offers_the_next_step(client: Client) -> None:
    assert read_page(client.get("/products")).has("link", "Ask a question")


def test_the_catalogue_takes_three_statements_for_any_number(client: Client) -> None:
    for _ in range(4):
        rated("x", 5, category=make_category())

    with at_most_queries(3):
        client.get("/products")


def test_a_category_takes_five_statements_for_any_number(client: Client) -> None:
    category = make_category(slug="modems")
    last = [rated(f"x{number}", 5, category=category).id for number in range(4)][-1]

    with at_most_queries(5):
        client.get(f"/products/categories/modems?after={last}")


def test_a_guests_page_holds_no_token_and_no_form_that_writes(client: Client) -> None:
    rated("Modem R3", 5)

    response = client.get("/products")

    assert "csrf" not in response.text
    assert all(form.attributes.get("method", "get") == "get" for form in read_page(response).all("form"))
    assert "Set-Cookie" not in response.headers


def test_choices_stand_by_category_and_name() -> None:
    second, first = make_category(position=2), make_category(position=1)
    for name, category in (("c", second), ("b", first), ("a", first)):
        make_product(name=name, category=category)

    assert [product.name for product in queries.offered_products()] == ["a", "b", "c"]
