"""Redaction: a name is taken out of everything that a desk keeps, for good. What it leaves is a marked hole.

Every character of it becomes U+2588, so no offset moves and every finding keeps its id; a quote shows the hole. It is
taken from texts, titles, authors, outlets' names beside documents, every reading (also those that were replaced),
overrides, judgements, marks, the names files were met under, and what feeds said of their entries. An actor who is
called so loses the link to the known actor, which says as much as the name. The snapshot's bytes, which hold the name
too, are given up.

What was made of these documents to find them by (links, utterances, vectors, the index) is removed, and made anew from
the words that are left when the desk settles. Nobody is called so any more; of some documents only, an entity keeps the
name if others call it so, or a pack does.

What cannot be taken out is told. Addresses and outlets stay: they are what pages and sources are found again by. Ids of
documents and of bytes are hashes of what stood there, as are the signatures of near duplicates; none gives a name back,
but whoever guesses it, and has all the other words, can see that the guess is right. They stay, because they are cited,
and because a copy of the page would be filed anew, name and all, if it were not known by them. ``text_sha256`` cites
nothing and becomes that of the text with its holes, so that ``verify`` can prove what is shown.

It works once, on what is filed now: what is taken in later is not looked at, nor are bytes whose text does not have the
name (a page's menu, say), nor bytes of which no document was made. Nothing undoes it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from ..errors import StoreError
from . import logbook
from .compacting import squeeze
from .hiding import rewrite
from .holes import Change, Names, change_record, change_words, covered, stretches, without
from .ids import text_sha256
from .leftovers import still_named
from .opening import Store
from .portions import portions
from .rows import unpack
from .tables import document, document_text, finding, hole, item, judgement, mark, override, reading, sighting, snapshot
from .unmaking import change_reasons, forget_names

#: How many documents one transaction looks through, and how many it changes.
LOOKED_AT, CHANGED = 200, 20


@dataclass(frozen=True, slots=True)
class Redacted:
    """What was taken out: ``documents`` (ids), ``holes`` in their texts, ``beside`` them other rows, ``given_up``
    snapshots whose bytes went, ``kept`` snapshots whose bytes were left although they hold the name.

    ``left`` are sentences on what may still hold it; ``log`` the number of the entry in the log.
    """

    documents: tuple[str, ...]
    holes: int
    beside: int
    given_up: int
    kept: int
    left: tuple[str, ...]
    log: int | None


def redact(
    store: Store,
    names: Names,
    who: str,
    why: str,
    documents: Iterable[str] | None = None,
    keep_bytes: bool = False,
) -> Redacted:
    """Takes the names out of these documents (ids), or of all of the desk (``None``). Twice does no more than once.

    ``keep_bytes`` leaves the original bytes: then the name is still on the desk, and ``verify`` still compares them.
    The log says who, when, why and in which documents, and never the name itself; from ``why`` it is taken out too.
    A kill before bytes that were given up are removed leaves a file that ``verify`` tells and ``compact`` removes.
    At the end the database is written anew (``compacting.squeeze``), so that no unused page of it holds the name.

    Raises:
        StoreError: if there is no such document, or the desk cannot be written; what was done before that is done.
    """
    run = _Run(store, names, who, why, keep_bytes)
    with store.reading() as at:
        chosen = None if documents is None else _numbers(at, documents)
        newest = at.execute(sa.select(sa.func.coalesce(sa.func.max(reading.c.no), 0))).scalar_one()
    for numbers in portions(_with_the_name(store, names, chosen), CHANGED):
        run.change(numbers)
    # A document that was being read meanwhile was read with the name in it.
    later = _read_since(store, newest) if chosen is None else sorted(set(_read_since(store, newest)) & set(chosen))
    for numbers in portions(_with_the_name(store, names, later), CHANGED):
        run.change(numbers)
    return run.finish(chosen)


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What would be taken out: places in texts, and in how many documents (some may have the name beside the text)."""

    documents: int
    holes: int


def foresee(store: Store, names: Names, documents: Iterable[str] | None = None) -> Foreseen:
    """What ``redact`` would take out of these documents (ids), or of all; nothing is written.

    Raises:
        StoreError: if there is no such document.
    """
    with store.reading() as at:
        chosen = None if documents is None else _numbers(at, documents)
    found = holes = 0
    for numbers in portions(_with_the_name(store, names, chosen), CHANGED):
        with store.reading() as at:
            asked = sa.select(document_text.c.text).where(document_text.c.document.in_(numbers))
            holes += sum(len(stretches(text, names.patterns())) for text in at.execute(asked).scalars())
        found += len(numbers)
    return Foreseen(found, holes)


