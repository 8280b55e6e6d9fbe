"""Reading everything that an answer says, and following its links."""

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote, urljoin, urlsplit

from flask import Flask
from werkzeug.test import TestResponse

from tests.client import Client, client_of
from tests.walls.planted import Plot

MOST_PAGES = 120
NOT_OPENED = ("/static/", "/language/", "/sign-")
LINK = re.compile(r'(?:href|src|hx-get|action|data-[a-z-]+)="(/[^"]*)"')


def browser_of(app: Flask, plot: Plot, viewer: str) -> Client:
    return client_of(app, plot.people.get(viewer))


def all_of(response: TestResponse) -> str:
    """Return all that an answer says: status line, headers, body; addresses decoded too."""
    headers = "\n".join(f"{name}: {value}" for name, value in response.headers)
    text = f"{response.status}\n{headers}\n{response.get_data().decode(errors='replace')}"
    return f"{text}\n{unquote(text)}\n{unescape(text)}".lower()


def crawl(browser: Client, seeds: list[str]) -> Iterator[tuple[str, TestResponse]]:
    """Open the seeds, wherever they lead on, and many of the pages that these link to."""
    waiting, seen, links = list(seeds), set(seeds), 0
    while waiting:
        address = waiting.pop(0)
        response = browser.get(address)
        yield address, response
        target = without_place(address, response.headers.get("Location", "/"))
        if target not in seen:
            seen.add(target)
            waiting.insert(0, target)
        for link in LINK.findall(response.text) if response.mimetype == "text/html" else ():
            target = without_place(address, unescape(link))
            if links < MOST_PAGES and target not in seen and not target.startswith(NOT_OPENED):
                seen.add(target)
                waiting.append(target)
                links += 1


def without_place(address: str, link: str) -> str:
    parts = urlsplit(urljoin(address, link))
    return f"{parts.path}?{parts.query}".rstrip("?")


def ordinary(response: TestResponse) -> str:
    """Return the body without what differs between two equal pages: the token of the form and the resend key."""
    lines = response.text.splitlines()
    return "\n".join(line for line in lines if "csrf" not in line and "resend_key" not in line)
