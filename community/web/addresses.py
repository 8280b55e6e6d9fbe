"""Addresses of our own pages, each built once.

A page holds some hundred addresses, and the router takes longer to build one than the template to say all the rest of
a line. What an address looks like depends on nothing but the endpoint, its values and the folder we are served below.
"""

from functools import lru_cache
from typing import Any

import flask
from flask import has_request_context, request

MOST_KEPT = 50_000


def url_for(endpoint: str, **values: Any) -> str:
    """Return the path of a page, as `flask.url_for` does; what cannot be kept is built by it."""
    if not has_request_context() or endpoint.startswith(".") or "_external" in values:
        return flask.url_for(endpoint, **values)
    try:
        return _built(request.root_path, endpoint, **values)
    except TypeError:  # a list of values: no key
        return flask.url_for(endpoint, **values)


@lru_cache(maxsize=MOST_KEPT, typed=True)
def _built(root: str, endpoint: str, /, **values: Any) -> str:
    return flask.url_for(endpoint, **values)
