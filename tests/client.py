"""A browser of the tests: keeps cookies, sends real CSRF tokens, and reads answers as people do."""

import secrets
from collections.abc import Mapping
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from werkzeug.test import TestResponse

from community.core.database import db
from community.core.transaction import transaction
from community.members.actions import open_session
from community.members.models import Member


class Client(FlaskClient):
    """One browser; each request has a session and a context of its own, as on a real server."""

    def open(self, *args: Any, buffered: bool = True, **kwargs: Any) -> TestResponse:
        """Send a request; what the test has not committed is undone first, for no server would see it."""
        db.session.rollback()
        with self.application.app_context():
            return super().open(*args, buffered=buffered, **kwargs)

    def send(self, path: str, data: Mapping[str, Any] | None = None, **options: Any) -> TestResponse:
        """Post a form with a valid CSRF token."""
        return self.post(path, data={"csrf_token": self.csrf_token(), **(data or {})}, **options)

    def csrf_token(self) -> str:
        """Return a token that belongs to this browser's session."""
        with self.session_transaction() as session:
            raw = session.setdefault("csrf_token", secrets.token_hex(20))
        return URLSafeTimedSerializer(self.application.config["SECRET_KEY"], salt="wtf-csrf-token").dumps(raw)

    def be(self, member: Member) -> "Client":
        """Sign the member in on this browser, by a real session row."""
        with transaction():
            token = open_session(member, browser="tests")
        with self.session_transaction() as session:
            session.permanent = True
            session["_user_id"] = token
            session["_fresh"] = True
        return self


def client_of(app: Flask, member: Member | None = None) -> Client:
    """Open a browser, signed in as the member or as a stranger."""
    browser = Client(app, app.response_class, use_cookies=True)
    return browser.be(member) if member else browser
