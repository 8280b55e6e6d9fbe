"""The administrators' lists of products and categories."""

from collections.abc import Callable

import pytest

from community.core import clock
from community.core.errors import ConflictError, NotFoundError
from community.core.transaction import transaction
from community.members.models import OPERATOR, Member, Visitor
from community.products import actions, policies, queries
from community.products.events import (
    CategoryAdded,
    CategoryEdited,
    ProductAdded,
    ProductArchived,
    ProductEdited,
    ProductRestored,
)
from tests.client import Client
from tests.factories import make_category, make_member, make_product
from tests.page import read_page
from tests.problems.heard import heard
from tests.statements import at_most_queries

Browser = Callable[[Member], Client]


@pytest.fixture
def administrator() -> Member:
    """Somebody to whom the desk exists."""
    return make_member(roles=("administrator",))


@pytest.fixture
def desk(sign_in: Browser, administrator: Member) -> Client:
    """The administrator's browser."""
    return sign_in(administrator)


def words(**changes: str) -> dict[str, str]:
    """What an administrator types about a product."""
    typed = {
        "name": "Modem R3",
        "name_fa": "مودم R3",
        "category_id": "0",
        "description": "Fast.",
        "description_fa": "تند.",
    }
    return {**typed, **changes}


def test_a_product_is_added_with_both_languages(desk: Client) -> None:
    category = make_category()

    response = desk.send("/desk/products/new", words(slug="modem-r3", category_id=str(category.id)))

    product = queries.product_by_slug("modem-r3")
    assert response.status_code == 303
    assert product is not None
    assert (product.name, product.name_fa, product.description, product.description_fa, product.category) == (
        "Modem R3", "مودم R3", "Fast.", "تند.", category,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("slug", "sentence"),
    [
        ("taken", "This address is already taken."),
        ("Modem R3", "Use small Latin letters"),
        ("-modem", "Use small Latin letters"),
        ("modem--r3", "Use small Latin letters"),
        ("../admin", "Use small Latin letters"),
        ("مودم", "Use small Latin letters"),
        ("x" * 81, "This is 1 character too long."),
        ("", "Please fill this in."),
    ],
)
def test_an_address_that_cannot_be_is_told_beside_its_field(desk: Client, slug: str, sentence: str) -> None:
    make_product(slug="taken")

    page = read_page(desk.send("/desk/products/new", words(slug=slug)))

    assert sentence in page.by_id("slug-error").text
    assert page.one("textbox", "Name in Persian (optional)").value == "مودم R3"


def test_a_product_is_changed_and_keeps_its_address(desk: Client) -> None:
    product = make_product(slug="modem-r3", category=make_category())

    response = desk.send(f"/desk/products/{product.id}", words(name="Modem R4", slug="another"))

    assert response.status_code == 303
    assert (product.name, product.slug, product.category) == ("Modem R4", "modem-r3", None)


def test_the_form_shows_what_is_kept(desk: Client) -> None:
    category = make_category(name="Modems")
    product = make_product(name="Modem R3", category=category)

    page = read_page(desk.get(f"/desk/products/{product.id}"))

    assert page.one("textbox", "Name in English").value == "Modem R3"
    assert page.one("combobox", "Category").value == str(category.id)


@pytest.mark.parametrize("category", ["987654", "x", ""])
def test_an_absent_category_changes_nothing(desk: Client, category: str) -> None:
    product = make_product(name="Modem R3")

    desk.send(f"/desk/products/{product.id}", words(name="Modem R4", category_id=category))

    assert product.name == "Modem R3"


def test_archiving_offers_to_undo(desk: Client) -> None:
    product = make_product(name="Modem R3")

    desk.send(f"/desk/products/{product.id}/archive")
    page = read_page(desk.get(f"/desk/products/{product.id}"))
    undo = next(form for form in page.all("form") if form.has("button", "Undo"))
    was_archived = product.archived_at is not None
    desk.post(undo["action"], data=undo.fields)

    assert was_archived
    assert product.archived_at is None


def test_an_archived_product_takes_no_posts() -> None:
    assert policies.may_post_about(make_product())
    assert not policies.may_post_about(make_product(archived_at=clock.now()))


def test_a_category_is_added_behind_the_others_and_renamed(desk: Client) -> None:
    make_category(slug="first", position=4)

    desk.send("/desk/products/categories/new", {"name": "Cameras", "name_fa": "دوربین‌ها", "slug": "cameras"})
    category = queries.category_by_slug("cameras")
    assert category is not None
    desk.send(f"/desk/products/categories/{category.id}", {"name": "Eyes", "name_fa": ""})

    assert [one.slug for one in queries.categories()] == ["first", "cameras"]
    assert (category.name, category.name_fa, category.slug) == ("Eyes", "", "cameras")


def test_the_word_for_no_category_is_no_category(desk: Client) -> None:
    page = read_page(desk.send("/desk/products/categories/new", {"name": "Other", "slug": "other"}))

    assert "This address is already taken." in page.by_id("slug-error").text


