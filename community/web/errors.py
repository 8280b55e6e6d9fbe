"""From errors to pages: calm words, the typed text kept, a reference for faults, never a trace."""

import logging
import secrets

from flask import Flask, jsonify, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from community.core.database import db
from community.core.errors import (
    CommunityError,
    ConflictError,
    NotAllowedError,
    NotFoundError,
    Sentence,
    SignInError,
    TooOftenError,
)
from community.core.locale import _
from community.web import kept

logger = logging.getLogger(__name__)

STATUSES = {SignInError: 401, NotAllowedError: 403, NotFoundError: 404, ConflictError: 409, TooOftenError: 429}
BUSY_SECONDS = 5


def prepare_errors(app: Flask) -> None:
    """Register the handlers."""
    app.register_error_handler(CommunityError, _broken_rule)
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(OperationalError, _database_is_busy)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _fault)


def _broken_rule(error: CommunityError) -> ResponseReturnValue:
    if isinstance(error, SignInError):
        return _ask_to_sign_in(error)
    status = STATUSES.get(type(error), 400)
    headers = {"Retry-After": str(error.retry_after)} if isinstance(error, TooOftenError) else {}
    return _answer(status, error.sentence, headers)


def _ask_to_sign_in(error: SignInError) -> ResponseReturnValue:
    if _wants_json():
        return jsonify(error=str(error)), 401
    if request.method == "GET":
        return redirect(url_for("members.sign_in", next=request.full_path.rstrip("?")), code=303)
    if "HX-Request" in request.headers:
        return "", 401, {"HX-Redirect": url_for("members.sign_in")}
    return _sign_in_keeping()


def _sign_in_keeping() -> ResponseReturnValue:
    """Offer sign-in in place, carrying what was typed."""
    typed = kept.from_request()
    if typed is None:
        return redirect(url_for("members.sign_in"), code=303)
    return render_template("members/sign_in_keeping.html", kept=typed), 401


def _stale_form(error: CSRFError) -> ResponseReturnValue:
    """A form older than the session: sign in first, or look at the text and send it once more."""
    if _wants_json():
        return jsonify(error=_("This form is too old. Reload the page and try again.")), 400
    if "_user_id" not in session:
        return _sign_in_keeping()
    return _answer(400, _("This form was open for so long that we want to be sure it was you."), {})


def _database_is_busy(error: OperationalError) -> ResponseReturnValue:
    db.session.rollback()
    logger.error("database is unavailable: %s", error.orig)
    sentence = _("We could not save this just now. Please try again in a few seconds.")
    return _answer(503, sentence, {"Retry-After": str(BUSY_SECONDS)})


def _http_error(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < 400:
        return error
    sentences = {
        400: _("We could not make sense of this request."),
        404: _("There is no such page, or it is not open to you."),
        405: _("This address cannot be used in this way."),
        413: _("This is larger than we can take."),
        429: _("That was a little too often."),
    }
    allowed = getattr(error, "valid_methods", None)
    headers = {"Allow": ", ".join(allowed)} if allowed else {}
    return _answer(error.code, sentences.get(error.code, _("Something about this request was not right.")), headers)


def _fault(error: Exception) -> ResponseReturnValue:
    incident = secrets.token_hex(4)
    db.session.rollback()
    logger.error("incident %s: %s %s", incident, request.method, request.path, exc_info=error)
    return _answer(500, _("Something went wrong on our side."), {}, incident=incident)


def _answer(
    status: int, sentence: Sentence, headers: dict[str, str], incident: str | None = None
) -> ResponseReturnValue:
    """Answer in the form that was asked for: JSON, a page with the typed text, or a plain page."""
    if _wants_json():
        return jsonify(error=str(sentence), incident=incident), status, headers
    typed = kept.from_request() if status in (400, 409, 429, 500, 503) else None
    if typed is not None and "_user_id" in session:
        return kept.page(typed, sentence), status, headers
    page = render_template("errors/error.html", status=status, sentence=sentence, incident=incident)
    return page, status, headers


def _wants_json() -> bool:
    best = request.accept_mimetypes.best_match(["text/html", "application/json"], "text/html")
    return best == "application/json" or request.path.startswith("/api/")
