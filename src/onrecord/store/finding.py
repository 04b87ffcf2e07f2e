"""Asking the desk: what is filed, as it is now or as it was at a time.

Every function takes ``at_time`` (a stamp, ``onrecord.clock.stamp``): what was filed, read, judged or marked later is
not seen. ``None`` is now. What a rule gave up or took out is gone at every time. A document's facts (title, date,
outlet ...) are those that hold now where a ``Filed`` tells them, and those it was read with in a ``Record``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from ..errors import StoreError
from ..record import Record, Source, from_wire
from . import source_facts, tables
from .asking import PIECE, by_then, held_then, in_pieces, only_id
from .kept_facts import kept_of, vanished
from .opening import Store
from .rows import unpack

#: How many records are unpacked at once while many are given.
_RECORDS = 50
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(T\d\d(?::\d\d(?::\d\d)?)?)?)?)?", re.ASCII)
_KINDS = {"s": "statement", "e": "event", "t": "tie", "c": "commitment"}


def _documents_of(fact: sa.Column[Any]) -> sa.Select[Any]:
    of_fact = sa.select(tables.document).where(fact == sa.bindparam(fact.name))
    return of_fact.order_by(tables.document.c.no)


# What is asked for each document that is filed: statements made once.
_AT_ADDRESS = _documents_of(tables.document.c.address)
_OF_TEXT = _documents_of(tables.document.c.text_sha256)
_OF_SNAPSHOT = _documents_of(tables.document.c.sha256)
_TEXT = sa.select(tables.document_text.c.text).where(tables.document_text.c.document == sa.bindparam("no"))


@dataclass(frozen=True, slots=True)
class Filed:
    """A filed document, without its words. ``no`` is its number in this desk, ``id`` what it is cited by."""

    no: int
    id: str
    sha256: str
    text_sha256: str
    address: str | None
    title: str | None
    source: str | None
    source_name: str | None
    url: str | None
    published: str | None
    language: str | None
    words: int
    filed: str
    family: int | None
    revises: int | None
    vanished: str | None


@dataclass(frozen=True, slots=True)
class Asked:
    """Which documents: all that fit every field that is given.

    ``source`` is an outlet's id. ``since`` and ``until`` are dates of publication, both inclusive, as fine as they are
    written ("2017", "2017-09-21"): a document that bears only a year fits if it may have been published then, one
    without a date never does.
    """

    source: str | None = None
    since: str | None = None
    until: str | None = None
    family: int | None = None
    words: str | None = None
    """Words that must occur (all of them, in any form the index knows)."""
    after: int = 0
    """Only documents with a higher number: where the page before ended."""
    most: int | None = None


def documents(at: sa.Connection, asked: Asked = Asked(), at_time: str | None = None) -> Iterator[Filed]:
    """The filed documents, in the order of their filing."""
    for rows in _pages(at, asked, at_time, PIECE):
        yield from _as_filed(at, rows, at_time)


def document(at: sa.Connection, id_: str, at_time: str | None = None) -> Filed:
    """The document with this id (``d:...``), or the only one whose id begins so (four digits or more).

    Raises:
        StoreError: if there is none, or several.
    """
    return _as_filed(at, [_row(at, id_, at_time)], at_time)[0]


def latest_at(at: sa.Connection, address: str) -> Filed | None:
    """The document that stands at an address now, or stood there until the page was gone (``vanished``).

    Of several it is the one that was met there last: a page may go back to words that it had before.
    """
    found = _as_filed(at, at.execute(_AT_ADDRESS, {"address": address}).all(), None)
    if len(found) < 2:
        return found[0] if found else None
    seen = tables.sighting.c
    met = (seen.address == address) & seen.sha256.is_not(None) & seen.document.is_not(None)
    last = sa.select(seen.document, sa.func.max(seen.last_seen).label("at")).where(met).group_by(seen.document)
    when = {row.document: row.at for row in at.execute(last)}
    return max(found, key=lambda one: (when.get(one.no, ""), one.no))


def of_text(at: sa.Connection, text_sha256: str, most: int | None = None) -> list[Filed]:
    """The documents with exactly this text, in the order of their filing; the first ``most`` of them."""
    rows = at.execute(_OF_TEXT if most is None else _OF_TEXT.limit(most), {"text_sha256": text_sha256}).all()
    return _as_filed(at, rows, None)


def of_snapshot(at: sa.Connection, sha256: str) -> list[Filed]:
    """The documents that were read from these bytes."""
    return _as_filed(at, at.execute(_OF_SNAPSHOT, {"sha256": sha256}).all(), None)


def text_of(at: sa.Connection, no: int) -> str:
    """A document's words, holes and all.

    Raises:
        StoreError: if there is no document of this number.
    """
    text = at.execute(_TEXT, {"no": no}).scalar()
    if text is None:
        raise StoreError("this desk has no document of this number", str(no), "run onrecord desk verify")
    return str(text)


def record(store: Store, at: sa.Connection, id_: str, at_time: str | None = None) -> Record:
    """A kept record, whole: the reading that held then, and in ``kept`` what the desk adds (grade, carriers, ids of the
    findings, judgements, withdrawals, holes). Edits are told in ``kept`` and not made: see ``edits.edited``.

    Raises:
        StoreError: if there is no such document.
    """
    return next(_records(store, at, [_row(at, id_, at_time)], at_time))


def records(store: Store, at: sa.Connection, asked: Asked = Asked(), at_time: str | None = None) -> Iterator[Record]:
    """Kept records one after another, in the order of their filing, without holding them all."""
    for rows in _pages(at, asked, at_time, _RECORDS):
        yield from _records(store, at, rows, at_time)


def of_numbers(
    store: Store, at: sa.Connection, numbers: Sequence[int], at_time: str | None = None
) -> Iterator[tuple[int, int, Record]]:
    """The kept records of documents by their numbers, in the order of these: each with the document's number and the
    reading's. What was not filed by then is left out.
    """
    for some in in_pieces(numbers):
        which = sa.select(tables.document).where(
            tables.document.c.no.in_(some), by_then(tables.document.c.filed, at_time)
        )
        rows = at.execute(which.order_by(tables.document.c.no)).all()
        read = _readings(at, [row.no for row in rows], at_time)
        for row, made in zip(rows, _made(store, at, rows, read, at_time), strict=True):
            yield row.no, read[row.no].no, made


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding found by its id: the record that holds it, its id there, and its place in the history."""

    id: str
    kind: str
    local: str
    record: Record
    current: bool
    """Whether the newest reading still has it; else ``record`` is the newest reading that had."""


