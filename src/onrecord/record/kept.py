"""What a desk knows about a record that it keeps: whose outlet, what grade, who else carried it, what became of it."""

from __future__ import annotations

from dataclasses import dataclass

from .judgement import Judgement
from .source import Source
from .span import Span


@dataclass(frozen=True, slots=True)
class Carrier:
    """Another document with the same text, or nearly: its id, outlet, address, and how much of the text is the same.

    ``likeness`` (0 to 1) is the share of the shorter text that the longer one holds.
    """

    document: str
    source: str | None
    url: str | None
    published: str | None
    likeness: float


@dataclass(frozen=True, slots=True)
class KeptFinding:
    """A finding of the record: its citable ``id``, and the id it has in the record, ``local`` (``s3``).

    ``withdrawn`` is the time at which its words were found to be gone from the source's own page, and ``why`` says
    what was found. ``judgement`` is the one that holds: accept, edit or reject.
    """

    id: str
    local: str
    withdrawn: str | None = None
    why: str | None = None
    judgement: Judgement | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """How a desk keeps one record. Times are ISO 8601 in UTC.

    ``revises`` and ``revised_by`` are the ids of the documents that stood at the same address before and after;
    ``vanished`` is the time at which the page was found to be gone. ``overridden`` are the fields that a person said
    (``published``, ``source`` ...), with what the page itself said, ``None`` where it said nothing. ``holes`` are
    stretches of the text that were redacted. ``bytes_kept`` is false where the snapshot's bytes were given up by a
    rule of retention or redaction.
    """

    filed: str
    read: str
    source: Source | None
    carriers: tuple[Carrier, ...] = ()
    findings: tuple[KeptFinding, ...] = ()
    revises: str | None = None
    revised_by: str | None = None
    vanished: str | None = None
    overridden: tuple[tuple[str, str | None], ...] = ()
    holes: tuple[Span, ...] = ()
    bytes_kept: bool = True
