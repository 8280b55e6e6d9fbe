"""What goes out: signed so that others can check it, and never into our own network."""

import base64
import hashlib
import hmac
import http.server
import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from community.webhooks import sending, signing
from community.webhooks.sending import DeliveryError, RefusedAddressError

pytestmark = pytest.mark.pure

LOOPBACK = ("127.0.0.0/8",)
INTO_THE_HOUSE = (
    "127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0", "0.0.0.0", "localhost", "[::1]", "[::]", "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "[fe80::1]", "[fc00::1]",
    "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "224.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "[2001:db8::1]",
)  # fmt: skip
NO_ADDRESSES = (
    "ftp://example.org/", "file:///etc/passwd", "https://user:pass@example.org/", "https://example.org#x", "https://", "example.org",
    "https://exa mple.org/", "https://example.org\r\nX: y/", "https://example.org:99999/", "https://example.org\\@127.0.0.1/",
    "https://۱۲۷.۰.۰.۱/", "http://example.org/", "https://example.org:0/", "https://[::1/", "javascript:alert(1)",
)  # fmt: skip


class Receiver(http.server.BaseHTTPRequestHandler):
    """Keeps what it is sent and answers as the path says."""

    taken: list[tuple[dict[str, str], bytes]]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        type(self).taken.append(({name.lower(): value for name, value in self.headers.items()}, body))
        status = int(self.path.strip("/") or 200)
        self.send_response(status)
        if status in range(300, 400):
            self.send_header("Location", "/200")
        self.end_headers()

    def log_message(self, *arguments: Any) -> None:
        """Stay silent."""


@pytest.fixture
def receiver() -> Iterator[str]:
    Receiver.taken = []
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.mark.parametrize("host", INTO_THE_HOUSE)
def test_no_spelling_leads_into_the_house(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    connected: list[object] = []
    monkeypatch.setattr(socket, "create_connection", lambda *arguments, **_: connected.append(arguments))

    with pytest.raises((RefusedAddressError, DeliveryError)):
        sending.post(f"https://{host}/", b"", {})

    assert connected == []


@pytest.mark.parametrize("url", NO_ADDRESSES)
def test_what_is_no_public_web_address_is_not_named(url: str) -> None:
    with pytest.raises(RefusedAddressError):
        sending.check_url(url)


def test_one_private_address_among_public_ones_is_enough_to_refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [(2, 1, 6, "", ("93.184.216.34", 443)), (2, 1, 6, "", ("10.0.0.1", 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answers)

    with pytest.raises(RefusedAddressError):
        sending.public_address("rebinding.example", 443)


def test_the_address_that_was_checked_is_the_one_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    asked, connected = iter(["93.184.216.34", "127.0.0.1"]), []
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(2, 1, 6, "", (next(asked), 443))])

    def connect(address: tuple[str, int], *_: object) -> None:
        connected.append(address)
        raise OSError("stop here")

    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(DeliveryError):
        sending.post("https://rebinding.example/", b"", {})

    assert connected == [("93.184.216.34", 443)]


def test_an_allowed_network_is_reached_and_no_redirect_is_followed(receiver: str) -> None:
    statuses = [
        sending.post(f"{receiver}/{status}", b"{}", {"X-Test": "1"}, allowed=LOOPBACK) for status in (200, 302, 500)
    ]

    assert statuses == [200, 302, 500]
    assert len(Receiver.taken) == 3
    with pytest.raises(RefusedAddressError):
        sending.post(receiver, b"{}", {}, allowed=("10.0.0.0/8",))


def test_who_knows_the_secret_can_check_the_signature() -> None:
    body = b'{"type":"need.born"}'
    headers = signing.headers_of("installation", ["new", "old"], message_id="msg_1", timestamp=1700000000, body=body)

    for salt, given in zip(("new", "old"), headers["webhook-signature"].split(" "), strict=True):
        key = base64.b64decode(signing.secret_of("installation", salt).removeprefix("whsec_"))
        expected = base64.b64encode(hmac.digest(key, b"msg_1.1700000000." + body, hashlib.sha256)).decode()
        assert given == f"v1,{expected}"


def test_another_installation_and_another_salt_make_another_secret() -> None:
    made = {signing.secret_of(one, salt) for one in ("a", "b") for salt in ("x", "y")}

    assert len(made) == 4
    assert all(len(base64.b64decode(secret.removeprefix("whsec_"))) == 32 for secret in made)


@pytest.mark.parametrize(("installation", "salt"), [("", "salt"), ("secret", "")])
def test_a_blank_secret_signs_nothing(installation: str, salt: str) -> None:
    with pytest.raises(ValueError, match="blank"):
        signing.secret_of(installation, salt)
