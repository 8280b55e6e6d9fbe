"""Static files under an address that changes with them: a year's cache, one joined style sheet."""

import hashlib
from pathlib import Path

from flask import Flask, Response, abort, current_app, send_from_directory
from flask.typing import ResponseReturnValue

from community.web.addresses import url_for

STATIC = Path(__file__).parents[2] / "static"
SHEET = "css/site.css"
SHEET_PARTS = ("tokens.css", "base.css", "layout.css", "ui/*.css", "pages/*.css")
YEAR = 365 * 86400


def prepare_assets(app: Flask) -> None:
    """Hash all static files, join the sheet, and serve both below `/static/<hash>/`."""
    app.extensions["static_sheet"] = _join_sheet()
    app.extensions["static_hash"] = _hash_of_all()
    app.add_url_rule("/static/<fingerprint>/<path:name>", "static_file", serve, methods=["GET"])


def asset(name: str) -> str:
    """Return the address of a static file."""
    return url_for("static_file", fingerprint=current_app.extensions["static_hash"], name=name)


def serve(fingerprint: str, name: str) -> ResponseReturnValue:
    """Send a static file; one with an outdated fingerprint is sent too, but not to be kept."""
    if name == SHEET:
        response = Response(current_app.extensions["static_sheet"], mimetype="text/css")
    elif name.endswith((".css", ".js", ".woff2", ".svg", ".png", ".txt", ".ico")):
        response = send_from_directory(STATIC, name)
        # A file that is passed straight through is not compressed, and text is worth compressing.
        response.direct_passthrough = name.endswith((".woff2", ".png", ".ico"))
    else:
        abort(404)
    is_current = fingerprint == current_app.extensions["static_hash"]
    response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable" if is_current else "no-store"
    return response


def _join_sheet() -> str:
    parts = [path for pattern in SHEET_PARTS for path in sorted((STATIC / "css").glob(pattern))]
    return "\n".join(path.read_text(encoding="utf-8") for path in parts)


def _hash_of_all() -> str:
    digest = hashlib.blake2b(digest_size=6)
    for path in sorted(STATIC.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(STATIC).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()
