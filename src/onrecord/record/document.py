"""The text that was read, and the bytes it was read from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .span import Span


class Precision(StrEnum):
    """How much of a publication date its source gave."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    MINUTE = "minute"
    SECOND = "second"


class ZoneKind(StrEnum):
    """Whose voice a stretch of a Document is, and about when it speaks."""

    HEADLINE = "headline"
    REPORT = "report"
    COMMENT = "comment"
    BACKGROUND = "background"
    BOILERPLATE = "boilerplate"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The bytes as they were fetched or found; a Document is read from exactly one.

    ``sha256`` is the hex digest of the bytes and ``size`` their number. ``fetched`` is an ISO 8601 time in UTC, or
    ``None`` for a local file. ``final_url`` and ``status`` (HTTP) are ``None`` where nothing was fetched. ``name`` is
    what a person called it: the path as it was given, the URL, or ``-`` for standard input.
    """

    sha256: str
    media_type: str
    size: int
    fetched: str | None = None
    final_url: str | None = None
    status: int | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Forward:
    """Where a carrier says it took a text from: one link in the chain of hearsay.

    ``key`` is that place's lasting identity (``telegram:1234567890``), ``name`` what it was called, ``item`` the
    number of the message there, ``when`` (ISO 8601) when it stood there. What is not told is ``None``.
    """

    name: str | None = None
    key: str | None = None
    item: str | None = None
    url: str | None = None
    when: str | None = None


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where an item stood that is no page of its own: a message of a channel, an entry of a feed, a mail.

    ``key`` is the channel's or feed's lasting identity: a channel's number, never its handle. ``item`` is the item's
    identity in it (message number, GUID, Message-ID), ``reply_to`` that of the item it answers. ``edited`` (ISO 8601)
    is the last edit that the export tells of. ``container`` is the SHA-256 of the file that the item was taken from.
    """

    key: str | None = None
    item: str | None = None
    reply_to: str | None = None
    forward: Forward | None = None
    edited: str | None = None
    container: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """Immutable text, with where, when and in what language it was published.

    ``published`` is ISO 8601 as far as it is known (``"2017-09"``, ``"2017-09-21"``) and ``published_precision``
    says how far that is; unknown is ``None``, never today. ``source`` is the outlet that carried it. ``language`` is
    an ISO 639 code. ``provenance`` tells of items that are no page of their own. ``id`` is derived from the snapshot
    and the text, so the same bytes always get the same id.
    """

    id: str
    text: str
    snapshot: Snapshot
    title: str | None = None
    author: str | None = None
    source: str | None = None
    url: str | None = None
    published: str | None = None
    published_precision: Precision | None = None
    language: str | None = None
    provenance: Provenance | None = None


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of a Document in one voice: headline, report, comment, background or boilerplate."""

    kind: ZoneKind
    span: Span
