"""Mail by SMTP: one message, plain and as HTML, to one address."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from urllib.parse import unquote, urlsplit

from ..clock import moment
from ..errors import DeliveryError, SettingError
from .alert_page import as_page
from .alert_text import as_text, clean
from .channels import Way, channel
from .digest import Message

#: Seconds that one wait for the server may take.
_PATIENCE = 30.0
#: The most characters of a server's own words, and of a subject.
_SAID, _SUBJECT = 200, 200
_PORTS = {"smtp": 587, "smtps": 465, "smtp+plain": 25}
_FORM = "write smtp://user@host:587 (STARTTLS), smtps://user@host:465 (TLS) or smtp+plain://host:25 (in the clear)"


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed in, by whom, and in whose name (``sender``, a mail address).

    ``security`` is ``smtp`` (STARTTLS, or nothing is sent), ``smtps`` (TLS from the start) or ``smtp+plain``.
    """

    host: str
    port: int
    security: str
    sender: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)

    def __str__(self) -> str:
        return f"{self.security}://{self.host}:{self.port}"


def mail_server(address: str, sender: str | None, password: str | None) -> MailServer:
    """The server of ONRECORD_SMTP, ONRECORD_MAIL_FROM and ONRECORD_SMTP_PASSWORD.

    Raises:
        SettingError: if one of them cannot be used.
    """
    try:
        parts = urlsplit(address)
        host, port, user = parts.hostname, parts.port, parts.username
    except ValueError:
        raise SettingError("ONRECORD_SMTP is no address of a mail server", None, _FORM) from None
    if parts.password is not None:
        raise SettingError("ONRECORD_SMTP holds a password", None, "put it into ONRECORD_SMTP_PASSWORD, or a file")
    if parts.scheme not in _PORTS or not host or parts.path not in ("", "/") or parts.query or parts.fragment:
        raise SettingError("ONRECORD_SMTP is no address of a mail server", None, _FORM)
    if user and not password:
        raise SettingError("ONRECORD_SMTP names a user, and there is no password", None, "set ONRECORD_SMTP_PASSWORD")
    if user and parts.scheme == "smtp+plain":
        raise SettingError("a password is not sent in the clear", None, "use smtp:// or smtps://, or no user")
    if not sender:
        raise SettingError("mail needs an address that it comes from", None, "set ONRECORD_MAIL_FROM")
    try:
        sender = channel(f"{Way.MAIL.value}:{sender}").to
    except SettingError:
        raise SettingError("ONRECORD_MAIL_FROM is no mail address", repr(sender), "write name@example.org") from None
    return MailServer(
        host, port or _PORTS[parts.scheme], parts.scheme, sender, unquote(user) if user else None, password
    )


def letter(message: Message, sender: str, to: str) -> EmailMessage:
    """A message as mail. Its Message-ID is made of the delivery's id: at every try it is the same."""
    made = EmailMessage(policy=SMTP)
    made["From"] = Address("onrecord", addr_spec=sender)
    made["To"] = Address(addr_spec=to)
    made["Subject"] = clean(message.subject)[:_SUBJECT]
    made["Date"] = format_datetime(moment(message.made).astimezone(UTC))
    made["Message-ID"] = f"<{message.id.replace(':', '.')}@{_atom(message.desk)}.onrecord>"
    made["Auto-Submitted"] = "auto-generated"
    made["Onrecord-Delivery"] = message.id
    made.set_content(as_text(message), cte="quoted-printable")
    made.add_alternative(as_page(message), subtype="html", cte="quoted-printable")
    return made


def send_mail(server: MailServer, message: Message, to: str, trust: ssl.SSLContext | None = None) -> None:
    """Hands a message in. ``trust`` is what the server's certificate is checked with, the system's where not given.

    Raises:
        DeliveryError: if the server cannot be reached or does not take it; ``final`` if it never will.
    """
    made = letter(message, server.sender, to)
    with _told(server, to), _session(server, trust) as session:
        session.send_message(made, server.sender, [to])


def _atom(words: str) -> str:
    return "".join(char for char in words if char.isascii() and char.isalnum()) or "desk"


@contextmanager
def _session(server: MailServer, trust: ssl.SSLContext | None) -> Iterator[smtplib.SMTP]:
    own_name = server.sender.rpartition("@")[2]
    context = trust or ssl.create_default_context()
    if server.security == "smtps":
        session: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, own_name, timeout=_PATIENCE, context=context)
    else:
        session = smtplib.SMTP(server.host, server.port, own_name, timeout=_PATIENCE)
    try:
        if server.security == "smtp":
            session.starttls(context=context)
        if server.user is not None:
            session.login(server.user, server.password or "")
        yield session
        _hang_up(session)
    finally:
        session.close()


def _hang_up(session: smtplib.SMTP) -> None:
    """Says goodbye. The server has taken the message: whatever goes wrong now changes nothing of that."""
    try:
        session.quit()
    except (smtplib.SMTPException, OSError):
        session.close()


@contextmanager
def _told(server: MailServer, to: str) -> Iterator[None]:
    """What the mail server says against a message, as one error."""
    try:
        yield
    except smtplib.SMTPRecipientsRefused as reason:
        code, said = next(iter(reason.recipients.values()))
        raise _answer("the mail server does not take mail for this address", code, said, to) from None
    except smtplib.SMTPDataError as reason:
        raise _answer("the mail server does not take this message", reason.smtp_code, reason.smtp_error, to) from None
    except smtplib.SMTPAuthenticationError as reason:
        raise _server_trouble(server, f"it refuses user and password: {_words(reason.smtp_error)}") from None
    except smtplib.SMTPResponseException as reason:
        raise _server_trouble(server, f"{reason.smtp_code} {_words(reason.smtp_error)}") from None
    except smtplib.SMTPNotSupportedError:
        raise _server_trouble(server, "it lacks STARTTLS or a login, and nothing is sent in the clear") from None
    except smtplib.SMTPException as reason:
        raise _server_trouble(server, _words(str(reason))) from None
    except ssl.SSLCertVerificationError as reason:
        raise _server_trouble(server, f"its certificate cannot be trusted, {reason.verify_message}") from None
    except OSError as reason:
        raise _server_trouble(server, reason.strerror or type(reason).__name__) from None


def _answer(what: str, code: int, said: bytes | str, to: str) -> DeliveryError:
    # 421: it is closing down, and would say so to anybody.
    return DeliveryError(f"{what} ({code} {_words(said)})", to, final=500 <= code < 600, server=code == 421)


def _server_trouble(server: MailServer, why: str) -> DeliveryError:
    return DeliveryError(f"the mail server cannot be used ({why})", str(server), server=True)


def _words(said: bytes | str) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return clean(text)[:_SAID]
