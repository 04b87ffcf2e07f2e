"""Ids that can be cited: made of what they stand for, so that they never change and are the same on every desk."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..record import Commitment, Event, Record, Span, Statement, Tie

#: Hexadecimal digits of an id. Among a hundred million findings two would meet once in some thousand desks.
DIGITS = 16
Found = Statement | Event | Tie | Commitment
#: Where the wire form keeps the findings of each kind.
LISTS = {"statement": "statements", "event": "events", "tie": "ties", "commitment": "commitments"}


@dataclass(frozen=True, slots=True)
class Identified:
    """A finding of a record with its citable id; ``kind`` is statement, event, tie or commitment."""

    id: str
    kind: str
    found: Found
    spans: tuple[Span, ...]
    """Its words, in their order; never empty."""


def text_sha256(text: str) -> str:
    """The SHA-256 of a text in UTF-8, by which it is known again in other bytes."""
    return hashlib.sha256(text.encode()).hexdigest()


def named(sha256: str) -> str:
    """The name of bytes by their hash that any archive can find them by (RFC 6920): ``ni:///sha-256;...``.

    Raises:
        ValueError: if it is no hash.
    """
    return f"ni:///sha-256;{base64.urlsafe_b64encode(bytes.fromhex(sha256)).decode().rstrip('=')}"


def identified(record: Record) -> Iterator[Identified]:
    """The findings of a record, each with its id.

    The id is the SHA-256 of the document's id, the finding's kind and type and its words' places. Two that agree in
    all of these are numbered in their order.
    """
    seen: dict[str, int] = {}
    for kind, type_, found, spans in with_words(record):
        places = ",".join([f"{span.start}-{span.end}" for span in spans])
        said = f"{record.document.id}\n{kind}\n{type_}\n{places}"
        seen[said] = number = seen.get(said, 0) + 1
        digest = hashlib.sha256((said if number == 1 else f"{said}\n{number}").encode()).hexdigest()
        yield Identified(f"{kind[0]}:{digest[:DIGITS]}", kind, found, spans)


def with_words(record: Record) -> Iterator[tuple[str, str, Found, tuple[Span, ...]]]:
    """The findings of a record in their order: each one's kind, the type that its id is made with, and its words."""
    for statement in record.statements:
        words = _in_order((*statement.speaker.spans, *statement.cue, *statement.content))
        # Not the act: which act it is may be read better, and the statement is still the one that was cited.
        yield "statement", "", statement, words
    for event in record.events:
        yield "event", event.type.value, event, _in_order(event.spans)
    for tie in record.ties:
        ends = (tie.a.span, tie.b.span) if tie.derived else ()
        yield "tie", tie.type.value, tie, _in_order((*tie.spans, *ends))
    for commitment in record.commitments:
        yield "commitment", commitment.kind.value, commitment, (commitment.deed,)


def _in_order(spans: Sequence[Span]) -> tuple[Span, ...]:
    if len(spans) == 1:
        return tuple(spans)
    # By their places: pairs of numbers are compared sooner than spans are.
    return tuple(span for _, span in sorted({(span.start, span.end): span for span in spans}.items()))
