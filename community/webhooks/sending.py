"""One POST to an address that somebody typed, without letting it reach into our own network.

The name is resolved once, every address it has must be a public one, and the connection goes to the very address that
was checked; TLS still proves the name. Redirects are not followed, the answer is read in part and thrown away.
"""

import http.client
import re
import socket
import ssl
from collections.abc import Mapping, Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any
from urllib.parse import SplitResult, urlsplit

PATIENCE_SECONDS = 10.0
MOST_READ = 4096
PORTS = {"https": 443, "http": 80}
Address = IPv4Address | IPv6Address

_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|[0-9A-Fa-f:]+")
_TRANSLATED = (
    ip_network("64:ff9b::/96"),
    ip_network("64:ff9b:1::/48"),
    ip_network("2002::/16"),
    ip_network("2001::/32"),
)


class RefusedAddressError(Exception):
    """The address leads where nothing is sent."""


class DeliveryError(Exception):
    """The endpoint did not answer."""


def check_url(url: str, *, allowed: Sequence[str] = ()) -> SplitResult:
    """Return the parts of an address that may be named: https, or http into an allowed network; no user, no fragment."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise RefusedAddressError("this is no web address") from error
    host = parts.hostname or ""
    if parts.scheme not in PORTS or not _NAME.fullmatch(host) or port == 0:
        raise RefusedAddressError("this is no web address")
    if parts.username is not None or parts.password is not None or parts.fragment or not url.isascii() or " " in url:
        raise RefusedAddressError("an address holds no user name, no fragment and no foreign letters")
    if any(ord(character) < 33 for character in url):
        raise RefusedAddressError("this is no web address")
    if parts.scheme == "http" and not allowed:
        raise RefusedAddressError("only https:// addresses are told")
    if _is_private(host, allowed):
        raise RefusedAddressError("the endpoint lies in a private network")
    return parts


def _is_private(host: str, allowed: Sequence[str]) -> bool:
    """Whether the host is written as an address that is not to be reached; names are looked at when they are resolved."""
    try:
        return not may_reach(ip_address(host), allowed=allowed)
    except ValueError:
        return False


def public_address(host: str, port: int, *, allowed: Sequence[str] = ()) -> Address:
    """Resolve a name; return its first address, if all of them may be reached."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise DeliveryError("the name of the endpoint cannot be resolved") from error
    addresses = [ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
    if not addresses or not all(may_reach(one, allowed=allowed) for one in addresses):
        raise RefusedAddressError("the endpoint lies in a private network")
    return addresses[0]


def may_reach(address: Address, *, allowed: Sequence[str] = ()) -> bool:
    """Whether it is a public address, or one of a network that the operator allowed by name."""
    mapped = getattr(address, "ipv4_mapped", None)
    if mapped is not None:
        return may_reach(mapped, allowed=allowed)
    if _is_listed(address, allowed):
        return True
    if any(address in network for network in _TRANSLATED if network.version == address.version):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def _is_listed(address: Address, allowed: Sequence[str]) -> bool:
    return any(address in ip_network(network) for network in allowed)


def post(url: str, body: bytes, headers: Mapping[str, str], *, allowed: Sequence[str] = ()) -> int:
    """Send the body and return the status; `RefusedAddressError` or `DeliveryError` where that cannot be."""
    parts = check_url(url, allowed=allowed)
    host, port = parts.hostname or "", parts.port or PORTS[parts.scheme]
    address = public_address(host, port, allowed=allowed)
    if parts.scheme == "http" and not _is_listed(address, allowed):
        raise RefusedAddressError("only https:// addresses are told")
    connection = _connection(parts.scheme, host, port, address)
    path = parts.path or "/"
    try:
        connection.request("POST", f"{path}?{parts.query}" if parts.query else path, body, dict(headers))
        answer = connection.getresponse()
        answer.read(MOST_READ)
    except (OSError, http.client.HTTPException) as error:
        raise DeliveryError(str(error) or type(error).__name__) from error
    finally:
        connection.close()
    return answer.status


def _connection(scheme: str, host: str, port: int, address: Address) -> http.client.HTTPConnection:
    if scheme == "https":
        context = ssl.create_default_context()
        return _PinnedHttps(host, port, address=address, timeout=PATIENCE_SECONDS, context=context)
    return _Pinned(host, port, address=address, timeout=PATIENCE_SECONDS)


class _Pinned(http.client.HTTPConnection):
    """Connects to the address that was checked, whatever the name says by now."""

    def __init__(self, host: str, port: int, *, address: Address, timeout: float) -> None:
        super().__init__(host, port, timeout=timeout)
        self._address = address

    def connect(self) -> None:
        """Open the connection."""
        self.sock = socket.create_connection((str(self._address), self.port), self.timeout)


class _PinnedHttps(http.client.HTTPSConnection):
    """Likewise, with TLS that proves the name."""

    def __init__(self, host: str, port: int, *, address: Address, timeout: float, context: ssl.SSLContext) -> None:
        super().__init__(host, port, timeout=timeout, context=context)
        self._address = address
        self._proof: Any = context

    def connect(self) -> None:
        """Open the connection."""
        plain = socket.create_connection((str(self._address), self.port), self.timeout)
        self.sock = self._proof.wrap_socket(plain, server_hostname=self.host)
