"""One message of a Telegram export: its lasting form, and what is read from it.

Two exports of one channel differ in much that is not the message's own: local times, counts of reactions, paths of
photos, what the channel is called that day. The lasting form holds what the message itself says and nothing else, so
that a message has the same bytes whichever export it came in, until it is edited.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from onrecord.errors import IntakeError
from onrecord.record import Forward, Precision, Provenance

from .charset import clean
from .dates import When, read_iso
from .raw import Page, Raw

MEDIA_TYPE = "application/vnd.telegram.message+json"

_PEER_KINDS = ("channel", "user", "chat")
_PEER = re.compile(r"(channel|user|chat)?(-?[0-9]{1,19})", re.ASCII)
#: Bots and scripts write a channel's number as -100 and its digits.
_MARKED = 10**12
_LAST_SECOND = 4_102_444_800
#: What of a message is its own and lasts. The local times are kept where the export has no other.
_OWN = ("id", "from_id", "author", "reply_to_message_id", "reply_to_peer_id", "forwarded_from_id", "via_bot")


class MessageError(Exception):
    """A few words on what is wrong with a message."""


@dataclass(frozen=True, slots=True)
class Peer:
    """Who or what has a number at Telegram: a ``channel`` (or supergroup), a ``user`` or a (basic) ``chat``.

    Each kind has numbers of its own, so the kind is part of the identity.
    """

    id: int
    kind: str = "channel"

    @property
    def key(self) -> str:
        """The lasting identity: ``telegram:1234567890`` for a channel, ``telegram:user123`` for a user."""
        return f"telegram:{'' if self.kind == 'channel' else self.kind}{self.id}"


def peer(value: object, kind: str = "channel") -> Peer:
    """The peer that exports write as 1234567890, -1001234567890 or "channel1234567890".

    Raises:
        MessageError: if it is none of these.
    """
    written = str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    found = _PEER.fullmatch(written)
    if found is None or int(found[2]) == 0 or kind not in _PEER_KINDS:
        raise MessageError("its sender or channel has no number")
    number = abs(int(found[2]))
    if int(found[2]) < -_MARKED:
        return Peer(number - _MARKED)
    return Peer(number, found[1] or kind)


def lasting(channel: Peer, message: dict[str, Any]) -> dict[str, Any]:
    """The lasting form of a message as an export has it.

    Raises:
        MessageError: if a field that tells who, when or what holds what it cannot.
    """
    number = message.get("id")
    if not isinstance(number, int) or isinstance(number, bool):
        raise MessageError("it has no number")
    own: dict[str, Any] = {key: message[key] for key in _OWN if message.get(key) is not None}
    own["text"] = _text(message)
    for key in ("date", "edited"):
        _keep_time(own, message, key)
    if "forwarded_from" in message and "forwarded_from_id" not in own:
        own["forwarded_from"] = _name(message, "forwarded_from")
    if message.get("poll") is not None:
        own["poll"] = _poll(message["poll"])
    return {"channel": {"id": channel.id, "kind": channel.kind}, "message": own}


def packed(form: dict[str, Any]) -> bytes:
    """The bytes of a lasting form: JSON in UTF-8 with its keys sorted.

    Raises:
        MessageError: if it holds a number that JSON has not.
    """
    try:
        written = json.dumps(form, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    except (TypeError, ValueError):
        raise MessageError("it holds a value that no message has") from None
    return clean(written).encode()


def text_of(form: dict[str, Any]) -> str:
    """A message's words, as its reader saw them: text or caption, then a poll's question and answers, one a line."""
    message = form["message"]
    poll = message.get("poll")
    asked = "\n".join([poll["question"], *poll["answers"]]) if poll else ""
    return "\n\n".join(part for part in (_plain(message["text"]), asked) if part.strip())


def published(form: dict[str, Any]) -> When | None:
    """When it was sent: in UTC, or in the unknown local time of an export that has no other."""
    return _moment(form["message"], "date")


def provenance(channel: Peer, message: dict[str, Any], container: str | None = None) -> Provenance:
    """Where a message (as exported, or in its lasting form) stood, what it answers and where it was taken from.

    Raises:
        MessageError: if a field that tells this holds what it cannot.
    """
    edited = _moment(message, "edited")
    return Provenance(
        key=channel.key,
        item=str(message["id"]),
        reply_to=_reply_to(channel, message),
        forward=_forward(message),
        edited=edited[0] if edited else None,
        container=container,
    )


def read(raw: Raw) -> Iterator[Page]:
    """One Page: the message's words, its time and where it stood.

    Raises:
        IntakeError: if the bytes are not the lasting form of a message, or were fetched.
    """
    if raw.final_url is not None:
        # Any server may say that its page is one: it would speak as that channel, and change what that one said.
        raise IntakeError(
            "a web page is no message of a Telegram export", raw.name, "save the export and give the file"
        )
    try:
        form = json.loads(raw.data)
        channel = peer(form["channel"]["id"], form["channel"]["kind"])
        form = lasting(channel, form["message"])
        when, stood = published(form), provenance(channel, form["message"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, MessageError):
        raise IntakeError("this is no message of a Telegram export", raw.name, "give the export itself") from None
    yield Page(
        text_of(form),
        published=when[0] if when else None,
        precision=when[1] if when else None,
        provenance=stood,
    )


def _text(message: dict[str, Any]) -> Any:
    """The text in one form, however it was written: a string, or a list of strings and marked stretches."""
    parts = message.get("text")
    if not parts and message.get("text_entities"):
        parts = message["text_entities"]
    if parts is None or isinstance(parts, str):
        return parts or ""
    if not isinstance(parts, list):
        raise MessageError("its text is no text")
    told: list[Any] = []
    for part in map(_part, parts):
        if isinstance(part, str) and told and isinstance(told[-1], str):
            told[-1] += part
        elif part:
            told.append(part)
    return told[0] if len(told) == 1 and isinstance(told[0], str) else told or ""


def _part(part: object) -> Any:
    if isinstance(part, str):
        return part
    if not isinstance(part, dict) or not isinstance(part.get("text"), str):
        raise MessageError("its text is no text")
    kind, href = part.get("type"), part.get("href")
    if kind == "plain" or not isinstance(kind, str):
        return part["text"]
    # Of what is behind a stretch only the address lasts; a custom emoji's is a path in this one export.
    return {"type": kind, "text": part["text"]} | ({"href": href} if isinstance(href, str) else {})


def _plain(text: Any) -> str:
    return text if isinstance(text, str) else "".join(part if isinstance(part, str) else part["text"] for part in text)


def _poll(poll: object) -> dict[str, Any]:
    if not isinstance(poll, dict) or not isinstance(poll.get("answers"), list):
        raise MessageError("its poll is none")
    answers = [one.get("text") if isinstance(one, dict) else one for one in poll["answers"]]
    return {"question": _words(poll.get("question")), "answers": [_words(answer) for answer in answers]}


def _words(value: object) -> str:
    if isinstance(value, dict):
        value = value.get("text")
    return _plain(_text({"text": value}))


def _keep_time(own: dict[str, Any], message: dict[str, Any], key: str) -> None:
    if _moment(message, key) is None:
        return
    seconds = message.get(f"{key}_unixtime")
    if seconds is not None:
        own[f"{key}_unixtime"] = str(int(seconds))
    else:
        own[key] = message[key]


def _moment(message: dict[str, Any], key: str) -> When | None:
    seconds, local = message.get(f"{key}_unixtime"), message.get(key)
    if seconds is not None:
        if not re.fullmatch(r"[0-9]{1,12}", str(seconds)) or int(str(seconds)) > _LAST_SECOND:
            raise MessageError(f"its {key} is none")
        at = int(str(seconds))
        return (datetime.fromtimestamp(at, UTC).isoformat(), Precision.SECOND) if at else None
    if local is None:
        return None
    when = read_iso(local) if isinstance(local, str) else None
    if when is None:
        raise MessageError(f"its {key} is none")
    # Old exports write the beginning of 1970 where nothing was edited.
    return None if when[0].startswith(("1970-01-01", "1969-12-31")) else when


def _reply_to(channel: Peer, message: dict[str, Any]) -> str | None:
    number, elsewhere = message.get("reply_to_message_id"), message.get("reply_to_peer_id")
    if number is None:
        return None
    if not isinstance(number, int) or isinstance(number, bool):
        raise MessageError("what it answers has no number")
    other = channel if elsewhere is None else peer(elsewhere)
    return str(number) if other == channel else f"{other.key}/{number}"


def _forward(message: dict[str, Any]) -> Forward | None:
    keys = ("forwarded_from", "forwarded_from_id", "saved_from")
    if not any(key in message for key in keys):
        return None
    origin = message.get("forwarded_from_id")
    return Forward(
        name=_name(message, "forwarded_from") or _name(message, "saved_from"),
        key=None if origin is None else peer(origin).key,
    )


def _name(message: dict[str, Any], key: str) -> str | None:
    value = message.get(key)
    if value is not None and not isinstance(value, str):
        raise MessageError(f"its {key} is no name")
    return " ".join(clean(value).split()) or None if value else None
