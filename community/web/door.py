"""Kept pages handed to guests at the door, before a request is opened.

What Flask answered a guest with a kept page, the next guest who asks for the very same (address, host, languages, no
session) is answered with here, headers and all, while the thread's version stands: that one statement is all that is
left to do. Whatever differs in anything goes inside.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from community.core.database import read_alone
from community.web.guests import DOOR, KeptPage, shelf_of

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

MOST_KNOWN = 4000
ASKED = (
    "PATH_INFO", "QUERY_STRING", "HTTP_HOST", "SCRIPT_NAME", "wsgi.url_scheme", "HTTP_COOKIE",
    "HTTP_ACCEPT_LANGUAGE", "HTTP_ACCEPT_ENCODING",
)  # fmt: skip
Asked = tuple[str | None, ...]
Headers = list[tuple[str, str]]


@dataclass(frozen=True)
class Answer:
    """How one such request was answered."""

    page: KeptPage
    headers: Headers


class Door:
    """Stands before the application."""

    def __init__(self, app: Flask, inside: "WSGIApplication") -> None:
        self._app = app
        self._inside = inside
        self._session_cookie = f"{app.config['SESSION_COOKIE_NAME']}="
        self._answers: OrderedDict[Asked, Answer] = OrderedDict()
        self._lock = threading.Lock()

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer here, or ask inside and learn."""
        if environ["REQUEST_METHOD"] != "GET" or self._session_cookie in environ.get("HTTP_COOKIE", ""):
            return self._inside(environ, start_response)
        asked = tuple(environ.get(name) for name in ASKED)
        answer = self._answers.get(asked)
        body = self._body(answer) if answer else None
        if answer is None or body is None:
            return self._inside(environ, self._learning(asked, environ, start_response))
        start_response("200 OK", list(answer.headers))
        return [body]

    def _body(self, answer: Answer) -> bytes | None:
        """Return the packed page, if the thread is still as it was; that the database is away is said inside."""
        try:
            with self._app.app_context():
                read_alone()
                version = answer.page.version_of(answer.page.thread_id)
        except SQLAlchemyError:
            return None
        return None if version is None else shelf_of(self._app).pages.read(answer.page.key, version)

    def _learning(self, asked: Asked, environ: "WSGIEnvironment", start_response: "StartResponse") -> "StartResponse":
        """Start the response, and remember it if a kept page, packed as it is kept, is all that it holds."""

        def start(status: str, headers: Headers, *error: object) -> Callable[[bytes], object]:
            page = environ.get(DOOR)
            names = {name.lower() for name, _ in headers}
            if page and status == "200 OK" and "content-encoding" in names and "set-cookie" not in names:
                self._remember(asked, Answer(page, headers))
            return start_response(status, headers, *error)  # type: ignore[arg-type]

        return start

    def _remember(self, asked: Asked, answer: Answer) -> None:
        with self._lock:
            self._answers[asked] = answer
            self._answers.move_to_end(asked)
            if len(self._answers) > MOST_KNOWN:
                self._answers.popitem(last=False)
