"""`flask products …`."""

import pytest
from click.testing import Result
from flask import Flask

from community.products import queries
from tests.factories import make_category, make_product


def add(app: Flask, *more: str, slug: str = "modem-r3") -> Result:
    """Add a modem as from a shell."""
    words = ["products", "add", "--slug", slug, "--name", "Modem R3", *more]
    return app.test_cli_runner().invoke(args=words)


def test_a_product_is_added_to_a_known_category(app: Flask) -> None:
    category = make_category(slug="home-internet", name="Home internet")

    result = add(app, "--name-fa", "مودم R3", "--category", "home-internet")

    product = queries.product_by_slug("modem-r3")
    assert result.exit_code == 0
    assert "/products/modem-r3" in result.output
    assert product is not None
    assert (product.name, product.name_fa, product.category) == ("Modem R3", "مودم R3", category)


def test_a_new_category_is_made(app: Flask) -> None:
    add(app, "--category", "smart-home")

    category = queries.category_by_slug("smart-home")
    assert category is not None
    assert category.name == "Smart home"


@pytest.mark.parametrize(
    ("slug", "sentence"), [("taken", "This address is already taken."), ("Not so", "Use small Latin letters")]
)
def test_trouble_is_a_plain_sentence_and_status_1(app: Flask, slug: str, sentence: str) -> None:
    make_product(slug="taken")

    result = add(app, "--category", "smart-home", slug=slug)

    assert result.exit_code == 1
    assert sentence in result.output
    assert queries.category_by_slug("smart-home") is None


def test_a_name_that_is_too_long_is_refused(app: Flask) -> None:
    result = add(app, "--name-fa", "x" * 81)

    assert result.exit_code == 1
    assert "at most 80 characters" in result.output
