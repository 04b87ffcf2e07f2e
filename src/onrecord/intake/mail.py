"""Mail (EML): the message's own text, with subject, sender and date.

The plain part is preferred; a message that is only HTML goes through the web page reader. Attachments are left out.
Quoted replies stay as they stand, marks and all: who quotes whom is for the reading to tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import parseaddr
from typing import cast

from onrecord.errors import IntakeError
from onrecord.record import Provenance

from .charset import canonical, clean, decode
from .dates import read_date
from .language import code_of
from .raw import Page, Raw
from .web_page import read_markup

#: A header longer than this (characters) is cut; a message in more nested parts than this is refused.
LONGEST_HEADER, MOST_PARTS = 4_000, 500
#: Of a message's headers so many bytes are looked at where only its identity is asked for.
LONGEST_HEAD = 256 * 1024

_HEAD = re.compile(rb"\A(?:From |[A-Za-z][A-Za-z0-9-]{1,60}:[ \t])")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_ID = re.compile(r"<([^<>\s]{1,998})>")
_TELLING = re.compile(
    rb"^(?:From|Subject|Date|Received|Message-ID|MIME-Version|Return-Path):", re.IGNORECASE | re.MULTILINE
)


def looks_like_mail(data: bytes) -> bool:
    """Whether the bytes begin with at least three of a mail's telling headers."""
    head = data[:8192].replace(b"\r\n", b"\n").split(b"\n\n", 1)[0]
    return _HEAD.match(head) is not None and len(set(_TELLING.findall(head))) >= 3


def read(raw: Raw) -> Iterator[Page]:
    """One Page: the message. The outlet is the ``Organization`` header, else the sender's domain.

    Raises:
        IntakeError: if there is no message in the bytes, or no part of it is text.
    """
    try:
        message = message_from_bytes(raw.data, policy=policy.default)
        part = _text_part(message, raw.name)
    except (MessageError, RecursionError, LookupError, AttributeError, TypeError, ValueError):
        raise IntakeError("this mail is broken", raw.name, "export it again from the mail program") from None
    sender, address = _sender(message)
    when = read_date(_header(message, "Date"))
    text, title = _text(part, raw.name), _header(message, "Subject")
    stood = _provenance(message)
    yield Page(
        text,
        title=title,
        author=sender or address or None,
        source=_header(message, "Organization") or address.rpartition("@")[2] or None,
        published=when[0] if when else None,
        precision=when[1] if when else None,
        language=code_of(_header(message, "Content-Language")),
        provenance=stood if stood != Provenance() else None,
    )


def provenance_in(data: bytes) -> Provenance:
    """Which mail this is and which it answers: its Message-ID and In-Reply-To, without their angle brackets."""
    end = _HEAD_END.search(data, 0, LONGEST_HEAD)
    try:
        return _provenance(message_from_bytes(data[: end.start() if end else LONGEST_HEAD], policy=policy.default))
    except (MessageError, RecursionError, LookupError, AttributeError, TypeError, ValueError):
        # A mail that cannot be parsed has no identity; reading it says what is wrong.
        return Provenance()


def _provenance(message: EmailMessage) -> Provenance:
    own, answered = _header(message, "Message-ID"), _header(message, "In-Reply-To")
    found, answers = _ID.search(own or ""), _ID.search(answered or "")
    bare = own if own and not any(char in own for char in "<> ") else None
    return Provenance(item=found[1] if found else bare, reply_to=answers[1] if answers else None)


def _text_part(message: EmailMessage, name: str) -> EmailMessage:
    for count, _ in enumerate(message.walk()):
        if count > MOST_PARTS:
            raise IntakeError("this mail has too many parts", name, "save the one message that matters")
    if not any(True for _ in message.raw_items()):
        raise IntakeError("this is not a mail: it has no headers", name, "give it another suffix if it is plain text")
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        raise IntakeError("this mail has no text of its own", name, "save its attachment and read that")
    return cast(EmailMessage, part)


def _text(part: EmailMessage, name: str) -> str:
    payload = part.get_payload(decode=True)
    declared = part.get_content_charset()
    text = decode(payload if isinstance(payload, bytes) else b"", name, canonical(declared))
    # The line ends of a mail are its transport's, not its writer's.
    text = text.replace("\r\n", "\n")
    if part.get_content_type() == "text/html":
        return read_markup(text, None).text
    if str(part.get_param("format", "")).lower() == "flowed":
        return _unflowed(text)
    return text


def _unflowed(text: str) -> str:
    """Lines that the sender's program broke (RFC 3676: a space before the end) joined again; quoted lines are kept."""
    joined: list[list[str]] = []
    flows = False
    for line in text.split("\n"):
        alone = not line or line.startswith(">") or line == "-- "
        if flows and not alone:
            joined[-1].append(line)
        else:
            joined.append([line])
        flows = line.endswith(" ") and not alone
    return "\n".join("".join(lines) for lines in joined)


def _sender(message: EmailMessage) -> tuple[str, str]:
    """The sender's display name and address, empty where the header gives none."""
    try:
        return parseaddr(_header(message, "From") or "")
    except (RecursionError, ValueError, IndexError):
        # Comments within comments without end: such a header names nobody.
        return "", ""


def _header(message: EmailMessage, name: str) -> str | None:
    # The raw value is decoded here: the default policy's own parser is slow and brittle on hostile headers.
    value = next((value for key, value in message.raw_items() if key.lower() == name.lower()), None)
    if value is None:
        return None
    cut = " ".join(str(value)[:LONGEST_HEADER].split())
    try:
        cut = str(make_header(decode_header(cut)))
    except (ValueError, LookupError, MessageError):
        # An encoded word that cannot be decoded is shown as it was written.
        return clean(cut) or None
    return clean(" ".join(cut.split())) or None
