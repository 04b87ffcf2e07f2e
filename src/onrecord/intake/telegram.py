"""Telegram Desktop's export (``result.json``): of one chat, or of an account with all of its chats.

Each message with words is one item. What holds none (a photo without a caption, a note that somebody joined) is passed
over. A channel's number is its identity; its name may change, and the export's own notes of that tell what it was
called when a message was sent.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from onrecord.errors import IntakeError

from .json_stream import Event, TooLargeError, built, events, passed_over
from .raw import Facts, Raw
from .telegram_message import MEDIA_TYPE, MessageError, Peer, lasting, packed, peer, provenance, published, text_of

_CHAT = re.compile(
    rb'"type"\s{0,20}:\s{0,20}"(?:personal_chat|bot_chat|saved_messages|replies|verify_codes|private_group|'
    rb'private_supergroup|public_supergroup|private_channel|public_channel)"'
)
_MESSAGES = re.compile(rb'"messages"\s{0,20}:\s{0,20}\[')
_ACCOUNT = re.compile(rb'"(?:personal_information|chats|left_chats|frequent_contacts)"\s{0,20}:\s{0,20}\{')
_KINDS = dict.fromkeys(("personal_chat", "bot_chat", "saved_messages", "replies", "verify_codes"), "user") | {
    "private_group": "chat"
}
_RENAMES = frozenset({"create_channel", "create_group", "edit_group_title", "migrate_from_group", "migrate_to_group"})
_FACTS = ("id", "type", "name")
_MOST_CHATS = 100_000
#: Numbers of messages are noted in pages of this many, and at most in so many pages (about 250 MB).
_PAGE, _MOST_PAGES = 512, 1_000_000


def is_export(head: bytes) -> bool:
    """Whether the first bytes of a file are those of an export, of a chat or of an account."""
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not head.startswith(b"{"):
        return False
    if _MESSAGES.search(head) is not None:
        return _CHAT.search(head) is not None or b'"date_unixtime"' in head
    return head[1:100].lstrip().startswith(b'"about"') and _ACCOUNT.search(head) is not None


def items(file: BinaryIO, name: str) -> Iterator[Raw | IntakeError]:
    """Every message with words, in the export's order; an IntakeError for each that is broken or stands there twice.

    Raises:
        IntakeError: where the export is cut off or damaged, or holds no chats.
    """
    digest = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
    file.seek(0)
    for chat, message in _messages(file, name):
        where = chat.where(name, message)
        try:
            item = _item(chat, message, where, digest)
        except MessageError as reason:
            item = IntakeError(f"this message cannot be read ({reason})", where, "the other messages are read")
        if item is not None:
            yield item


@dataclass(slots=True)
class _Chat:
    """A chat while its messages come by."""

    number: int
    facts: dict[str, Any] = field(default_factory=dict)
    renamed: str | None = None
    seen: dict[int, bytearray] = field(default_factory=dict)

    @property
    def peer(self) -> Peer:
        kind = self.facts.get("type")
        return peer(self.facts.get("id"), _KINDS.get(kind, "channel") if isinstance(kind, str) else "channel")

    @property
    def name(self) -> str | None:
        """What it was called when the message at hand was sent, as far as the export tells."""
        name = self.renamed or self.facts.get("name")
        return name if isinstance(name, str) else None

    def where(self, name: str, message: object) -> str:
        number = message.get("id") if isinstance(message, dict) else None
        told = number if isinstance(number, int) else "without a number"
        return f"{name}, message {told}" if self.number == 0 else f"{name}, chat {self.number}, message {told}"

    def is_new(self, number: int) -> bool:
        """Whether no message of this number came by yet, as far as is remembered."""
        page, place = divmod(number, _PAGE)
        if len(self.seen) > _MOST_PAGES:
            self.seen.clear()
        noted = self.seen.setdefault(page, bytearray(_PAGE // 8))
        bit = 1 << place % 8
        is_new = not noted[place // 8] & bit
        noted[place // 8] |= bit
        return is_new


def _item(chat: _Chat, message: object, where: str, container: str) -> Raw | IntakeError | None:
    if isinstance(message, TooLargeError):
        raise MessageError("it is too large")
    if not isinstance(message, dict):
        raise MessageError("it is no object")
    kind = message.get("type")
    if kind == "service":
        _note_name(chat, message)
        return None
    if not isinstance(kind, str):
        raise MessageError("it has no type")
    channel = chat.peer
    form = lasting(channel, message)
    if not chat.is_new(form["message"]["id"]):
        raise MessageError("its number stands in this chat already")
    if not text_of(form).strip():
        return None
    when = published(form)
    facts = Facts(
        author=_author(chat, channel, message),
        source=chat.name,
        published=when[0] if when else None,
        precision=when[1] if when else None,
        provenance=provenance(channel, message, container),
    )
    return Raw(packed(form), where, MEDIA_TYPE, facts=facts)


def _note_name(chat: _Chat, message: dict[str, Any]) -> None:
    title = message.get("title")
    if message.get("action") in _RENAMES and isinstance(title, str) and title.strip():
        chat.renamed = title


def _author(chat: _Chat, channel: Peer, message: dict[str, Any]) -> str | None:
    """Who signed it, or who sent it to a group; a channel that posts as itself is no author."""
    signed, sender, who = message.get("author"), message.get("from"), message.get("from_id")
    if isinstance(signed, str) and signed.strip():
        return signed
    own = who is not None and peer(who) == channel and channel.kind == "channel"
    return sender if isinstance(sender, str) and not own and sender != chat.facts.get("name") else None


def _messages(file: BinaryIO, name: str) -> Iterator[tuple[_Chat, object]]:
    """Every message as it comes by, with its chat; a TooLargeError for one that is."""
    heads: dict[int, dict[str, Any]] | None = None
    any_found = False
    stream = events(file, name)
    walk = _Walk(stream, name)
    for first in walk.messages():
        any_found = True
        chat = walk.chat
        if not {"id", "type"} <= chat.facts.keys():
            # Some tool sorted the keys: what the chat is stands behind its messages.
            heads = _heads(file, name) if heads is None else heads
            chat.facts = {"id": None, "type": None} | heads.get(chat.number, {}) | chat.facts
        try:
            message = built(first, stream)
        except TooLargeError as too_large:
            message = too_large
        yield chat, message
    if not any_found:
        raise IntakeError("this Telegram export holds no messages", name, "export the chat as JSON, with its messages")


def _heads(file: BinaryIO, name: str) -> dict[int, dict[str, Any]]:
    """Number, type and name of every chat, by a pass of their own through the file, as far as it is whole."""
    place = file.tell()
    file.seek(0)
    stream = events(file, name)
    walk, heads = _Walk(stream, name), {}
    try:
        for first in walk.messages():
            heads[walk.chat.number] = walk.chat.facts
            passed_over(first, stream)
    except IntakeError:
        # The main pass comes to the same damage and tells of it.
        pass
    file.seek(place)
    return heads


class _Walk:
    """The way through an export: which chat is at hand, and where its messages begin."""

    def __init__(self, stream: Iterator[Event], name: str) -> None:
        self.chat = _Chat(0)
        self._stream = stream
        self._name = name

    def messages(self) -> Iterator[Event]:
        """The first event of every message; whoever is given it takes the message's others from the stream."""
        path: list[str | None] = []
        for event in self._stream:
            kind, value = event
            if kind == "map_key":
                path[-1] = value
            elif kind in ("end_map", "end_array"):
                path.pop()
            elif path[-2:] == ["messages", None] and _is_chat(path[:-2]):
                yield event
            elif kind == "start_map" or kind == "start_array":
                if path and kind == "start_map" and _is_chat(path):
                    self._next_chat()
                path.append("" if kind == "start_map" else None)
            elif path and path[-1] in _FACTS and _is_chat(path[:-1]) and (len(path) > 1 or self.chat.number == 0):
                self.chat.facts[path[-1]] = value

    def _next_chat(self) -> None:
        if self.chat.number == _MOST_CHATS:
            raise IntakeError("this Telegram export holds too many chats", self._name, "export them one by one")
        self.chat = _Chat(self.chat.number + 1)


def _is_chat(path: list[str | None]) -> bool:
    """Whether an object at this place is a chat: the whole file, or one of an account's list."""
    return not path or (len(path) == 3 and path[0] in ("chats", "left_chats") and path[1:] == ["list", None])
