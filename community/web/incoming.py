"""What may come in: how large a request, which ids, and no NUL, which nobody types and PostgreSQL does not take."""

from typing import Any

from flask import Flask, Request, abort, request
from werkzeug.routing import IntegerConverter

LARGEST_REQUEST = 26 * 1024 * 1024
LARGEST_FORM = 1024 * 1024
LARGEST_ENCODED_FORM = 2 * LARGEST_FORM  # a Persian letter takes six bytes in it
URL_ENCODED = "application/x-www-form-urlencoded"
LARGEST_ID = 2**31 - 1


class BoundedRequest(Request):
    """A request whose URL-encoded form is bounded too (werkzeug reads it whole), and whose query holds no NUL."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.query_string = self.query_string.replace(b"%00", b"").replace(b"\0", b"")
        if self.mimetype == URL_ENCODED:
            self.max_content_length = LARGEST_ENCODED_FORM


class IdConverter(IntegerConverter):
    """What `<int:…>` means in our addresses: a number that no row can have is not found."""

    regex = r"\d{1,10}"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max": LARGEST_ID, **kwargs})


def row_id(text: str) -> int:
    """Read an id from a query (`request.args.get("after", type=row_id)`); `ValueError` where no row can have it."""
    number = int(text)
    if not 0 < number <= LARGEST_ID:
        raise ValueError(f"no row has the id {number}")
    return number


def prepare_incoming(app: Flask) -> None:
    """Bound the application's requests; called before any address is added."""
    app.request_class = BoundedRequest
    app.config.update(MAX_CONTENT_LENGTH=LARGEST_REQUEST, MAX_FORM_MEMORY_SIZE=LARGEST_FORM)
    app.url_map.converters["int"] = IdConverter
    app.before_request(_refuse_nul)


def _refuse_nul() -> None:
    if "\0" in request.path:
        abort(404)
