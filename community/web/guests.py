"""Pages kept for many readers: one rendering serves all until the thread changes.

A guest's page holds nothing personal. A member who has left no trace in a thread (wrote, voted, follows, drafted
nothing there) sees what every such member sees, but for four things that are put in anew for each: the CSRF token,
the resend key, the mark that keeps local drafts apart, and the corner of the header. The version is read from the database at each request (one small
statement), so hiding works at once.
"""

import gzip
import re
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from flask import Response, current_app, make_response, render_template, request, session
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

from community.core import locale

Arguments = ParamSpec("Arguments")
Key = tuple[str, ...]
MOST_BYTES = 64 * 1024 * 1024
KEPT_PARAMETERS = frozenset({"after"})
LARGEST_PAGE = 400_000
GUEST, MEMBER = "guest", "member"

TOKEN_PLACE, KEY_PLACE = "\x00token\x00", "\x00key\x00"
CORNER_PLACE, MEMBER_PLACE = "\x00corner\x00", "\x00member\x00"
_CORNER = re.compile(r"<!--me-->.*?<!--/me-->", re.DOTALL)
_MEMBER = re.compile(r'(?<=data-member=")[^"]*')
_RESEND_KEY = re.compile(r'(<input[^>]*name="resend_key"[^>]*value=")[^"]*(")')

# Set by the package that knows threads: whether the reader is a member without any trace in the thread.
_is_untouched: list[Callable[[int], bool]] = []


class GuestPages:
    """The pages kept by this process, the least recently read dropped first, at most so many bytes."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._room = most_bytes
        self._pages: OrderedDict[Key, tuple[int, bytes]] = OrderedDict()
        self._lock = threading.Lock()

    def read(self, key: Key, version: int) -> bytes | None:
        """Return the page if it is of this version."""
        with self._lock:
            kept = self._pages.get(key)
            if kept is None or kept[0] != version:
                return None
            self._pages.move_to_end(key)
            return kept[1]

    def keep(self, key: Key, version: int, page: bytes) -> None:
        """Keep a page."""
        with self._lock:
            _version, former = self._pages.pop(key, (0, b""))
            self._room += len(former) - len(page)
            self._pages[key] = (version, page)
            while self._room < 0 and len(self._pages) > 1:
                _key, (_version, oldest) = self._pages.popitem(last=False)
                self._room += len(oldest)


def member_is_untouched(by: Callable[[int], bool]) -> Callable[[int], bool]:
    """Let the decorated function tell whether the reader is a member without any trace in a thread."""
    _is_untouched[:] = [by]
    return by


def guest_page(
    version_of: Callable[[int], int | None],
) -> Callable[[Callable[Arguments, ResponseReturnValue]], Callable[Arguments, ResponseReturnValue]]:
    """Serve guests, and members without a trace in it, the kept page of a thread while its version stands.

    The view's first address part is the thread's id; `version_of` answers None where a guest may not see it.
    """

    def decorate(view: Callable[Arguments, ResponseReturnValue]) -> Callable[Arguments, ResponseReturnValue]:
        @wraps(view)
        def read_or_render(*args: Arguments.args, **kwargs: Arguments.kwargs) -> ResponseReturnValue:
            if "_flashes" in session or not request.args.keys() <= KEPT_PARAMETERS:
                return view(*args, **kwargs)
            thread_id = next(iter(request.view_args.values())) if request.view_args else 0
            version = version_of(thread_id)
            if version is None:
                return view(*args, **kwargs)
            if "_user_id" not in session:
                return _for_guests(version, lambda: view(*args, **kwargs))
            if any(is_untouched(thread_id) for is_untouched in _is_untouched):
                return _for_members(version, lambda: view(*args, **kwargs))
            return view(*args, **kwargs)

        return read_or_render

    return decorate


def _pages() -> GuestPages:
    pages: GuestPages = current_app.extensions.setdefault("guest_pages", GuestPages())
    return pages


def _for_guests(version: int, render: Callable[[], ResponseReturnValue]) -> Response:
    key = (GUEST, request.full_path, locale.language())
    kept = _pages().read(key, version)
    if kept is not None:
        return _packed_response(kept)
    response = make_response(render())
    if response.status_code != 200 or response.is_streamed or "_flashes" in session:
        return response
    packed = gzip.compress(response.get_data(), compresslevel=6, mtime=0)
    if len(packed) <= LARGEST_PAGE:
        _pages().keep(key, version, packed)
    return response


def _for_members(version: int, render: Callable[[], ResponseReturnValue]) -> Response:
    key = (MEMBER, request.full_path, locale.language())
    kept = _pages().read(key, version)
    if kept is not None:
        return Response(_made_personal(kept.decode()), mimetype="text/html")
    response = make_response(render())
    if response.status_code != 200 or response.is_streamed or "_flashes" in session:
        return response
    page = _made_impersonal(response.get_data(as_text=True))
    if len(page) <= LARGEST_PAGE:
        _pages().keep(key, version, page.encode())
    return response


def _made_impersonal(page: str) -> str:
    page = _CORNER.sub(CORNER_PLACE, page)
    page = _MEMBER.sub(MEMBER_PLACE, page)
    page = _RESEND_KEY.sub(rf"\g<1>{KEY_PLACE}\g<2>", page)
    return page.replace(generate_csrf(), TOKEN_PLACE)


def _made_personal(page: str) -> str:
    corner = f"<!--me-->{render_template('layouts/_me.html')}<!--/me-->"
    page = page.replace(CORNER_PLACE, corner).replace(TOKEN_PLACE, generate_csrf())
    page = page.replace(KEY_PLACE, secrets.token_urlsafe(16))
    return page.replace(MEMBER_PLACE, render_template("layouts/_member.html"))


def _packed_response(packed: bytes) -> Response:
    if "gzip" not in request.headers.get("Accept-Encoding", "").lower():
        return Response(gzip.decompress(packed), mimetype="text/html")
    response = Response(packed, mimetype="text/html", headers={"Content-Encoding": "gzip"})
    response.vary.add("Accept-Encoding")
    return response
