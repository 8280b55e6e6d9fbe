"""Answers for a page that asks for a part of itself."""

from flask import request


def is_fragment() -> bool:
    """Whether only the changed part is wanted (htmx, or our own elements); without script the whole page is."""
    return request.headers.get("HX-Request") == "true"
