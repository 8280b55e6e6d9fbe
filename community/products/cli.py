"""`flask products …`: add products from the machine itself."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask.cli import AppGroup

from community.core.errors import CommunityError
from community.core.locale import in_language
from community.core.transaction import transaction
from community.products import actions, queries

commands = AppGroup("products", help="Products and their categories.")


@commands.command("add")
@click.option("--slug", required=True, help="The end of the product's address, as in modem-r3; it stays.")
@click.option("--name", required=True, help="The name in English.")
@click.option("--name-fa", default="", help="The name in Persian.")
@click.option("--category", default="", help="The slug of its category; a new one makes a new category.")
def add(slug: str, name: str, name_fa: str, category: str) -> None:
    """Add a product."""
    with _plain_errors(), transaction():
        for text in (name, name_fa):
            if len(text) > actions.LONGEST_NAME:
                raise click.ClickException(f"A name has at most {actions.LONGEST_NAME} characters.")
        found = queries.category_by_slug(category) if category else None
        if category and found is None:
            found = actions.add_category(slug=category, name=category.replace("-", " ").capitalize())
        product = actions.add_product(slug=slug, name=name, name_fa=name_fa, category=found)
        number = product.id
    click.echo(f"Product {number} is at /products/{slug}.")


@contextmanager
def _plain_errors() -> Iterator[None]:
    """Speak English and end with a sentence and status 1."""
    with in_language("en"):
        try:
            yield
        except CommunityError as error:
            raise click.ClickException(str(error)) from error
