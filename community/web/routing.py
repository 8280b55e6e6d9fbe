"""Ids in addresses: a number that no row can have is no address, not a fault of the database."""

from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter

LARGEST_ID = 2**31 - 1


class IdConverter(IntegerConverter):
    """What `<int:…>` means in our addresses."""

    regex = r"\d{1,10}"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max": LARGEST_ID, **kwargs})


def row_id(text: str) -> int:
    """Read an id from a query (`request.args.get("after", type=row_id)`); `ValueError` where no row can have it."""
    number = int(text)
    if not 0 < number <= LARGEST_ID:
        raise ValueError(f"no row has the id {number}")
    return number


def prepare_routing(app: Flask) -> None:
    """Bound the ids in the application's addresses; called before any address is added."""
    app.url_map.converters["int"] = IdConverter
