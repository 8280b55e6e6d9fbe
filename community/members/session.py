"""Who is asking: the one HTTP module that the ways in of other packages may import."""

from typing import cast

from flask import Flask, g, request, session
from flask_login import LoginManager, current_user, login_user, logout_user
from sqlalchemy.exc import SQLAlchemyError

from community.core.database import db
from community.core.errors import SignInError
from community.core.locale import _l
from community.core.text import clean_line
from community.members import actions, queries
from community.members.models import Member, Viewer, Visitor

STRANGER = Visitor()
LONGEST_BROWSER = 200
_login = LoginManager()


def prepare_sessions(app: Flask) -> None:
    """Let Flask-Login find the member behind the cookie, and every template its viewer."""
    _login.session_protection = None
    _login.anonymous_user = Visitor
    _login.user_loader(_member_of_token)
    _login.init_app(app, add_context_processor=False)
    app.context_processor(_viewer_of_templates)


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
    browser = clean_line(request.user_agent.string or "")[:LONGEST_BROWSER]
    token = actions.open_session(member, browser=browser)
    _forget_browser()
    session.permanent = True
    login_user(SignedIn(token))
    g._login_user = member  # the rest of this request is already the member's


def end_session() -> None:
    """Sign out on the server too (within a transaction): a copied cookie is dead."""
    token = session.get("_user_id")
    if token:
        actions.end_session_of(token)
    logout_user()
    _forget_browser()


def this_token() -> str | None:
    """Return the secret of this browser's session."""
    return session.get("_user_id")


class SignedIn:
    """What Flask-Login puts into the cookie: the secret of a session row, never the member's id."""

    is_active = True
    is_authenticated = True

    def __init__(self, token: str) -> None:
        self.token = token

    def get_id(self) -> str:
        """Return the session's secret."""
        return self.token


def _forget_browser() -> None:
    """Empty the cookie, and the form token that was already made from it for this request."""
    session.clear()
    g.pop("csrf_token", None)


def _viewer_of_templates() -> dict[str, Viewer]:
    """Give templates their viewer; the page that says "the database is away" must not need the database."""
    try:
        return {"viewer": visitor()}
    except SQLAlchemyError:
        db.session.rollback()
        return {"viewer": STRANGER}


def _member_of_token(token: str) -> Member | None:
    """Return the member of a running session; a cookie whose session is over forgets it."""
    member = queries.member_of_session(token)
    if member is None:
        session.pop("_user_id", None)
    return member