def _numbers(at: sa.Connection, ids: Iterable[str]) -> list[int]:
    found = []
    for id_ in dict.fromkeys(ids):
        no = at.execute(sa.select(document.c.no).where(document.c.id == id_)).scalar()
        if no is None:
            raise StoreError("there is no such document on this desk", id_, "give the whole id, d: and 16 digits")
        found.append(int(no))
    return sorted(found)


def _read_since(store: Store, newest: int) -> list[int]:
    with store.reading() as at:
        asked = sa.select(reading.c.document).where(reading.c.no > newest).distinct().order_by(reading.c.document)
        return list(at.execute(asked).scalars())


def _with_the_name(store: Store, names: Names, chosen: Sequence[int] | None) -> Iterator[int]:
    """The numbers of documents that have a name in their words, facts or readings, in the order of their filing."""
    change = without(names)
    if chosen is not None:
        for some in portions(chosen, LOOKED_AT):
            with store.reading() as at:
                found = [no for no in some if _has(at, no, change)]
            yield from found
        return
    after = 0
    while True:
        with store.reading() as at:
            asked = sa.select(document.c.no).where(document.c.no > after).order_by(document.c.no).limit(LOOKED_AT)
            some = list(at.execute(asked).scalars())
            found = [no for no in some if _has(at, no, change)]
        yield from found
        if not some:
            return
        after = some[-1]


def _has(at: sa.Connection, no: int, change: Change) -> bool:
    return _words_have(at, no, change) or any(
        change_record(wire, change) != wire
        for (packed,) in at.execute(sa.select(reading.c.record).where(reading.c.document == no))
        for wire in (unpack(packed, ""),)
    )


def _words_have(at: sa.Connection, no: int, change: Change) -> bool:
    """Whether the page's own words have the name, and so its bytes."""
    row = at.execute(
        sa.select(document_text.c.text, document.c.title, document.c.author, document.c.source_name)
        .join(document, document.c.no == document_text.c.document)
        .where(document.c.no == no)
    ).one()
    own = at.execute(sa.select(override.c.own).where(override.c.document == no, _said_in_words())).scalars()
    provenance = at.execute(sa.select(document.c.provenance).where(document.c.no == no)).scalar()
    return _in_json(provenance, change) != provenance or any(change(words) != words for words in (*row, *own) if words)


def _said_in_words() -> sa.ColumnElement[bool]:
    """Which overrides are words: not an address, a date, a language."""
    return override.c.field.in_(("title", "author", "source"))