def finding(store: Store, at: sa.Connection, id_: str, at_time: str | None = None) -> Shown:
    """The finding with this id (``s:3f9c...``), or the only one whose id begins so (four digits or more).

    Raises:
        StoreError: if there is none, or several (it names up to five).
    """
    found, reading = tables.finding, tables.reading
    made = found.c.reading.in_(sa.select(reading.c.no).where(by_then(reading.c.made, at_time)))
    whole = only_id(at, found.c.id, id_, "".join(_KINDS), "finding", *(() if at_time is None else (made,)))
    row = at.execute(
        sa.select(found.c.kind, found.c.local, found.c.document, reading)
        .join(reading, reading.c.no == found.c.reading)
        .where(found.c.id == whole, by_then(reading.c.made, at_time))
        .order_by(reading.c.no.desc())
        .limit(1)
    ).one()
    of = at.execute(sa.select(tables.document).where(tables.document.c.no == row.document)).one()
    holds = _readings(at, [of.no], at_time)[of.no].no
    shown = _made(store, at, [of], {of.no: row}, at_time)
    return Shown(whole, row.kind, row.local, next(shown), current=row.no == holds)


def sources(at: sa.Connection, at_time: str | None = None) -> list[Source]:
    """Every outlet, with the facts and the grade that held then, by name."""
    return sorted(source_facts.sources_of(at, None, at_time).values(), key=lambda one: (one.name.casefold(), one.id))


def _row(at: sa.Connection, id_: str, at_time: str | None) -> sa.Row[Any]:
    table = tables.document
    whole = only_id(at, table.c.id, id_, "d", "document", by_then(table.c.filed, at_time))
    return at.execute(sa.select(table).where(table.c.id == whole)).one()


def _pages(at: sa.Connection, asked: Asked, at_time: str | None, most: int) -> Iterator[Sequence[sa.Row[Any]]]:
    """The rows that fit, in the order of filing, at most so many at once."""
    table = tables.document
    fits = [by_then(table.c.filed, at_time), *_fits(asked)]
    left, after = asked.most, asked.after
    for some in _with_words(at, asked.words):
        while left is None or left > 0:
            which = sa.select(table).where(table.c.no > after, some, *fits).order_by(table.c.no)
            rows = at.execute(which.limit(most if left is None else min(most, left))).all()
            if not rows:
                break
            yield rows
            after = rows[-1].no
            left = None if left is None else left - len(rows)