def test_categories_move_up_and_down_and_stop_at_the_ends(desk: Client) -> None:
    for slug in ("a", "b", "c"):
        make_category(slug=slug)
    c = queries.category_by_slug("c")
    assert c is not None
    orders = []

    for direction in ("up", "up", "up", "down"):
        desk.send(f"/desk/products/categories/{c.id}/move", {"direction": direction})
        orders.append("".join(one.slug for one in queries.categories()))

    assert orders == ["acb", "cab", "cab", "acb"]


@pytest.mark.parametrize("search", ["r3", "MODEM", "مودم", "modem-r"])
def test_a_product_is_found_by_any_part_of_its_names_or_address(desk: Client, search: str) -> None:
    make_product(name="Modem R3", name_fa="مودم R3", slug="modem-r3")
    make_product(name="Camera")

    table = read_page(desk.get("/desk/products", query_string={"q": search})).one("table")

    assert [link.text for link in table.all("link")] == ["Modem R3"]


def test_the_list_takes_a_fixed_number_of_statements(desk: Client) -> None:
    for _ in range(5):
        make_product()

    with at_most_queries(4):
        assert desk.get("/desk/products").status_code == 200


def test_every_change_is_announced_with_its_doer(administrator: Member) -> None:
    kinds = (ProductAdded, ProductEdited, ProductArchived, ProductRestored, CategoryAdded, CategoryEdited)
    lists = [heard(kind) for kind in kinds]
    told = [one.__enter__() for one in lists]

    with transaction():
        category = actions.add_category(slug="modems", name="Modems", by=administrator)
        actions.edit_category(category, name="Modem", name_fa="", by=administrator)
        product = actions.add_product(slug="modem-r3", name="Modem R3", by=administrator)
        actions.edit_product(
            product, name="R3", name_fa="", category=category, description="", description_fa="", by=administrator
        )
        for _ in range(2):
            actions.archive_product(product, by=administrator)
        for _ in range(2):
            actions.restore_product(product, by=administrator)
    for one in lists:
        one.__exit__(None, None, None)

    assert told == [
        [ProductAdded(product, by=administrator)],
        [ProductEdited(product, by=administrator)],
        [ProductArchived(product, by=administrator)],
        [ProductRestored(product, by=administrator)],
        [CategoryAdded(category, by=administrator)],
        [CategoryEdited(category, by=administrator)],
    ]


@pytest.mark.parametrize("roles", [(), ("moderator",), ("agent",), ("analyst",)])
def test_nobody_else_changes_anything(roles: tuple[str, ...]) -> None:
    product, category, by = make_product(), make_category(), make_member(roles=roles)
    attempts: list[Callable[[], object]] = [
        lambda: actions.add_product(slug="x", name="x", by=by),
        lambda: actions.edit_product(
            product, name="x", name_fa="", category=None, description="", description_fa="", by=by
        ),
        lambda: actions.archive_product(product, by=by),
        lambda: actions.restore_product(product, by=by),
        lambda: actions.add_category(slug="x", name="x", by=by),
        lambda: actions.edit_category(category, name="x", name_fa="", by=by),
        lambda: actions.move_category(category, places=1, by=by),
        lambda: queries.desk(by),
    ]

    for attempt in attempts:
        with pytest.raises(NotFoundError), transaction():
            attempt()

    assert queries.product_by_slug("x") is None
    assert product.archived_at is None


def test_a_stranger_may_not_and_the_operator_may() -> None:
    assert not policies.may_administer(Visitor())
    assert policies.may_administer(OPERATOR)


@pytest.mark.parametrize("roles", [(), ("moderator",), ("agent",), ("analyst",)])
def test_for_others_the_desk_does_not_exist(sign_in: Browser, roles: tuple[str, ...]) -> None:
    product, category = make_product(), make_category()
    browser = sign_in(make_member(roles=roles))
    paths = ("", "/new", f"/{product.id}", "/987654", "/categories/new", f"/categories/{category.id}")

    pages = [browser.get(f"/desk/products{path}") for path in paths]
    posts = [browser.send(f"/desk/products/{product.id}/archive"), browser.send("/desk/products/987654/archive")]
    posts += [browser.send(f"/desk/products/categories/{category.id}/move", {"direction": "up"})]

    assert {answer.status_code for answer in pages + posts} == {404}
    assert len({read_page(answer).one("main").text for answer in pages}) == 1
    assert product.archived_at is None


def test_a_stranger_signs_in_first(client: Client) -> None:
    assert client.get("/desk/products").location == "/sign-in?next=/desk/products"


def test_two_products_cannot_share_an_address() -> None:
    make_product(slug="modem-r3")

    with pytest.raises(ConflictError, match="already taken"), transaction():
        actions.add_product(slug="modem-r3", name="Another")