@dataclass(slots=True)
class _Run:
    """One redaction: what it did by now stands in one entry of the log."""

    store: Store
    names: Names
    who: str
    why: str
    keep_bytes: bool
    done: list[str] = field(default_factory=list)
    holes: int = 0
    beside: int = 0
    given_up: int = 0
    kept: int = 0
    log: int | None = None

    def change(self, numbers: Sequence[int]) -> None:
        """Takes the name out of some documents, in one transaction; their bytes, and the sheet of what their statements
        meant, go when it is committed.
        """
        from . import sheet  # loads numpy

        bytes_of: list[str] = []
        before = (list(self.done), self.holes, self.beside, self.given_up, self.kept, self.log)
        try:
            with self.store.writing() as at:
                log = self._log(at)
                for no in numbers:
                    bytes_of += self._change_one(at, no, log)
                self.given_up += len(bytes_of)
                self._log(at)
        except BaseException:
            self.done, self.holes, self.beside, self.given_up, self.kept, self.log = before
            raise
        for sha256 in bytes_of:
            self.store.archive.give_up(sha256)
        sheet.remove(self.store)

    def finish(self, chosen: Sequence[int] | None) -> Redacted:
        """What stands beside documents, what cannot be taken out, and the database written anew."""
        with self.store.writing() as at:
            change = without(self.names)
            self.beside += _change_beside(at, change, chosen)
            self.beside += forget_names(at, change, everywhere=chosen is None)
            if chosen is None:
                self.beside += change_reasons(at, change)
            left = still_named(at, self.names, chosen)
            if self.done or self.beside:
                self._log(at)
        if self.kept:
            left = (*left, f"the original bytes of {self.kept} snapshots, which were to be kept")
        if self.done or self.beside:
            left = (*left, "every backup that was made before")
            left += self._squeezed()
        return Redacted(tuple(self.done), self.holes, self.beside, self.given_up, self.kept, left, self.log)

    def _squeezed(self) -> tuple[str, ...]:
        server = ("the server's own log and backups",) if self.store.engine.dialect.name == "postgresql" else ()
        try:
            squeeze(self.store)
        except StoreError as reason:
            return (f"unused pages of the database, until onrecord desk compact is run ({reason.what})", *server)
        return server

    def _change_one(self, at: sa.Connection, no: int, log: int) -> list[str]:
        change = without(self.names)
        in_bytes = _words_have(at, no, change)
        row = at.execute(sa.select(document).where(document.c.no == no)).one()
        words = at.execute(sa.select(document_text).where(document_text.c.document == no)).one()
        spans = stretches(words.text, self.names.patterns())
        text = covered(words.text, spans)
        if spans:
            at.execute(
                sa.insert(hole),
                [{"document": no, "begin": span.start, "end": span.end, "log": log} for span in spans],
            )
        facts = {name: _changed(getattr(row, name), change) for name in ("title", "author", "source_name")}
        at.execute(sa.update(document).where(document.c.no == no).values(**facts))
        at.execute(sa.update(document).where(document.c.no == no).values(provenance=_in_json(row.provenance, change)))
        if text != words.text:
            at.execute(sa.update(document).where(document.c.no == no).values(text_sha256=text_sha256(text)))
        rewrite(at, no, _changed(words.title, change), text, lambda wire: change_record(wire, change))
        self.done += [row.id] if row.id not in self.done else []
        self.holes += len(spans)
        return self._give_up(at, no) if in_bytes else []

    def _give_up(self, at: sa.Connection, no: int) -> list[str]:
        """The bytes the document was read from, others that had its text too, and a file that they were taken from."""
        of_document = sa.select(document.c.sha256).where(document.c.no == no)
        met_again = sa.select(sighting.c.sha256).where(sighting.c.document == no, sighting.c.sha256.is_not(None))
        of_container = sa.select(sighting.c.container).where(
            sighting.c.document == no, sighting.c.container.is_not(None)
        )
        holding = snapshot.c.given_up.is_(None) & sa.or_(
            snapshot.c.sha256.in_(of_document), snapshot.c.sha256.in_(met_again), snapshot.c.sha256.in_(of_container)
        )
        found = list(at.execute(sa.select(snapshot.c.sha256).where(holding)).scalars())
        if self.keep_bytes:
            self.kept += len(found)
            return []
        why = f"redaction: {without(self.names)(self.why)}"
        at.execute(sa.update(snapshot).where(holding).values(given_up=self.store.now(at), why=why))
        return found

    def _log(self, at: sa.Connection) -> int:
        detail = {
            "documents": self.done,
            "holes": self.holes,
            "beside": self.beside,
            "given_up": self.given_up,
            "bytes_kept": self.kept,
            "names": len(self.names.words),
            "why": without(self.names)(self.why),
        }
        if self.log is None:
            self.log = logbook.note(at, self.store.now(at), self.who, "redact", detail)
        else:
            logbook.amend(at, self.log, detail)
        return self.log


#: What stands beside documents: the table, its key, its words, its JSON, and which rows are of some documents.
_OfDocuments = Callable[[Sequence[int]], sa.ColumnElement[bool]]


def _change_beside(at: sa.Connection, change: Change, chosen: Sequence[int] | None) -> int:
    changed = 0
    for table, plain, in_json, of_documents in _beside():
        for some in [None] if chosen is None else portions(chosen, 400):
            asked = sa.select(table.c.no, *(table.c[name] for name in (*plain, *in_json)))
            if table is override:
                asked = asked.where(_said_in_words())
            if table is sighting:  # what was met under its address keeps it, as the document does
                asked = asked.where(sighting.c.name.not_like("%://%"))
            if some is not None:
                asked = asked.where(of_documents(some))
            for row in at.execute(asked).mappings().all():
                new = {name: _changed(row[name], change) for name in plain}
                new |= {name: _in_json(row[name], change) for name in in_json}
                if any(row[name] != value for name, value in new.items()):
                    at.execute(sa.update(table).where(table.c.no == row["no"]).values(**new))
                    changed += 1
    return changed


def _beside() -> tuple[tuple[sa.Table, tuple[str, ...], tuple[str, ...], _OfDocuments], ...]:
    def findings_of(some: Sequence[int]) -> sa.Select[tuple[str]]:
        return sa.select(finding.c.id).where(finding.c.document.in_(some))

    return (
        (override, ("value", "own"), (), lambda some: override.c.document.in_(some)),
        (
            judgement,
            ("why",),
            ("value",),
            # What shows that a promise was kept may stand in another document than the promise.
            lambda some: judgement.c.subject.in_(findings_of(some)) | judgement.c.other.in_(findings_of(some)),
        ),
        (mark, ("why",), (), lambda some: mark.c.finding.in_(findings_of(some))),
        (sighting, ("name",), (), lambda some: sighting.c.document.in_(some)),
        (item, ("error",), ("facts",), lambda some: item.c.document.in_(some)),
    )


def _changed(words: str | None, change: Change) -> str | None:
    return None if words is None else change(words)


def _in_json(said: str | None, change: Change) -> Any:
    if said is None:
        return None
    value = json.loads(said)
    changed = change_words(value, change)
    return said if changed == value else json.dumps(changed, ensure_ascii=False)
