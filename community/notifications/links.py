"""Signed addresses for mails: whoever holds one was written to, and needs no sign-in for what it leads to."""

from itsdangerous import BadSignature, URLSafeSerializer, URLSafeTimedSerializer

from community.core import settings

ANSWERABLE_SECONDS = 90 * 24 * 3600


def stop_key(member_id: int) -> str:
    """Return what a mail carries for stopping further ones; it never expires, for mails are kept."""
    return _stopping().dumps(member_id)


def read_stop_key(key: str) -> int | None:
    """Return the member a stop key belongs to, or nothing."""
    try:
        return int(_stopping().loads(key))
    except (BadSignature, ValueError, TypeError):
        return None


def answer_key(telling_id: int, member_id: int) -> str:
    """Return what lets one member answer one question for a season."""
    return _answering().dumps([telling_id, member_id])


def read_answer_key(key: str, telling_id: int) -> int | None:
    """Return the member whose answer to this question the key lets in, or nothing."""
    try:
        asked, member_id = _answering().loads(key, max_age=ANSWERABLE_SECONDS)
        return int(member_id) if asked == telling_id else None
    except (BadSignature, ValueError, TypeError):
        return None


def _stopping() -> URLSafeSerializer:
    return URLSafeSerializer(settings.current().secret_key, salt="stop mail")


def _answering() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(settings.current().secret_key, salt="is it solved")
