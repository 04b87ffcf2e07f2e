"""Filing: a record goes into the desk whole, with its findings, its words and where it was met, or not at all."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import sqlalchemy as sa

from ..errors import StoreError
from ..record import Record
from ..record.kept_wire import provenance_to_wire
from . import tables
from .families import family_of
from .ids import identified, text_sha256
from .inserting import insert
from .marking import mark_findings, vanish
from .opening import Store, turn
from .repeating import keep_bands
from .rows import FindingRows, Row, actor_rows, pack
from .wholeness import check

__all__ = [
    "Filing",
    "Likeness",
    "Met",
    "file",
    "file_reading",
    "keep_snapshot",
    "mark_findings",
    "meet",
    "vanish",
]


@dataclass(frozen=True, slots=True)
class Met:
    """Where bytes were met: one row of ``sighting``.

    ``address`` is where a later version would stand, ``None`` for a local file or standard input; ``name`` what a
    person called it; ``source`` the outlet's id. ``container`` is the SHA-256 of the file they were taken from.
    """

    name: str
    address: str | None = None
    final_url: str | None = None
    status: int | None = None
    source: str | None = None
    container: str | None = None


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like another filed document is: its number, and what both share, of both together and of the shorter."""

    other: int
    jaccard: float
    contained: float


@dataclass(frozen=True, slots=True)
class Filing:
    """All that is filed of one document at once.

    ``codebook`` names the word lists' versions. ``said`` are the fields that a person said, with what the page itself
    said. ``signature`` (number of shingles, packed hashes) and ``bands`` are what near duplicates are found by;
    ``likenesses`` are those that were found. ``revises`` is the number of the document that stood at the same address.
    ``withdrawn`` are ids of its findings whose words are gone, ``restored`` of older ones that are there again.
    """

    record: Record
    met: Met
    codebook: str
    who: str
    said: Mapping[str, tuple[str, str | None]] = field(default_factory=lambda: MappingProxyType({}))
    signature: tuple[int, bytes] | None = None
    bands: tuple[int, ...] = ()
    likenesses: tuple[Likeness, ...] = ()
    revises: int | None = None
    withdrawn: Sequence[str] = ()
    restored: Sequence[str] = ()


_KNOWN = sa.select(tables.document.c.no).where(tables.document.c.id == sa.bindparam("id"))


def file(store: Store, at: sa.Connection, filing: Filing) -> int:
    """Files one document with its reading, in the transaction ``at``; its number.

    The snapshot's bytes are in the archive already. A document whose id is filed is not filed twice: its number is
    given, and that it was met again is noted.

    Raises:
        StoreError: if the record is not of one piece (a span beyond the text, an id that nothing bears).
    """
    record = filing.record
    check(record)
    snapshot = record.document.snapshot
    known: int | None = at.execute(_KNOWN, {"id": record.document.id}).scalar()
    if known is not None:
        meet(store, at, snapshot.sha256, known, filing.met)
        return known
    now = store.now(at)
    _insert_snapshot(at, snapshot.sha256, snapshot.size, snapshot.media_type, now)
    (no,) = turn(at).numbers(tables.document, 1)
    family = family_of(at, [alike.other for alike in filing.likenesses])
    insert(at, tables.document, [_document_row(filing, no, now, family)])
    words = {"document": no, "title": record.document.title, "text": record.document.text}
    insert(at, tables.document_text, [words])
    insert(at, tables.sighting, [_sighting_row(snapshot.sha256, no, filing.met, now)])
    _file_said(at, filing, no, now)
    _file_repeats(at, filing, no)
    _insert_reading(at, record, filing.codebook, no, now)
    version = f"the version {record.document.id}"
    mark_findings(store, at, filing.withdrawn, "withdrawn", no, f"its words are not in {version}")
    mark_findings(store, at, filing.restored, "restored", no, f"its words are there again in {version}")
    return no


def meet(store: Store, at: sa.Connection, sha256: str | None, document: int | None, met: Met) -> None:
    """Notes that these bytes (``None``: nothing) were met; the same at the same place is counted, not written again."""
    now = store.now(at)
    sighting = tables.sighting.c
    row = _sighting_row(sha256, document, met, now)
    same = [getattr(sighting, name) == row[name] for name in ("document", "sha256", "address", "name", "container")]
    again = {name: row[name] for name in ("final_url", "status", "source")}
    counted = at.execute(
        sa.update(tables.sighting).where(*same).values(last_seen=now, times=sighting.times + 1, **again)
    )
    if counted.rowcount == 0:
        insert(at, tables.sighting, [row])


