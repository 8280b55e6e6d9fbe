"""How often one may do a thing. One process serves the web in the embedded default, so memory counts exactly."""

from ipaddress import IPv4Address, IPv6Network, ip_address
from math import ceil
from time import time

from flask import current_app, request, session
from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from community.core import settings
from community.core.errors import TooOftenError
from community.core.locale import _l, _n, number


def limit(name: str, rate: str, *, key: str | None = None) -> None:
    """Count one doing of `name`; raise `TooOftenError` past the rate ("10 per minute").

    Counted per signed-in browser or else per network address, unless a key is given.
    """
    item = _scaled(parse(rate))
    limiter: MovingWindowRateLimiter = current_app.extensions["rates"]
    who = key or session.get("_user_id") or network()
    if not limiter.hit(item, name, who):
        seconds = max(1, ceil(limiter.get_window_stats(item, name, who).reset_time - time()))
        raise TooOftenError(_wait(seconds), retry_after=seconds)


def network() -> str:
    """Return the onlooker's network: the address, or for IPv6 its first 64 bits, however it is written."""
    try:
        address = ip_address(request.remote_addr or "")
    except ValueError:
        return "unknown"
    if isinstance(address, IPv4Address) or address.ipv4_mapped:
        return str(getattr(address, "ipv4_mapped", None) or address)
    return str(IPv6Network((address, 64), strict=False))


def prepare_rates() -> MovingWindowRateLimiter:
    """Make the counter of one application."""
    return MovingWindowRateLimiter(MemoryStorage())


def _scaled(item: RateLimitItem) -> RateLimitItem:
    amount = max(1, int(item.amount * settings.current().rate_limit_scale))
    return type(item)(amount, item.multiples)


def _wait(seconds: int) -> object:
    if seconds < 90:
        return _n(
            "That was a little too often. You can try again in %(count)s second.",
            "That was a little too often. You can try again in %(count)s seconds.",
            seconds,
        )
    return _l(
        "That was a little too often. You can try again in %(minutes)s minutes.", minutes=number(ceil(seconds / 60))
    )
