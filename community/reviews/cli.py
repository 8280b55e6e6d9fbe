"""Commands about reviews."""

from collections.abc import Callable
from typing import Any

import click
from flask.cli import AppGroup
from sqlalchemy import Select, select

from community.core.database import db
from community.core.transaction import transaction
from community.products.models import Product
from community.reviews import actions
from community.reviews.models import Review

BATCH = 500
commands = AppGroup("reviews", help="The scores of products and the order of their reviews.")


@commands.command("recount")
def recount() -> None:
    """Work out every product's score and every review's helpfulness anew from their rows."""
    products = _in_batches(lambda last: select(Product).where(Product.id > last), Product.id, actions.recount_score)
    reviews = _in_batches(lambda last: select(Review).where(Review.id > last), Review.id, actions.recount_helpfulness)
    click.echo(f"Counted anew: products {products}, reviews {reviews}.")


def _in_batches(rows_after: Callable[[int], Select[Any]], key: Any, recount_one: Callable[[Any], None]) -> int:
    """Recount all rows, each batch in its own transaction; return how many there were."""
    count = last = 0
    while True:
        with transaction():
            rows = db.session.scalars(rows_after(last).order_by(key).limit(BATCH).with_for_update()).all()
            for row in rows:
                recount_one(row)
            last = rows[-1].id if rows else last
        count += len(rows)
        if len(rows) < BATCH:
            return count
