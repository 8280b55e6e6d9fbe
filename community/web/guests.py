"""Guests' pages: nothing personal in them, so one rendering serves all until the thread changes.

The version is read from the database at each request (one small statement), so hiding works at once.
"""

import gzip
import threading
from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from flask import Response, current_app, make_response, request, session
from flask.typing import ResponseReturnValue

from community.core import locale

Arguments = ParamSpec("Arguments")
Key = tuple[str, str]
MOST_BYTES = 64 * 1024 * 1024
KEPT_PARAMETERS = frozenset({"after"})
LARGEST_PAGE = 400_000


class GuestPages:
    """The pages kept by this process, the least recently read dropped first, at most so many bytes."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._room = most_bytes
        self._pages: OrderedDict[Key, tuple[int, bytes]] = OrderedDict()
        self._lock = threading.Lock()

    def read(self, key: Key, version: int) -> bytes | None:
        """Return the gzipped page if it is of this version."""
        with self._lock:
            kept = self._pages.get(key)
            if kept is None or kept[0] != version:
                return None
            self._pages.move_to_end(key)
            return kept[1]

    def keep(self, key: Key, version: int, page: bytes) -> None:
        """Keep a gzipped page."""
        with self._lock:
            _version, former = self._pages.pop(key, (0, b""))
            self._room += len(former) - len(page)
            self._pages[key] = (version, page)
            while self._room < 0 and len(self._pages) > 1:
                _key, (_version, oldest) = self._pages.popitem(last=False)
                self._room += len(oldest)


def guest_page(
    version_of: Callable[[int], int | None],
) -> Callable[[Callable[Arguments, ResponseReturnValue]], Callable[Arguments, ResponseReturnValue]]:
    """Serve guests the kept page of a thread while its version stands.

    The view's first address part is the thread's id; `version_of` answers None where a guest may not see it.
    """

    def decorate(view: Callable[Arguments, ResponseReturnValue]) -> Callable[Arguments, ResponseReturnValue]:
        @wraps(view)
        def read_or_render(*args: Arguments.args, **kwargs: Arguments.kwargs) -> ResponseReturnValue:
            if "_user_id" in session or "_flashes" in session or not request.args.keys() <= KEPT_PARAMETERS:
                return view(*args, **kwargs)
            thread_id = next(iter(request.view_args.values())) if request.view_args else 0
            version = version_of(thread_id)
            if version is None:
                return view(*args, **kwargs)
            return _kept_or_fresh(version, lambda: view(*args, **kwargs))

        return read_or_render

    return decorate


def _kept_or_fresh(version: int, render: Callable[[], ResponseReturnValue]) -> Response:
    pages: GuestPages = current_app.extensions.setdefault("guest_pages", GuestPages())
    key = (request.full_path, locale.language())
    kept = pages.read(key, version)
    if kept is not None:
        return _response(kept)
    response = make_response(render())
    if response.status_code != 200 or response.is_streamed or "_flashes" in session:
        return response
    packed = gzip.compress(response.get_data(), compresslevel=6, mtime=0)
    if len(packed) <= LARGEST_PAGE:
        pages.keep(key, version, packed)
    return response


def _response(packed: bytes) -> Response:
    if "gzip" not in request.headers.get("Accept-Encoding", "").lower():
        return Response(gzip.decompress(packed), mimetype="text/html")
    response = Response(packed, mimetype="text/html", headers={"Content-Encoding": "gzip"})
    response.vary.add("Accept-Encoding")
    return response