def _with_words(at: sa.Connection, words: str | None) -> Iterator[sa.ColumnElement[bool]]:
    """What the numbers of documents with these words are to be, one stretch of numbers after another."""
    if words is None:
        yield sa.true()
        return
    from .search import matching

    for some in in_pieces(matching(at, words)):
        yield tables.document.c.no.in_(some)


def _fits(asked: Asked) -> Iterator[sa.ColumnElement[bool]]:
    table = tables.document
    if asked.source is not None:
        yield table.c.source == asked.source
    if asked.family is not None:
        yield (table.c.family == asked.family) | (table.c.no == asked.family)
    if asked.since is not None:
        _after(asked.since)
        within = sa.func.substr(asked.since, 1, sa.func.length(table.c.published)) == table.c.published
        yield (table.c.published >= asked.since) | within
    if asked.until is not None:
        yield table.c.published < _after(asked.until)


def _after(until: str) -> str:
    """What every date after a stretch of the calendar begins at or after: "2017-09" gives "2017-10".

    Raises:
        StoreError: if it is no date.
    """
    match = _DATE.fullmatch(until)
    try:
        if match is None:
            raise ValueError
        year, month, day = int(match[1]), int(match[2] or 1), int(match[3] or 1)
        first = date(year, month, day)
    except ValueError:
        raise StoreError("this is no date", repr(until), "write 2017, 2017-09 or 2017-09-21") from None
    if match[4]:
        return until + "~"  # After every second, fraction and zone that may follow.
    if match[3]:
        return (first + timedelta(days=1)).isoformat()
    return f"{year + (month == 12):04}-{month % 12 + 1:02}" if match[2] else f"{year + 1:04}"


def _as_filed(at: sa.Connection, rows: Sequence[sa.Row[Any]], at_time: str | None) -> list[Filed]:
    gone = vanished(at, rows, at_time)
    return [
        Filed(
            no=row.no,
            id=row.id,
            sha256=row.sha256,
            text_sha256=row.text_sha256,
            address=row.address,
            title=row.title,
            source=row.source,
            source_name=row.source_name,
            url=row.url,
            published=row.published,
            language=row.language,
            words=row.words,
            filed=row.filed,
            family=row.family,
            revises=row.revises,
            vanished=gone.get(row.no),
        )
        for row in rows
    ]


def _records(store: Store, at: sa.Connection, rows: Sequence[sa.Row[Any]], at_time: str | None) -> Iterator[Record]:
    return _made(store, at, rows, _readings(at, [row.no for row in rows], at_time), at_time)


def _made(
    store: Store, at: sa.Connection, rows: Sequence[sa.Row[Any]], read: dict[int, sa.Row[Any]], at_time: str | None
) -> Iterator[Record]:
    """The records of some documents, each by the reading that is given for it."""
    lost = next((row.id for row in rows if row.no not in read), None)
    if lost is not None:
        raise StoreError("a document of this desk has no reading", lost, "run onrecord desk verify")
    words = tables.document_text
    texts: dict[int, str] = {}
    for some in in_pieces([row.no for row in rows]):
        texts.update({row.document: row.text for row in at.execute(sa.select(words).where(words.c.document.in_(some)))})
    kept = kept_of(at, rows, read, at_time)
    for row in rows:
        yield replace(_unpacked(store, row.id, read[row.no], texts.get(row.no)), kept=kept[row.no])


def _readings(at: sa.Connection, numbers: Sequence[int], at_time: str | None) -> dict[int, sa.Row[Any]]:
    """The reading of each document that held then."""
    table = tables.reading
    held = held_then(table.c.made, table.c.replaced, at_time)
    found: dict[int, sa.Row[Any]] = {}
    for some in in_pieces(numbers):
        of_some = sa.select(table).where(table.c.document.in_(some))
        found.update({row.document: row for row in at.execute(of_some.where(held).order_by(table.c.no))})
    return found


def _unpacked(store: Store, id_: str, reading: sa.Row[Any], text: str | None) -> Record:
    try:
        if text is None:
            raise ValueError("its words are missing")
        return from_wire(unpack(reading.record, text))
    except (StoreError, ValueError, KeyError, TypeError) as reason:
        raise StoreError(
            f"a reading on the desk {store.place} is damaged ({reason})", id_, "run onrecord desk verify"
        ) from None
