"""Mail: whole messages, no header from what somebody typed, and a server that is away, slow or says no."""

import socketserver
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from community.core import mail, settings
from community.core.mail import Mail, MailRefusedError, MailWaitsError
from config import Config

pytestmark = pytest.mark.pure

LETTER = Mail(
    name="letter-7", to="reader@example.org", to_name="Reader", subject="سلام، خبری هست", text="متن\n", html="<p>متن</p>",
    stop_url=f"https://community.example/mail/{'key' * 30}/stop",
)  # fmt: skip


@pytest.fixture
def mail_to(tmp_path: Path) -> Iterator[Callable[[str], None]]:
    before = list(settings._current)

    def configure(url: str) -> None:
        config = Config(
            var=tmp_path, database_url="sqlite://", secret_key="x", mail_url=url, mail_from="post@example.org"
        )
        settings.configure(config)

    yield configure
    settings._current[:] = before


def sent(letter: Mail, folder: Path, mail_to: Callable[[str], None]) -> EmailMessage:
    mail_to(f"file://{folder}")
    mail.send(letter)
    message = message_from_bytes((folder / f"{letter.name}.eml").read_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def test_a_mail_is_text_and_html_with_a_way_to_stop_at_one_press(
    tmp_path: Path, mail_to: Callable[[str], None]
) -> None:
    message = sent(LETTER, tmp_path, mail_to)

    assert f"List-Unsubscribe: <{LETTER.stop_url}>\r\n".encode() in (tmp_path / "letter-7.eml").read_bytes()
    assert message["Subject"] == LETTER.subject
    assert message["Message-ID"] == "<letter-7@example.org>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert message.get_body(("plain",)).get_content().strip() == "متن"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "hostile", ["A\r\nBcc: all@example.org", "A\nBcc: all@example.org\n\nbody", "A\x0bBcc: x", "\u2028Bcc: x"]
)
def test_no_typed_text_makes_a_header(hostile: str, tmp_path: Path, mail_to: Callable[[str], None]) -> None:
    message = sent(replace(LETTER, to_name=hostile, subject=hostile), tmp_path, mail_to)

    assert message["Bcc"] is None
    assert message["To"].addresses[0].addr_spec == LETTER.to
    assert len(message.keys()) == len(set(message.keys())) == 10


def test_an_address_with_a_second_one_in_it_is_refused(tmp_path: Path, mail_to: Callable[[str], None]) -> None:
    for address in ("a@example.org\r\nBcc: b@example.org", "a@example.org, b@example.org", "no address", ""):
        with pytest.raises(MailRefusedError):
            sent(replace(LETTER, to=address), tmp_path, mail_to)


def test_names_that_look_like_addresses_make_no_link() -> None:
    assert mail.unlinked("evil.example/x") == "evil.\u2060example/x"
    assert "://" not in mail.unlinked("http://evil.example")
    assert mail.unlinked("Plain name") == "Plain name"


class Server(socketserver.ThreadingTCPServer):
    """A mail server that answers as it is told and keeps what it takes."""

    allow_reuse_address = True
    answers: dict[str, str]
    taken: list[bytes]


class Conversation(socketserver.StreamRequestHandler):
    """Speaks as much SMTP as a client needs."""

    server: Server

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self) -> None:
        self.say("220 here")
        while line := self.rfile.readline():
            verb = line[:4].upper().strip().decode()
            if verb == "QUIT":
                return self.say("221 bye")
            if verb == "DATA":
                self.say("354 go on")
                self.server.taken.append(b"".join(iter(self.rfile.readline, b".\r\n")))
            self.say(self.server.answers.get(verb, "250 fine"))
        return None


@pytest.fixture
def server(mail_to: Callable[[str], None]) -> Iterator[Server]:
    with Server(("127.0.0.1", 0), Conversation) as running:
        running.answers, running.taken = {}, []
        threading.Thread(target=running.serve_forever, args=(0.02,), daemon=True).start()
        mail_to(f"smtp://127.0.0.1:{running.server_address[1]}")
        yield running
        running.shutdown()


def test_a_server_takes_it(server: Server) -> None:
    mail.send(LETTER)

    assert b"Message-ID: <letter-7@example.org>" in server.taken[0]


@pytest.mark.parametrize(
    ("verb", "answer", "error"),
    [
        ("RCPT", "550 nobody here", MailRefusedError), ("RCPT", "451 later", MailWaitsError),
        ("MAIL", "421 busy", MailWaitsError), ("MAIL", "553 never", MailRefusedError), ("DATA", "452 full", MailWaitsError),
    ],
)  # fmt: skip
def test_no_for_now_and_no_for_good_are_told_apart(
    server: Server, verb: str, answer: str, error: type[Exception]
) -> None:
    server.answers[verb] = answer

    with pytest.raises(error):
        mail.send(LETTER)


def test_a_server_that_is_away_is_waited_for(mail_to: Callable[[str], None]) -> None:
    mail_to("smtp://127.0.0.1:9")

    with pytest.raises(MailWaitsError):
        mail.send(LETTER)


def test_without_a_server_nothing_is_promised(mail_to: Callable[[str], None]) -> None:
    mail_to("")

    assert not mail.is_configured()
    with pytest.raises(MailRefusedError):
        mail.send(LETTER)


def test_a_password_never_goes_out_in_the_clear(
    monkeypatch: pytest.MonkeyPatch, mail_to: Callable[[str], None]
) -> None:
    said: list[Any] = []

    class Plain:
        def __init__(self, *arguments: Any, **options: Any) -> None: ...

        ehlo = close = lambda self: None

        def has_extn(self, name: str) -> bool:
            return False

        def login(self, *arguments: Any) -> None:
            said.append(arguments)

    monkeypatch.setattr("smtplib.SMTP", Plain)
    mail_to("smtp://user:password@mail.example.org")

    with pytest.raises(MailWaitsError, match="TLS"):
        mail.send(LETTER)
    assert said == []