def keep_snapshot(store: Store, at: sa.Connection, sha256: str, size: int, media_type: str) -> None:
    """Notes a snapshot whose bytes are in the archive; one that is noted stays as it is."""
    _insert_snapshot(at, sha256, size, media_type, store.now(at))


def file_reading(store: Store, at: sa.Connection, document: int, record: Record, codebook: str) -> int:
    """Files a new reading of a filed document; the one before is kept as replaced. The reading's number.

    Raises:
        StoreError: if the record is not of one piece, or not of this document.
    """
    check(record)
    filed = at.execute(sa.select(tables.document.c.id).where(tables.document.c.no == document)).scalar()
    if filed != record.document.id:
        raise StoreError("this is a reading of another document", record.document.id, f"it is not {filed}")
    now = store.now(at)
    reading = tables.reading.c
    before = (reading.document == document, reading.replaced.is_(None))
    at.execute(sa.update(tables.reading).where(*before).values(replaced=now))
    return _insert_reading(at, record, codebook, document, now)


def _insert_snapshot(at: sa.Connection, sha256: str, size: int, media_type: str, now: str) -> None:
    row = {"sha256": sha256, "size": size, "media_type": media_type, "stored": now}
    insert(at, tables.snapshot, [row], unless_there=True)


def _document_row(filing: Filing, no: int, now: str, family: int | None) -> Row:
    document = filing.record.document
    provenance = provenance_to_wire(document.provenance)
    return {
        "no": no,
        "id": document.id,
        "sha256": document.snapshot.sha256,
        "text_sha256": text_sha256(document.text),
        "address": filing.met.address,
        "title": document.title,
        "author": document.author,
        "source": filing.met.source,
        "source_name": document.source,
        "url": document.url,
        "published": document.published,
        "precision": document.published_precision.value if document.published_precision else None,
        "language": document.language,
        "provenance": None if provenance is None else json.dumps(provenance),
        "words": len(document.text.split()),
        "filed": now,
        "family": family,
        "revises": filing.revises,
        "vanished": None,
    }


def _sighting_row(sha256: str | None, document: int | None, met: Met, now: str) -> Row:
    return {
        "document": document,
        "sha256": sha256,
        "address": met.address,
        "name": met.name,
        "final_url": met.final_url,
        "status": met.status,
        "source": met.source,
        "container": met.container,
        "first_seen": now,
        "last_seen": now,
        "times": 1,
    }


def _file_said(at: sa.Connection, filing: Filing, no: int, now: str) -> None:
    rows = [
        {"document": no, "field": name, "value": value, "own": own, "who": filing.who, "at": now}
        for name, (value, own) in filing.said.items()
    ]
    insert(at, tables.override, rows)


def _file_repeats(at: sa.Connection, filing: Filing, no: int) -> None:
    if filing.signature is not None:
        shingles, minhash = filing.signature
        insert(at, tables.signature, [{"document": no, "shingles": shingles, "minhash": minhash}])
    keep_bands(at, no, filing.bands)
    rows = [
        {"document": no, "other": alike.other, "jaccard": alike.jaccard, "contained": alike.contained}
        for alike in filing.likenesses
    ]
    insert(at, tables.likeness, rows)


def _insert_reading(at: sa.Connection, record: Record, codebook: str, document: int, now: str) -> int:
    mine = turn(at)
    (reading,) = mine.numbers(tables.reading, 1)
    row = {
        "no": reading,
        "document": document,
        "engine": record.engine,
        "model": record.model,
        "codebook": codebook,
        "knowledge": " ".join(record.knowledge),
        "made": now,
        "replaced": None,
        "failures": len(record.failures),
        "record": pack(record),
    }
    insert(at, tables.reading, [row])
    insert_findings(at, record, reading, document)
    return reading


def insert_findings(at: sa.Connection, record: Record, reading: int, document: int) -> None:
    """Files what of a reading is searched; nothing of it may be there."""
    mine = turn(at)
    actors = actor_rows(record, reading, mine.numbers(tables.actor, len(record.actors)))
    found = list(identified(record))
    numbers = mine.numbers(tables.finding, len(found))
    made = FindingRows(record, found, reading, document)
    numbered = {str(row["local"]): int(row["no"]) for row in actors}
    insert(at, tables.actor, actors)
    insert(at, tables.finding, made.findings(numbers))
    insert(at, tables.part, made.parts(numbers, numbered))
