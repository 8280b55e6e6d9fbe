"""Mail: one message to one address, over SMTP or into a folder.

`MAIL_URL` says where: `smtp://user:password@host:587` (TLS by STARTTLS), `smtps://…` (TLS from the start), or
`file:///folder` while developing. Without it nothing is sent, and the pages that offer mail say so.

Sending happens in jobs only. What may be tried again raises `MailWaitsError`, what never will, `MailRefusedError`.
No header is built from a text as it was typed: names and subjects are cleaned to one line, and the standard library
refuses what could begin another header.
"""

import re
import smtplib
import ssl
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from community.core import clock, settings
from community.core.text import clean_line

PATIENCE_SECONDS = 20.0
LONGEST_SUBJECT = 150
LONGEST_NAME = 60
PORTS = {"smtp": 587, "smtps": 465}
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
PERMANENT = 500
STOP_HEADER = "List-Unsubscribe"
WORD_JOINER = "\u2060"
ISOLATE, POP = "\u2068", "\u2069"

_LINKING = re.compile(r"(?<=\w)([.:@])(?=[\w/])|(?<=[:/])(/)")


class _Policy(EmailPolicy):
    """Leaves the address for stopping in one piece: folded, it would be encoded, and no mail program would find it."""

    def fold(self, name: str, value: str) -> str:
        """Write a header."""
        return f"{name}: {value}\r\n" if name == STOP_HEADER else super().fold(name, value)

    def fold_binary(self, name: str, value: str) -> bytes:
        """Write a header for the wire."""
        return self.fold(name, value).encode("ascii") if name == STOP_HEADER else super().fold_binary(name, value)


_POLICY = _Policy(linesep="\r\n")


class MailWaitsError(Exception):
    """The mail server cannot take it now; the same mail may go out later."""


class MailRefusedError(Exception):
    """The mail server will never take it."""


@dataclass(frozen=True)
class Mail:
    """What one person is sent. `name` stays the same when a mail is sent again, so that a second copy is known as one."""

    name: str
    to: str
    to_name: str
    subject: str
    text: str
    html: str
    stop_url: str = ""
    from_name: str = ""


def is_configured() -> bool:
    """Whether this installation sends mail at all."""
    return bool(settings.current().mail_url)


def send(mail: Mail) -> None:
    """Hand one mail over, or raise `MailWaitsError` or `MailRefusedError`; without `MAIL_URL` it is refused."""
    url = urlsplit(settings.current().mail_url)
    message = message_of(mail)
    if url.scheme == "file":
        _put_into_folder(Path(unquote(url.path)), f"{mail.name}.eml", message)
    elif url.scheme:
        _hand_over(url, message)
    else:
        raise MailRefusedError("no mail server is set up: MAIL_URL is empty")


def message_of(mail: Mail) -> EmailMessage:
    """Write the message with its headers; text and HTML say the same."""
    config = settings.current()
    message = EmailMessage(policy=_POLICY)
    try:
        message["From"] = Address(
            display_name=_line(mail.from_name or config.site_name, LONGEST_NAME), addr_spec=config.mail_from
        )
        message["To"] = Address(display_name=unlinked(_line(mail.to_name, LONGEST_NAME)), addr_spec=mail.to)
    except (ValueError, IndexError) as error:
        raise MailRefusedError(f"this is no address that mail can go to: {error}") from error
    message["Subject"] = unlinked(_line(mail.subject, LONGEST_SUBJECT))
    message["Date"] = format_datetime(clock.now())
    message["Message-ID"] = f"<{mail.name}@{config.mail_from.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    if mail.stop_url:
        message[STOP_HEADER] = f"<{mail.stop_url}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(mail.text)
    message.add_alternative(mail.html, subtype="html")
    return message


def unlinked(text: str) -> str:
    """Keep mail programs from making a link of a name or a quoted text: an unseen joint stands in every address."""
    return _LINKING.sub(lambda found: f"{found.group(0)}{WORD_JOINER}", text)


def isolated(text: str) -> str:
    """Keep the direction of a text to itself within a line of plain text."""
    return f"{ISOLATE}{text}{POP}"


def _line(text: str, longest: int) -> str:
    return clean_line(text)[:longest]


def _put_into_folder(folder: Path, name: str, message: EmailMessage) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(message.as_bytes())
    except OSError as error:
        raise MailWaitsError(str(error)) from error


def _hand_over(url: SplitResult, message: EmailMessage) -> None:
    try:
        with _connection(url) as server:
            if url.username:
                server.login(unquote(url.username), unquote(url.password or ""))
            server.send_message(message)
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _ in error.recipients.values()]
        kind = MailRefusedError if min(codes) >= PERMANENT else MailWaitsError
        raise kind(str(error)) from error
    except smtplib.SMTPAuthenticationError as error:
        raise MailWaitsError("the mail server does not take the user name and password of MAIL_URL") from error
    except smtplib.SMTPResponseException as error:
        kind = MailRefusedError if error.smtp_code >= PERMANENT else MailWaitsError
        raise kind(f"{error.smtp_code} {error.smtp_error!r}") from error
    except (OSError, smtplib.SMTPException) as error:
        raise MailWaitsError(str(error)) from error


def _connection(url: SplitResult) -> smtplib.SMTP:
    """Open the connection; a password never travels in the clear, but to this very machine."""
    host, port = url.hostname or "", url.port or PORTS[url.scheme]
    context = ssl.create_default_context()
    if url.scheme == "smtps":
        return smtplib.SMTP_SSL(host, port, timeout=PATIENCE_SECONDS, context=context)
    server = smtplib.SMTP(host, port, timeout=PATIENCE_SECONDS)
    server.ehlo()
    if server.has_extn("starttls"):
        server.starttls(context=context)
        server.ehlo()
    elif url.username and host not in LOOPBACK:
        server.close()
        raise MailWaitsError("the mail server offers no TLS, so no password is sent to it")
    return server
