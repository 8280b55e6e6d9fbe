"""Pages kept for many readers: one rendering serves all until the thread changes.

A guest's page holds nothing personal. Customers who left the same traces in a thread (wrote, voted and follow the same;
mostly none at all) see the same, but for four things that are put in anew for each: the CSRF token, the resend key, the
mark that keeps local drafts apart, and the corner of the header. The version is read from the database at each request
(one small statement), so hiding works at once.
"""

import gzip
import re
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Generic, ParamSpec, TypeVar

from flask import Flask, Response, current_app, make_response, render_template, request, session
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

from community.core import locale

Arguments = ParamSpec("Arguments")
Words = TypeVar("Words", bytes, str)
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

DOOR = "kept page"
"""The name in a request's environment under which the door is told which kept page answered it."""


@dataclass(frozen=True)
class Reader:
    """A customer before a thread: his number, its version, what he left there. Whoever left the same sees the same."""

    number: int
    version: int
    traces: str


@dataclass(frozen=True)
class KeptPage:
    """Where the kept page of a thread is found, and who knows the version that it must have."""

    key: Key
    thread_id: int
    version_of: Callable[[int], int | None]


# Set by the package that knows threads: who reads, where a kept page may serve him.
_reader_of: list[Callable[[int], Reader | None]] = []


class GuestPages(Generic[Words]):
    """The pages kept by this process, the least recently read dropped first, at most so many bytes."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._room = most_bytes
        self._pages: OrderedDict[Key, tuple[int, Words]] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        """Count them."""
        return len(self._pages)

    def read(self, key: Key, version: int) -> Words | None:
        """Return the page if it is of this version."""
        with self._lock:
            kept = self._pages.get(key)
            if kept is None or kept[0] != version:
                return None
            self._pages.move_to_end(key)
            return kept[1]

    def keep(self, key: Key, version: int, page: Words) -> None:
        """Keep a page."""
        with self._lock:
            _version, former = self._pages.pop(key, (0, ""))
            self._room += len(former) - len(page)
            self._pages[key] = (version, page)
            while self._room < 0 and len(self._pages) > 1:
                _key, (_version, oldest) = self._pages.popitem(last=False)
                self._room += len(oldest)


def knows_readers(by: Callable[[int], Reader | None]) -> Callable[[int], Reader | None]:
    """Let the decorated function tell who reads a thread; nobody where the page must be his own."""
    _reader_of[:] = [by]
    return by


def guest_page(
    version_of: Callable[[int], int | None],
) -> Callable[[Callable[Arguments, ResponseReturnValue]], Callable[Arguments, ResponseReturnValue]]:
    """Serve guests and customers the kept page of a thread while its version stands.

    The view's first address part is the thread's id; `version_of` answers None where a guest may not see it.
    """

    def decorate(view: Callable[Arguments, ResponseReturnValue]) -> Callable[Arguments, ResponseReturnValue]:
        @wraps(view)
        def read_or_render(*args: Arguments.args, **kwargs: Arguments.kwargs) -> ResponseReturnValue:
            if "_flashes" in session or not request.args.keys() <= KEPT_PARAMETERS:
                return view(*args, **kwargs)
            thread_id = next(iter(request.view_args.values())) if request.view_args else 0
            if "_user_id" in session:
                return _for_member(thread_id, lambda: view(*args, **kwargs))
            page = KeptPage((GUEST, request.full_path, locale.language()), thread_id, version_of)
            return _for_guest(page, lambda: view(*args, **kwargs))

        return read_or_render

    return decorate


@dataclass(frozen=True)
class Shelf:
    """What a process keeps: whole pages of threads, and rows of lists."""

    pages: GuestPages[bytes] = field(default_factory=GuestPages)
    rows: GuestPages[str] = field(default_factory=lambda: GuestPages(MOST_BYTES // 2))


def shelf_of(app: Flask) -> Shelf:
    """Return what this process keeps."""
    shelf: Shelf = app.extensions.setdefault("guest_pages", Shelf())
    return shelf


def _for_guest(page: KeptPage, render: Callable[[], ResponseReturnValue]) -> ResponseReturnValue:
    version = page.version_of(page.thread_id)
    if version is None:
        return render()
    pages = shelf_of(current_app).pages
    kept = pages.read(page.key, version)
    if kept is not None:
        request.environ[DOOR] = page
        return _packed_response(kept)
    response = make_response(render())
    if response.status_code != 200 or response.is_streamed or "_flashes" in session:
        return response
    packed = gzip.compress(response.get_data(), compresslevel=6, mtime=0)
    if len(packed) <= LARGEST_PAGE:
        pages.keep(page.key, version, packed)
    return response


def _for_member(thread_id: int, render: Callable[[], ResponseReturnValue]) -> ResponseReturnValue:
    reader = next((reader_of(thread_id) for reader_of in _reader_of), None)
    if reader is None:
        return render()
    key = (MEMBER, request.full_path, locale.language(), reader.traces)
    pages = shelf_of(current_app).pages
    kept = pages.read(key, reader.version)
    if kept is not None:
        return _personal_response(_made_personal(kept, reader))
    response = make_response(render())
    if response.status_code != 200 or response.is_streamed or "_flashes" in session:
        return response
    page = _made_impersonal(response.get_data(as_text=True)).encode()
    if len(page) <= LARGEST_PAGE:
        pages.keep(key, reader.version, page)
    return response


def _made_impersonal(page: str) -> str:
    page = _CORNER.sub(CORNER_PLACE, page)
    page = _MEMBER.sub(MEMBER_PLACE, page)
    page = _RESEND_KEY.sub(rf"\g<1>{KEY_PLACE}\g<2>", page)
    return page.replace(generate_csrf(), TOKEN_PLACE)


def _made_personal(page: bytes, reader: Reader) -> bytes:
    corner = f"<!--me-->{render_template('layouts/_me.html')}<!--/me-->"
    own = {
        CORNER_PLACE: corner, TOKEN_PLACE: generate_csrf(), KEY_PLACE: secrets.token_urlsafe(16),
        MEMBER_PLACE: str(reader.number),
    }  # fmt: skip
    for place, words in own.items():
        page = page.replace(place.encode(), words.encode())
    return page


def _personal_response(page: bytes) -> Response:
    """Pack fast: at this level it takes half the time, and the page grows by a seventh."""
    if "gzip" not in request.headers.get("Accept-Encoding", "").lower():
        return Response(page, mimetype="text/html")
    return _packed_response(gzip.compress(page, compresslevel=1, mtime=0))


def _packed_response(packed: bytes) -> Response:
    if "gzip" not in request.headers.get("Accept-Encoding", "").lower():
        return Response(gzip.decompress(packed), mimetype="text/html")
    response = Response(packed, mimetype="text/html", headers={"Content-Encoding": "gzip"})
    response.vary.add("Accept-Encoding")
    return response
