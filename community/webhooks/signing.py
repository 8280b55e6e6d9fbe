"""Signatures as Standard Webhooks says: HMAC-SHA256 over "id.timestamp.body", base64, after "v1,".

An endpoint's secret is made from the installation's own and a random salt. The database keeps the salt alone, so what
leaks from it signs nothing; with another SECRET_KEY every endpoint gets another secret.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence

PREFIX = "whsec_"


def new_salt() -> str:
    """Return a salt for a new secret."""
    return secrets.token_hex(16)


def secret_of(installation_secret: str, salt: str) -> str:
    """Return the secret in the form that receivers' libraries expect."""
    return PREFIX + base64.b64encode(_key(installation_secret, salt)).decode()


def headers_of(
    installation_secret: str, salts: Sequence[str], *, message_id: str, timestamp: int, body: bytes
) -> dict[str, str]:
    """Return the three headers; during a change of secrets one signature for each stands side by side."""
    signed = f"{message_id}.{timestamp}.".encode() + body
    signatures = [_signature(_key(installation_secret, salt), signed) for salt in salts]
    return {
        "webhook-id": message_id, "webhook-timestamp": str(timestamp), "webhook-signature": " ".join(signatures),
    }  # fmt: skip


def _key(installation_secret: str, salt: str) -> bytes:
    if not installation_secret or not salt:
        raise ValueError("A blank secret signs nothing.")
    return hmac.digest(installation_secret.encode(), f"webhook:{salt}".encode(), hashlib.sha256)


def _signature(key: bytes, signed: bytes) -> str:
    return f"v1,{base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()}"
