"""What of a record is searched, as rows: its actors, its findings, and who takes part in them."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..errors import StoreError
from ..record import (
    Commitment,
    Event,
    Party,
    Polarity,
    Record,
    Span,
    Standing,
    Statement,
    Taker,
    Tie,
    TimeRef,
    to_wire,
)
from .ids import Identified

Row = dict[str, Any]

#: Characters of a part's words that are kept beside it; all of them stand in the text.
LONGEST_WORDS = 200
#: The longest record that is unpacked, in bytes: more than the longest text that is taken in can make.
LONGEST_RECORD = 1024 * 1024 * 1024
_PACKING = 2
#: A wire form is made of values only, so none holds itself.
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)


def pack(record: Record) -> bytes:
    """A record as it is kept: its wire form without the text, which stands by itself, and without what a desk adds."""
    wire = to_wire(record)
    del wire["document"]["text"], wire["kept"]
    return zlib.compress(_JSON.encode(wire).encode(), _PACKING)


def unpack(packed: bytes, text: str) -> dict[str, Any]:
    """The wire form again, with the text it was read from.

    Raises:
        StoreError: if it is no packed record.
    """
    try:
        wire: dict[str, Any] = json.loads(zlib.decompressobj().decompress(packed, LONGEST_RECORD))
        wire["document"]["text"] = text
        wire["kept"] = None
    except (zlib.error, ValueError, KeyError, TypeError, RecursionError):
        raise StoreError("a kept record cannot be unpacked", None, "restore a backup") from None
    return wire


def may_have(packed: bytes, wire: str) -> bool:
    """Whether a kept record's wire form has a piece like this, written as ``pack`` writes it: to unpack those only that
    are worth it. What is damaged may have anything.
    """
    try:
        return wire.encode() in zlib.decompressobj().decompress(packed, LONGEST_RECORD)
    except zlib.error:
        return True


def actor_rows(record: Record, reading: int, numbers: range) -> list[Row]:
    """The rows of ``actor``."""
    return [
        {
            "no": no,
            "reading": reading,
            "local": actor.id,
            "name": actor.name,
            "kind": actor.kind.value,
            "link": actor.link,
            "confidence": actor.confidence,
        }
        for no, actor in zip(numbers, record.actors, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class FindingRows:
    """Makes the rows of ``finding`` and ``part`` for one reading."""

    record: Record
    found: list[Identified]
    reading: int
    document: int

    def findings(self, numbers: range) -> list[Row]:
        """The rows of ``finding``."""
        times = {time.id: time for time in self.record.times}
        statements = {one.found.id: one for one in self.found if one.kind == "statement"}
        ids = {local: one.id for local, one in statements.items()}
        said = {one.id: one for one in self.record.statements}
        rows = []
        for no, one in zip(numbers, self.found, strict=True):
            row = _facts(one.found, times)
            row["no"], row["id"] = no, one.id
            row["reading"], row["document"] = self.reading, self.document
            row["kind"], row["local"] = one.kind, one.found.id
            row["begin"], row["end"] = one.spans[0].start, max([span.end for span in one.spans])
            row["confidence"] = one.found.confidence
            row["by"] = ids.get(row["by"])
            if isinstance(one.found, Commitment):
                standing, zone = one.found.ground(said.get(one.found.statement or ""), self.record.zones)
                row["zone"] = None if zone is None else zone.value
                # Of what a statement holds out the row says that somebody's word is told; the index, whose word it is.
                row["standing"] = standing.value if one.found.statement is None else Standing.ATTRIBUTED.value
            rows.append(row)
        return rows

    def parts(self, numbers: range, actors: dict[str, int]) -> list[Row]:
        """The rows of ``part``; ``actors`` are the numbers of the record's actors."""
        text = self.record.document.text
        return [
            {
                "finding": no,
                "role": role,
                "actor": None if actor is None else actors[actor],
                "words": None if span is None else text[span.start : min(span.end, span.start + LONGEST_WORDS)],
            }
            for no, one in zip(numbers, self.found, strict=True)
            for role, span, actor in _parts(one.found)
        ]


def _facts(found: Statement | Event | Tie | Commitment, times: dict[str, TimeRef]) -> Row:
    """What a finding's row says beside where it stands; ``by`` is still the statement's id within the record."""
    if isinstance(found, Statement):
        return _row(
            found.act.value, found.within, times.get(found.when or ""), zone=found.zone.value, negated=found.negated
        )
    if isinstance(found, Commitment):
        due = times.get(found.due.time or "")
        return _row(found.kind.value, found.statement, due, negated=found.negated)
    row = _row(
        found.type.value,
        found.footing.by,
        times.get(found.when or ""),
        zone=found.footing.zone.value,
        standing=found.footing.standing.value,
        polarity=found.polarity.value,
        negated=found.polarity is Polarity.NEGATED,
        background=found.background,
    )
    if isinstance(found, Event):
        return {**row, "mode": found.mode}
    if found.start is not None or found.end is not None:
        return {**row, "from": found.start, "to": found.end}
    return row


def _row(
    type_: str,
    by: str | None,
    when: TimeRef | None,
    *,
    zone: str | None = None,
    standing: str | None = None,
    polarity: str | None = None,
    negated: bool = False,
    background: bool = False,
) -> Row:
    return {
        "type": type_,
        "mode": None,
        "by": by,
        "zone": zone,
        "standing": standing,
        "polarity": polarity,
        "negated": negated,
        "background": background,
        "from": when.start if when else None,
        "to": when.end if when else None,
    }


def _parts(found: Statement | Event | Tie | Commitment) -> Iterator[tuple[str, Span | None, str | None]]:
    """Who takes part: the role, the first of the words, the actor's id."""
    if isinstance(found, Statement):
        if found.speaker.spans or found.speaker.actor:
            yield "speaker", _first(found.speaker.spans), found.speaker.actor
        yield from _party("addressee", found.addressee)
        yield from _party("target", found.target)
        yield from _party("medium", found.medium)
    elif isinstance(found, Event):
        yield from (_taker("actor", taker) for taker in found.actors)
        yield from (_taker("recipient", taker) for taker in found.recipients)
    elif isinstance(found, Tie):
        yield _taker("a", found.a)
        yield _taker("b", found.b)
    else:
        yield from _party("doer", found.doer)
        yield from _party("to", found.to)


def _party(role: str, party: Party | None) -> Iterator[tuple[str, Span | None, str | None]]:
    if party is not None:
        yield role, _first(party.spans), party.actor


def _taker(role: str, taker: Taker) -> tuple[str, Span | None, str | None]:
    return role, taker.span, taker.actor


def _first(spans: tuple[Span, ...]) -> Span | None:
    return spans[0] if spans else None
