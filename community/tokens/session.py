"""In whose name a program asks: what views of the API ask for first."""

from flask import request

from community.core.errors import NotAllowedError, SignInError
from community.core.locale import _l
from community.core.observations import observe
from community.members.models import Member
from community.tokens.actions import USED
from community.tokens.policies import Scope
from community.tokens.queries import running_token
from community.web.rates import limit, network

GUESSES = "30 per minute"
READS = "120 per minute"


def token_owner(scope: Scope) -> Member:
    """Return the member behind the token; asking *is* the check. The token's cookie-less request is counted."""
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    token = running_token(secret.strip()) if scheme.lower() == "bearer" else None
    if token is None:
        limit("api guesses", GUESSES, key=network())
        raise SignInError(_l("Send a token that is valid: Authorization: Bearer …"))
    limit("api", READS, key=f"token-{token.id}")
    if scope not in token.scopes:
        raise NotAllowedError(_l("This token may not read this: it lacks the scope %(scope)s.", scope=scope.value))
    observe(USED, visitor=f"token-{token.id}", token=token.id)
    return token.member
