"""The reader's language: the cookie's, then the browser's, then the installation's."""

from flask import Blueprint, current_app, has_request_context, redirect, request
from flask.typing import ResponseReturnValue
from werkzeug import Response

from community.core import locale, settings
from community.core.locale import LANGUAGES
from community.web.redirects import own_path

COOKIE = "language"
YEAR = 365 * 86400
blueprint = Blueprint("web", __name__)


def choose_language() -> str:
    """Return the language for this request; commands and jobs speak the installation's."""
    default = settings.current().language
    if not has_request_context():
        return default
    kept = request.cookies.get(COOKIE)
    if kept in LANGUAGES:
        return kept
    return request.accept_languages.best_match(list(LANGUAGES), default) or default


@blueprint.before_app_request
def settle_language() -> None:
    """Choose once for a request: every sentence and figure asks for the language."""
    locale.speak(choose_language())


@blueprint.teardown_app_request
def unsettle_language(error: BaseException | None) -> None:
    """Leave nothing to the next request of the thread."""
    locale.speak(None)


@blueprint.get("/language/<code>")
def switch_language(code: str) -> ResponseReturnValue:
    """Keep the chosen language in a cookie and return to the page; nothing on the server changes."""
    response = redirect(own_path(request.args.get("to")), code=303)
    if code in LANGUAGES:
        keep_language(response, code)
    return response


def keep_language(response: Response, code: str) -> None:
    """Keep the chosen language in this browser's cookie."""
    secure = current_app.config["SESSION_COOKIE_SECURE"]
    response.set_cookie(COOKIE, code, max_age=YEAR, httponly=True, samesite="Lax", secure=secure)
