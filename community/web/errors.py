"""From errors to pages: calm words, the typed text kept, a reference for faults, never a trace."""

import logging
import secrets
from http import HTTPStatus
from urllib.parse import urlsplit

from flask import Flask, jsonify, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, SecurityError

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
from community.web.redirects import own_path

logger = logging.getLogger(__name__)

STATUSES = {SignInError: 401, NotAllowedError: 403, NotFoundError: 404, ConflictError: 409, TooOftenError: 429}
KEEPING = (400, 409, 429, 500, 503)
BUSY_SECONDS = 5


def prepare_errors(app: Flask) -> None:
    """Register the handlers."""
    app.register_error_handler(CommunityError, _broken_rule)
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(OperationalError, _database_is_busy)
    app.register_error_handler(SecurityError, _unknown_host)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _fault)


def _broken_rule(error: CommunityError) -> ResponseReturnValue:
    if isinstance(error, SignInError):
        return _ask_to_sign_in(error)
    status = STATUSES.get(type(error), 400)
    headers = {"Retry-After": str(error.retry_after)} if isinstance(error, TooOftenError) else {}
    return _answer(status, error.sentence, headers)


def _ask_to_sign_in(error: SignInError) -> ResponseReturnValue:
    if _is_program():
        return _problem(401, error.sentence, {"WWW-Authenticate": "Bearer"}, None)
    if _wants_json():
        return jsonify(error=str(error)), 401
    if request.method != "POST":
        return redirect(url_for("members.sign_in", next=request.full_path.rstrip("?")), code=303)
    if "HX-Request" in request.headers:
        return "", 401, {"HX-Redirect": url_for("members.sign_in", next=_page_before())}
    return _sign_in_keeping(error.sentence)


def _sign_in_keeping(sentence: Sentence) -> ResponseReturnValue:
    """Offer sign-in in place, carrying what was typed."""
    typed = kept.from_request()
    if typed is None:
        return redirect(url_for("members.sign_in", next=_page_before()), code=303)
    return render_template("members/sign_in_keeping.html", kept=typed, sentence=sentence), 401


def _page_before() -> str | None:
    """Return the path of our own page that the request came from."""
    before = urlsplit(request.referrer or "")
    if before.netloc != request.host:
        return None
    return own_path(f"{before.path}?{before.query}".rstrip("?"))


def _stale_form(error: CSRFError) -> ResponseReturnValue:
    """A form older than the session: sign in first, or look at the text and send it once more."""
    if _wants_json():
        return jsonify(error=_("This form is too old. Reload the page and try again.")), 400
    if "_user_id" in session:
        return _answer(400, _("This form was open for so long that we want to be sure it was you."), {})
    if "password" in request.form:
        sentence = _(
            "Your browser did not send the cookie that belongs to this form. Allow cookies for this site, then try again."
        )
        return _answer(400, sentence, {})
    return _sign_in_keeping(_("You are not signed in any more."))


def _database_is_busy(error: OperationalError) -> ResponseReturnValue:
    db.session.rollback()
    logger.error("database is unavailable: %s", error.orig)
    if request.method == "POST":
        sentence = _("We could not save this just now. Please try again in a few seconds.")
    else:
        sentence = _("We cannot open this page just now. Please try again in a few seconds.")
    return _answer(503, sentence, {"Retry-After": str(BUSY_SECONDS)})


def _unknown_host(error: SecurityError) -> ResponseReturnValue:
    """Answer without a page: no address can be built for a host that is not ours."""
    return _("We do not answer under this name."), 400, {"Content-Type": "text/plain; charset=utf-8"}


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
    if _is_program():
        return _problem(status, sentence, headers, incident)
    if _wants_json():
        return jsonify(error=str(sentence), incident=incident), status, headers
    return _page_about(status, sentence, incident), status, headers


def _page_about(status: int, sentence: Sentence, incident: str | None) -> str:
    typed = kept.from_request() if status in KEEPING else None
    if typed is None:
        before = _page_before()
        return render_template(
            "errors/error.html", status=status, sentence=sentence, incident=incident, page_before=before
        )
    if "_user_id" in session:
        return kept.page(typed, sentence)
    return render_template("members/sign_in_keeping.html", kept=typed, sentence=sentence)


def _wants_json() -> bool:
    best = request.accept_mimetypes.best_match(["text/html", "application/json"], "text/html")
    return best == "application/json"


def _is_program() -> bool:
    return request.path.startswith("/api/")


def _problem(status: int, sentence: Sentence, headers: dict[str, str], incident: str | None) -> ResponseReturnValue:
    """Answer a program as RFC 9457 says."""
    title = HTTPStatus(status).phrase
    response = jsonify(type="about:blank", title=title, status=status, detail=str(sentence), incident=incident)
    response.mimetype = "application/problem+json"
    return response, status, headers
