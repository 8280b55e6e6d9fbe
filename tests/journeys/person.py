"""Somebody who walks through the site by its links and buttons, without script."""

from flask import Flask
from werkzeug.test import TestResponse

from community.members.models import Member
from tests.client import Client, client_of
from tests.page import Element, read_page


class Person:
    """Somebody with a browser, on one page at a time."""

    def __init__(self, app: Flask, member: Member | None = None) -> None:
        self.browser: Client = client_of(app, member)
        self.page: Element = self.visit("/")

    def visit(self, path: str) -> Element:
        """Open a page, following redirects."""
        return self._arrive(self.browser.get(path.split("#", maxsplit=1)[0], follow_redirects=True))

    def follow(self, name: str) -> Element:
        """Press the first link whose name begins so."""
        return self.visit(next(link for link in self.page.all("link") if link.name.startswith(name))["href"])

    def press(self, name: str, /, **typed: str) -> Element:
        """Fill in the form around a button and press the button."""
        button = next(one for one in self.page.all("button") if one.name.startswith(name))
        form = next(one for one in self.page.walk() if one.tag == "form" and button in list(one.walk()))
        pressed = {button["name"]: button.attributes.get("value", "")} if "name" in button.attributes else {}
        path = button.attributes.get("formaction") or form.attributes.get("action") or self.here
        response = self.browser.post(
            path.split("#", maxsplit=1)[0], data={**form.fields, **typed, **pressed}, follow_redirects=True
        )
        return self._arrive(response)

    def _arrive(self, response: TestResponse) -> Element:
        assert response.status_code == 200, f"{response.request.path} answered {response.status_code}"
        self.here = response.request.path
        self.page = read_page(response)
        return self.page
