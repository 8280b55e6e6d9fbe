"""How large a request may be: a form of words less than one with pictures."""

from flask import Flask, Request

LARGEST_REQUEST = 26 * 1024 * 1024
LARGEST_FORM = 1024 * 1024
LARGEST_ENCODED_FORM = 2 * LARGEST_FORM
URL_ENCODED = "application/x-www-form-urlencoded"


class SizedRequest(Request):
    """A request whose URL-encoded form is bounded too; werkzeug reads such a form whole, whatever its size."""

    @property
    def max_content_length(self) -> int | None:
        """The number of bytes that are read at most; a Persian letter takes six in an encoded form."""
        return LARGEST_ENCODED_FORM if self.mimetype == URL_ENCODED else super().max_content_length


def prepare_sizes(app: Flask) -> None:
    """Bound the application's requests."""
    app.request_class = SizedRequest
    app.config.update(MAX_CONTENT_LENGTH=LARGEST_REQUEST, MAX_FORM_MEMORY_SIZE=LARGEST_FORM)
