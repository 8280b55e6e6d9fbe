"""Security headers, caching rules and compression, on every response."""

import gzip

from flask import Flask, Response, request, session

from community.core import settings

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'; manifest-src 'self'"
)
COMPRESSIBLE = ("text/", "application/json", "image/svg+xml", "application/javascript")
SMALLEST_COMPRESSED = 1000
HSTS_SECONDS = 63_072_000


def prepare_headers(app: Flask) -> None:
    """Set the headers after each request."""
    app.after_request(_secure)
    app.after_request(_compress)


def _secure(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", POLICY)
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "same-origin"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["X-Frame-Options"] = "DENY"
    if settings.current().is_secure:
        headers["Strict-Transport-Security"] = f"max-age={HSTS_SECONDS}; includeSubDomains"
    if request.endpoint != "static_file":
        response.vary.update(["Cookie", "Accept-Language"])
        _forbid_keeping(response)
    return response


def _forbid_keeping(response: Response) -> None:
    """Errors and signed-in pages are nobody else's to keep."""
    if response.status_code >= 400 or "_user_id" in session or request.method not in ("GET", "HEAD"):
        response.headers["Cache-Control"] = "private, no-store"
    else:
        response.headers.setdefault("Cache-Control", "private, no-cache")


def _compress(response: Response) -> Response:
    wants = "gzip" in request.headers.get("Accept-Encoding", "").lower()
    if not wants or response.direct_passthrough or response.status_code < 200 or "Content-Encoding" in response.headers:
        return response
    if not (response.mimetype or "").startswith(COMPRESSIBLE):
        return response
    response.vary.add("Accept-Encoding")
    body = response.get_data()
    if len(body) >= SMALLEST_COMPRESSED:
        response.set_data(gzip.compress(body, compresslevel=5, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    return response
