"""How large a request may be: a form of words less than one with pictures."""

from typing import Any

from flask import Flask, Request

LARGEST_REQUEST = 26 * 1024 * 1024
LARGEST_FORM = 1024 * 1024
LARGEST_ENCODED_FORM = 2 * LARGEST_FORM  # a Persian letter takes six bytes in it
URL_ENCODED = "application/x-www-form-urlencoded"


class SizedRequest(Request):
    """A request whose URL-encoded form is bounded too; werkzeug reads such a form whole, whatever its size."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.mimetype == URL_ENCODED:
            self.max_content_length = LARGEST_ENCODED_FORM


def prepare_sizes(app: Flask) -> None:
    """Bound the application's requests."""
    app.request_class = SizedRequest
    app.config.update(MAX_CONTENT_LENGTH=LARGEST_REQUEST, MAX_FORM_MEMORY_SIZE=LARGEST_FORM)
