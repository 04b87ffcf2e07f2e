"""Retention by rule: bytes, or words too, are given up after so many days. That they were there is never forgotten.

No row is ever deleted: a snapshot whose bytes were given up says when and by which rule, and a text whose words were
given up is one hole of its length, so that every id, span and count stays.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from ..clock import stamp
from ..errors import StoreError
from ..record import Reliability, SourceKind
from . import logbook
from .hiding import hide_words
from .history import grade_of
from .opening import Store
from .own_facts import keep_own_fact, own_fact
from .tables import brief_cited, document, document_text, finding, hole, judgement, sighting, snapshot, source

#: How many snapshots, and how many texts, one transaction gives up.
SNAPSHOTS_AT_ONCE, TEXTS_AT_ONCE = 500, 50
_KEY = "retention"
_FIELDS = "it has keep_days, and what, source, reliability, language, kind or unused"


class What(StrEnum):
    """What is given up: the original bytes, or the words as well."""

    BYTES = "bytes"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Rule:
    """What is given up of which documents, ``keep_days`` after they were filed.

    ``source`` is an outlet's id, ``language`` an ISO 639 code, ``kind`` and ``reliability`` those of the outlet;
    whatever is given must fit, and a document without an outlet fits no rule that asks for one. ``unused`` spares every
    document of which some finding was judged, and that judgement holds, and every one that a published brief cites.

    Raises:
        StoreError: if ``keep_days`` is no number of days from 0 to 36500.
    """

    keep_days: int
    what: What = What.BYTES
    source: str | None = None
    reliability: Reliability | None = None
    language: str | None = None
    kind: SourceKind | None = None
    unused: bool = False

    def __post_init__(self) -> None:
        if isinstance(self.keep_days, bool) or not isinstance(self.keep_days, int) or not 0 <= self.keep_days <= 36500:
            raise StoreError("a rule of retention keeps 0 to 36500 days", repr(self.keep_days), "write whole days")

    def __str__(self) -> str:
        which = [str(said) for said in (self.source, self.kind, self.language) if said is not None]
        which += [f"reliability {self.reliability}"] if self.reliability is not None else []
        which += ["unless judged"] if self.unused else []
        return f"{self.what} after {self.keep_days} days" + (f" ({', '.join(which)})" if which else "")


@dataclass(frozen=True, slots=True)
class Retained:
    """What the rules gave up (or, ``dry_run``, would): snapshots and their bytes, and texts.

    ``shared`` are texts given up whose bytes stay, because another document that no rule gives up was read from them.
    """

    snapshots: int = 0
    size: int = 0
    texts: int = 0
    shared: int = 0
    dry_run: bool = False


def rules(at: sa.Connection) -> tuple[Rule, ...]:
    """The desk's rules.

    Raises:
        StoreError: if what the desk holds are no rules.
    """
    kept = own_fact(at, _KEY)
    if kept is None:
        return ()
    try:
        return tuple(read_rule(one) for one in json.loads(kept))
    except (ValueError, TypeError, StoreError):
        raise StoreError("the rules of retention on this desk cannot be read", None, "set them again") from None


def read_rule(said: Any) -> Rule:
    """A rule from JSON.

    Raises:
        StoreError: if a field is none of a rule's, or has a value that it cannot have.
    """
    try:
        rule = Rule(**said)
        return replace(
            rule,
            what=What(rule.what),
            kind=None if rule.kind is None else SourceKind(rule.kind),
            reliability=None if rule.reliability is None else Reliability(rule.reliability),
        )
    except (TypeError, ValueError):
        raise StoreError("this is no rule of retention", json.dumps(said, default=str), _FIELDS) from None


def set_rules(store: Store, new: Sequence[Rule], who: str) -> None:
    """Puts these rules in the place of those before. They give up nothing until ``retain`` is run."""
    said = [asdict(rule) for rule in new]
    with store.writing() as at:
        keep_own_fact(at, _KEY, json.dumps(said, sort_keys=True))
        logbook.note(at, store.now(at), who, "rules", {"rules": [str(rule) for rule in new]})


def retain(store: Store, new: Sequence[Rule] | None = None, dry_run: bool = False, who: str = "onrecord") -> Retained:
    """Applies the rules (``None``: the desk's own), in their order.

    Bytes are removed only after the transaction that says so is committed: a kill between leaves a row that says
    ``given up`` and a file that ``compact`` removes. Bytes from which several documents were read are given up when all
    of them fit the rule. What was indexed for searching goes with the words; a copy of the disk, and a backup made
    before, still have them.
    """
    with store.reading() as at:
        applied = rules(at) if new is None else tuple(new)
        if dry_run:
            return _foreseen(store, at, applied)
    run = _Run(store, who)
    for rule in applied:
        run.give_up_bytes(rule)
        if rule.what is What.TEXT:
            run.give_up_texts(rule)
    return run.done


def _foreseen(store: Store, at: sa.Connection, applied: Sequence[Rule]) -> Retained:
    sizes: dict[str, int] = {}
    texts: set[int] = set()
    for rule in applied:
        for row in at.execute(_snapshots_due(_Fit(store, at, rule))):
            sizes[row.sha256] = row.size
        if rule.what is What.TEXT:
            texts.update(row.no for row in at.execute(_texts_due(_Fit(store, at, rule))))
    shared = _still_kept(at, texts, set(sizes))
    return Retained(len(sizes), sum(sizes.values()), len(texts), shared, True)


def _still_kept(at: sa.Connection, texts: set[int], gone: set[str]) -> int:
    asked = sa.select(document.c.sha256).join(snapshot, snapshot.c.sha256 == document.c.sha256)
    numbers = sorted(texts)
    return sum(
        row.sha256 not in gone
        for start in range(0, len(numbers), 500)
        for row in at.execute(
            asked.where(document.c.no.in_(numbers[start : start + 500]), snapshot.c.given_up.is_(None))
        )
    )


class _Run:
    """One run: what it did by now stands in one entry of the log, made when there is something to say."""

    def __init__(self, store: Store, who: str) -> None:
        self._store, self._who = store, who
        self._log: int | None = None
        self.done = Retained()

    def give_up_bytes(self, rule: Rule) -> None:
        while True:
            with self._store.writing() as at:
                asked = _snapshots_due(_Fit(self._store, at, rule)).limit(SNAPSHOTS_AT_ONCE)
                due = [(row.sha256, row.size) for row in at.execute(asked)]
                if due:
                    told = snapshot.update().where(snapshot.c.sha256.in_([sha256 for sha256, _ in due]))
                    at.execute(told.values(given_up=self._store.now(at), why=f"retention: {rule}"))
                    done = self.done
                    size = done.size + sum(size for _, size in due)
                    self._write(at, replace(done, snapshots=done.snapshots + len(due), size=size))
            for sha256, _ in due:
                self._store.archive.give_up(sha256)
            if len(due) < SNAPSHOTS_AT_ONCE:
                return

    def give_up_texts(self, rule: Rule) -> None:
        from . import sheet  # loads numpy

        while True:
            with self._store.writing() as at:
                asked = _texts_due(_Fit(self._store, at, rule)).limit(TEXTS_AT_ONCE)
                due = {row.no for row in at.execute(asked)}
                if due:
                    shared = self.done.shared + _still_kept(at, due, set())
                    log = self._write(at, replace(self.done, texts=self.done.texts + len(due), shared=shared))
                    for no in sorted(due):
                        hide_words(at, no, log)
            if due:
                sheet.remove(self._store)
            if len(due) < TEXTS_AT_ONCE:
                return

    def _write(self, at: sa.Connection, done: Retained) -> int:
        self.done = done
        if self._log is None:
            self._log = logbook.note(at, self._store.now(at), self._who, "retain", asdict(done))
        else:
            logbook.amend(at, self._log, asdict(done))
        return self._log


class _Fit:
    """A rule, made ready to ask for in one transaction: from what stamp on nothing fits, and which outlets do."""

    def __init__(self, store: Store, at: sa.Connection, rule: Rule) -> None:
        self._before = stamp(store.clock.now() - timedelta(days=rule.keep_days))
        self._rule = rule
        self._sources = None if rule.kind is None and rule.reliability is None else list(_sources(at, rule))

    def __call__(self, filed: sa.FromClause) -> sa.ColumnElement[bool]:
        """Whether a document (the table, or an alias of it) fits. Never NULL, so that ``not`` can be asked too."""
        rule, asked = self._rule, [filed.c.filed < self._before]
        if rule.source is not None:
            asked.append(sa.func.coalesce(filed.c.source, "") == rule.source)
        if rule.language is not None:
            asked.append(sa.func.coalesce(filed.c.language, "") == rule.language)
        if self._sources is not None:
            asked.append(sa.func.coalesce(filed.c.source, "").in_(self._sources))
        if rule.unused:
            asked.append(~_judged(filed) & ~sa.exists().where(brief_cited.c.document == filed.c.no))
        return sa.and_(*asked)


def _sources(at: sa.Connection, rule: Rule) -> Iterator[str]:
    for row in at.execute(sa.select(source.c.id, source.c.kind)).all():
        of_kind = rule.kind is None or row.kind == rule.kind
        if of_kind and (rule.reliability is None or grade_of(at, row.id).reliability is rule.reliability):
            yield row.id


def _judged(filed: sa.FromClause) -> sa.ColumnElement[bool]:
    return sa.exists().where(
        finding.c.document == filed.c.no,
        sa.or_(judgement.c.subject == finding.c.id, judgement.c.other == finding.c.id),
        judgement.c.undone.is_(None),
    )


def _snapshots_due(fits: _Fit) -> sa.Select[tuple[str, int]]:
    """Bytes that are kept, which have the text of some document that fits, and of none that does not: those it was read
    from, and those in which it was met again (the frame of a page had changed).
    """
    one, other, again, met = document.alias(), document.alias(), document.alias(), document.alias()
    seen, seen_too = sighting.alias(), sighting.alias()
    return (
        sa.select(snapshot.c.sha256, snapshot.c.size)
        .where(
            snapshot.c.given_up.is_(None),
            sa.exists().where(one.c.sha256 == snapshot.c.sha256, fits(one))
            | sa.exists().where(seen.c.sha256 == snapshot.c.sha256, seen.c.document == again.c.no, fits(again)),
            ~sa.exists().where(other.c.sha256 == snapshot.c.sha256, ~fits(other)),
            ~sa.exists().where(seen_too.c.sha256 == snapshot.c.sha256, seen_too.c.document == met.c.no, ~fits(met)),
        )
        .order_by(snapshot.c.sha256)
    )


def _texts_due(fits: _Fit) -> sa.Select[tuple[int]]:
    """Documents that fit and whose text is not one hole yet."""
    whole = sa.exists().where(
        hole.c.document == document.c.no, hole.c.begin == 0, hole.c.end == sa.func.length(document_text.c.text)
    )
    return (
        sa.select(document.c.no)
        .join(document_text, document_text.c.document == document.c.no)
        .where(fits(document), ~whole)
        .order_by(document.c.no)
    )
