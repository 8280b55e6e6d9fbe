"""Who is asking: the one HTTP module that the ways in of other packages may import."""

from typing import cast

from flask import Flask, request, session
from flask_login import LoginManager, current_user, login_user, logout_user

from community.core.errors import SignInError
from community.core.locale import _l
from community.members import actions, queries
from community.members.models import Member, Viewer, Visitor

STRANGER = Visitor()
_login = LoginManager()


def prepare_sessions(app: Flask) -> None:
    """Let Flask-Login find the member behind the cookie, and every template its viewer."""
    _login.session_protection = None
    _login.anonymous_user = Visitor  # type: ignore[assignment]
    _login.user_loader(_member_of_token)
    _login.init_app(app, add_context_processor=False)
    app.context_processor(lambda: {"viewer": visitor()})


def visitor() -> Viewer:
    """Return whoever asks: a member, or a stranger."""
    return cast(Viewer, current_user._get_current_object())


def current_member() -> Member:
    """Return the signed-in member; asking for the member *is* the login check."""
    viewer = visitor()
    if not isinstance(viewer, Member):
        raise SignInError(_l("Please sign in first."))
    return viewer


def begin_session(member: Member) -> None:
    """Sign the member in on this browser (within a transaction); the old cookie is worth nothing afterwards."""
    browser = (request.user_agent.string or "")[:200]
    token = actions.open_session(member, browser=browser)
    session.clear()
    session.permanent = True
    login_user(SignedIn(member, token))


def end_session() -> None:
    """Sign out on the server too (within a transaction): a copied cookie is dead."""
    token = session.get("_user_id")
    if token:
        actions.end_session_of(token)
    logout_user()
    session.clear()


def this_token() -> str | None:
    """Return the secret of this browser's session."""
    return session.get("_user_id")


class SignedIn:
    """What Flask-Login puts into the cookie: the secret of a session row, never the member's id."""

    is_active = True
    is_authenticated = True

    def __init__(self, member: Member, token: str) -> None:
        self.member = member
        self.token = token

    def get_id(self) -> str:
        """Return the session's secret."""
        return self.token


def _member_of_token(token: str) -> Member | None:
    return queries.member_of_session(token)
