"""The history as rows: which judgements there were by a time, and which of them had been taken back by then.

A judgement is taken back while an undo of it holds; an undo is a judgement, and holds until it is taken back itself.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from ..record import Grade, Judgement, JudgementKind, Reliability
from .asking import PIECE, by_then, in_pieces
from .opening import Store
from .tables import judgement as table

#: The kinds that say what is to be thought of a finding.
OF_FINDINGS = (JudgementKind.ACCEPT, JudgementKind.EDIT, JudgementKind.REJECT)


@dataclass(frozen=True, slots=True)
class Entry:
    """A judgement with its number in the history, which is the order in which they were made."""

    no: int
    judgement: Judgement


def entries(
    at: sa.Connection, which: sa.ColumnElement[bool], at_time: str | None, *, later: bool = False
) -> list[Entry]:
    """The judgements that fit, oldest first, each ``undone`` or not as it was at the time.

    ``later`` gives those too that were made after it; whether they were taken back is not asked of them.
    """
    when = sa.true() if later else by_then(table.c.at, at_time)
    found = [_entry(row) for row in at.execute(sa.select(table).where(which, when).order_by(table.c.no))]
    back = taken_back(undos_of(at, [entry.judgement.id for entry in found], at_time))
    return [_as_it_was(entry, back) for entry in found]


def of_subjects(
    at: sa.Connection,
    subjects: Sequence[str],
    kinds: Sequence[JudgementKind],
    at_time: str | None,
    *,
    later: bool = False,
) -> Iterator[Entry]:
    """The judgements of these kinds on these subjects, oldest first for each subject."""
    for some in in_pieces(subjects):
        yield from entries(at, table.c.subject.in_(some) & table.c.kind.in_(kinds), at_time, later=later)


def whole(at: sa.Connection, at_time: str | None) -> Iterator[Entry]:
    """All judgements, oldest first, without holding them all."""
    undos = table.c.kind == JudgementKind.UNDO
    back = taken_back(_entry(row) for row in at.execute(sa.select(table).where(undos, by_then(table.c.at, at_time))))
    last = 0
    while True:
        some = sa.select(table).where(table.c.no > last, by_then(table.c.at, at_time)).order_by(table.c.no).limit(PIECE)
        found = [_entry(row) for row in at.execute(some)]
        if not found:
            return
        yield from (_as_it_was(entry, back) for entry in found)
        last = found[-1].no


def undos_of(at: sa.Connection, ids: Sequence[str], at_time: str | None) -> list[Entry]:
    """The undos of these judgements by a time, the undos of those, and so on."""
    found: list[Entry] = []
    asked = list(ids)
    while asked:
        level: list[Entry] = []
        for some in in_pieces(asked):
            which = (table.c.kind == JudgementKind.UNDO) & table.c.subject.in_(some) & by_then(table.c.at, at_time)
            level += [_entry(row) for row in at.execute(sa.select(table).where(which))]
        found += level
        asked = [entry.judgement.id for entry in level]
    return found


def taken_back(undos: Iterable[Entry]) -> dict[str, str]:
    """Since when each judgement is taken back; one that is not has no entry."""
    since: dict[str, str] = {}
    brought_back: dict[str, str] = {}
    # What takes an undo back was made after it, so from the latest on each one's own state is known when it is reached.
    for undo in sorted((entry for entry in undos), key=lambda entry: -entry.no):
        id_, subject = undo.judgement.id, undo.judgement.subject
        if id_ in since:
            brought_back[subject] = max(brought_back.get(subject, ""), since[id_])
        else:
            holds = max(undo.judgement.at, brought_back.get(id_, ""))
            since[subject] = min(since.get(subject, holds), holds)
    return since


def holding(at: sa.Connection, subjects: Sequence[str], at_time: str | None = None) -> dict[str, Judgement]:
    """See ``history.holding``."""
    found: dict[str, Judgement] = {}
    for entry in of_subjects(at, subjects, OF_FINDINGS, at_time):
        if entry.judgement.undone is None:
            found[entry.judgement.subject] = entry.judgement
    return found


def grade(judgement: Judgement) -> Grade:
    """What a judgement of kind ``grade`` says."""
    said = (judgement.value or {})["reliability"]
    return Grade(Reliability(said), judgement.why, judgement.who, judgement.at)


def add(store: Store, at: sa.Connection, made: Judgement) -> Judgement:
    """Adds a judgement that was found to be right. Its id and time are given here."""
    now = store.now(at)
    value = None if made.value is None else json.dumps(made.value, ensure_ascii=False, sort_keys=True)
    said = (now, made.who, made.kind.value, made.subject, made.other or "", value or "")
    id_ = "j:" + hashlib.sha256("\n".join(said).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    at.execute(
        sa.insert(table).values(
            id=id_,
            at=now,
            who=made.who,
            kind=made.kind.value,
            subject=made.subject,
            other=made.other,
            value=value,
            why=made.why,
        )
    )
    return replace(made, id=id_, at=now)


def _entry(row: sa.Row[Any]) -> Entry:
    value = None if row.value is None else json.loads(row.value)
    kind = JudgementKind(row.kind)
    return Entry(row.no, Judgement(row.id, row.at, row.who, kind, row.subject, row.other, value, row.why))


def _as_it_was(entry: Entry, back: dict[str, str]) -> Entry:
    undone = back.get(entry.judgement.id)
    return entry if undone is None else Entry(entry.no, replace(entry.judgement, undone=undone))
