"""What a ledger is made of, as rows: commitments, their terms, who else carries them, and what was judged of them.

Commitments are counted by the narrow rows of ``indexed``; a record is unpacked for those only that are shown, since
conditions, strengths and what a date was counted from stand nowhere else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import sqlalchemy as sa

from ..errors import StoreError
from ..record import Judgement, JudgementKind
from . import blocks, judged
from .asking import held_then, in_pieces, only_id
from .blocks import Columns
from .entities import of_actors
from .expression import All, AnyOf, Expression, Run, either, every
from .lookup import rejected_rows
from .many import marked
from .own_facts import own_fact
from .rows import unpack
from .search_words import words as folded
from .stood import Stood
from .tables import actor, document, document_text, finding, indexed, indexed_words, judgement, reading, told

#: Stands between a deed's words and those of its condition and its date.
_APART = " _ "

Wire = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Terms:
    """What a commitment's record says beside its row. ``time`` is its due date's TimeRef as the wire has it, ``anchor``
    the words that this one was counted from; ``due`` and ``condition`` are exact words.
    """

    negated: bool
    strength: int
    confidence: float
    condition: str | None
    due_kind: str
    due: str | None
    time: Wire | None
    anchor: str | None
    intended: str | None


@dataclass(frozen=True, slots=True)
class Worded:
    """What a row is found by: its folded words, without endings, the names in it, its marks."""

    stems: frozenset[str]
    names: str
    marks: frozenset[str]


def named(name: str) -> Expression | None:
    """What finds a name of two words or more in the words for whoever takes part; ``None`` for a shorter one."""
    words = tuple(folded(name))
    return Run(words, (False,) * len(words), True, "names") if len(words) > 1 else None


def marked_then(at: sa.Connection, asked: Expression, at_time: str | None) -> Columns:
    """``many.marked``; where judgements have moved actors since, words beside marks are not looked up."""
    stood = Stood.at(at, at_time)
    return marked(at, _marks_only(asked) if stood.rows else asked, at_time, stood)


def _marks_only(asked: Expression) -> Expression:
    if isinstance(asked, AnyOf):
        return either([_marks_only(part) for part in asked.parts if not isinstance(part, Run)])
    if isinstance(asked, All):
        return every([_marks_only(part) for part in asked.parts if not isinstance(part, Run)])
    return asked


def of_documents(at: sa.Connection, documents: Iterable[int], kind: str, at_time: str | None) -> Columns:
    """The findings of a kind in these documents (by number), as their readings held then; rejected ones left out."""
    wanted = sorted(set(documents))
    held = held_then(indexed.c.since, indexed.c.until, at_time)
    rows: set[int] = set()
    for some in in_pieces(wanted):
        which = sa.select(indexed.c.no).where(indexed.c.document.in_(some), indexed.c.kind == kind, held)
        rows.update(at.execute(which).scalars())
    rows -= set(rejected_rows(at, at_time))
    return by_numbers(at, sorted(rows))


def by_numbers(at: sa.Connection, numbers: Sequence[int]) -> Columns:
    """These rows side by side."""
    # In one expression, so that there is one list of values; a name for each number would be too many for SQLite.
    pieces = [indexed.c.no.in_(some) for some in in_pieces(sorted(set(numbers)))]
    return blocks.of_rows(at, sa.or_(*pieces) if pieces else sa.false())


def due_rows(at: sa.Connection, first: str, last: str) -> Columns:
    """The commitments of readings that hold whose last day (ISO 8601) lies between two days, both inclusive."""
    day = sa.func.substr(indexed.c.to, 1, 10)
    which = (indexed.c.kind == "commitment") & indexed.c.until.is_(None) & (indexed.c.to >= first) & (day <= last)
    found = blocks.of_rows(at, which)
    out = rejected_rows(at, None)
    return found.at(~np.isin(found.numbers, np.array(out, dtype=np.int64))) if out else found


def number_of(at: sa.Connection, said: str, at_time: str | None) -> tuple[int, str]:
    """The row of a commitment by its id, or the only one whose id begins so; with the whole id.

    Raises:
        StoreError: if there is none, several, no reading that holds has it, or somebody rejected it.
    """
    whole = only_id(at, finding.c.id, said, "c", "commitment")
    which = sa.select(indexed.c.no).where(
        indexed.c.id == whole, held_then(indexed.c.since, indexed.c.until, at_time), indexed.c.kind == "commitment"
    )
    found = at.execute(which.order_by(indexed.c.no.desc()).limit(1)).scalar()
    if found is None:
        raise StoreError(
            "no reading that holds has this commitment", whole, f"onrecord desk show {whole} has it as it was read"
        )
    if found in rejected_rows(at, at_time):
        raise StoreError(
            "this commitment was rejected, so no ledger has it", whole, "onrecord desk undo takes that back"
        )
    return int(found), whole


def whole_id(at: sa.Connection, said: str) -> str:
    """The whole id of a finding.

    Raises:
        StoreError: if there is none, or several begin so.
    """
    return only_id(at, finding.c.id, said, "setc", "finding")


def rows_of(at: sa.Connection, ids: Iterable[str], at_time: str | None) -> dict[str, int]:
    """The rows of findings, by their ids, as readings held then."""
    found: dict[str, int] = {}
    for some in in_pieces(sorted(set(ids))):
        which = sa.select(indexed.c.id, indexed.c.no).where(
            indexed.c.id.in_(some), held_then(indexed.c.since, indexed.c.until, at_time)
        )
        found.update({row.id: row.no for row in at.execute(which)})
    return found


def deeds(at: sa.Connection, numbers: Sequence[int]) -> dict[int, str]:
    """The folded words of each commitment's deed, by its number in the index."""
    found: dict[int, str] = {}
    for some in in_pieces(numbers):
        which = sa.select(indexed_words.c.no, indexed_words.c.said).where(indexed_words.c.no.in_(some))
        found.update({row.no: row.said.partition(_APART)[0] for row in at.execute(which)})
    return found


def worded(at: sa.Connection, numbers: Sequence[int]) -> dict[int, Worded]:
    """What these rows are found by."""
    found: dict[int, Worded] = {}
    columns = sa.select(indexed_words.c.no, indexed_words.c.said_stems, indexed_words.c.names, indexed_words.c.marks)
    for some in in_pieces(numbers):
        for no, stems, names, marks in at.execute(columns.where(indexed_words.c.no.in_(some))):
            found[no] = Worded(frozenset(stems.split()), names, frozenset(marks.split()))
    return found


def statements_of(at: sa.Connection, findings: Sequence[int]) -> dict[int, int]:
    """The statement (by number) that each of these commitments (by number) is part of."""
    one, its = finding.alias(), finding.alias()
    joined = sa.select(one.c.no, its.c.no).join(its, (its.c.id == one.c.by) & (its.c.reading == one.c.reading))
    found: dict[int, int] = {}
    for some in in_pieces(findings):
        found.update(at.execute(joined.where(one.c.no.in_(some), its.c.kind == "statement")).all())
    return found


def documents_of(at: sa.Connection, findings: Sequence[int]) -> set[int]:
    """The documents (by number) in which these findings stand."""
    found: set[int] = set()
    for some in in_pieces(findings):
        found.update(at.execute(sa.select(finding.c.document).where(finding.c.no.in_(some))).scalars())
    return found


def tellers(at: sa.Connection, utterances: Iterable[int]) -> dict[int, list[int]]:
    """The documents that report each of these utterances."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    joined = sa.select(told.c.utterance, finding.c.document).join(finding, finding.c.no == told.c.statement)
    for some in in_pieces(sorted(set(utterances))):
        for utterance, teller in at.execute(joined.where(told.c.utterance.in_(some))):
            found[utterance].append(teller)
    return found


def terms(at: sa.Connection, findings: Sequence[int], at_time: str | None) -> dict[int, Terms]:
    """What the records say of these commitments (by number), as edits that held then have it."""
    rows: list[sa.Row[Any]] = []
    columns = sa.select(finding.c.no, finding.c.id, finding.c.local, finding.c.reading, finding.c.document)
    for some in in_pieces(findings):
        rows += at.execute(columns.where(finding.c.no.in_(some)))
    packed, texts = _packed(at, {row.reading for row in rows}), _texts(at, {row.document for row in rows})
    edits = judged.holding(at, [row.id for row in rows], at_time)
    unpacked: dict[int, Wire] = {}
    found = {}
    for row in rows:
        text = texts.get(row.document, "")
        if row.reading not in unpacked:
            unpacked[row.reading] = unpack(packed[row.reading], text)
        edit = edits.get(row.id)
        changed = (edit.value or {}) if edit is not None and edit.kind is JudgementKind.EDIT else {}
        made = _terms(unpacked[row.reading], row.local, changed, text)
        if made is not None:
            found[row.no] = made
    return found


def _terms(wire: Wire, local: str, changed: Wire, text: str) -> Terms | None:
    own = next((one for one in wire["commitments"] if one["id"] == local), None)
    if own is None:
        return None
    own = {**own, **changed, "due": {**own["due"], **(changed.get("due") or {})}}
    times = {one["id"]: one for one in wire["times"]}
    time = times.get(own["due"]["time"] or "")
    anchor = times.get((time or {}).get("anchor") or "")
    return Terms(
        negated=bool(own["negated"]),
        strength=int(own["strength"]),
        confidence=float(own["confidence"]),
        condition=_cut(text, own["condition"]),
        due_kind=own["due"]["kind"],
        due=_cut(text, own["due"]["span"]),
        time=time,
        anchor=_cut(text, None if anchor is None else anchor["span"]),
        intended=_intended(wire, own),
    )


def _intended(wire: Wire, own: Wire) -> str | None:
    """The type of the deed where an event of the record stands in its words, or announces it."""
    begin, end = own["deed"]
    for event in wire["events"]:
        for one, other in event["spans"]:
            if one < end and begin < other:
                type_ = event["intended"] or (event["type"] if _is_held_out(event, own) else None)
                if type_ is not None:
                    return str(type_)
    return None


def _is_held_out(event: Wire, own: Wire) -> bool:
    """Whether an event stands on the same word as a commitment; on the document's own, what was done is another."""
    return event["by"] == own["statement"] and (event["by"] is not None or event["polarity"] == "planned")


def _cut(text: str, span: Sequence[int] | None) -> str | None:
    return None if span is None else text[span[0] : span[1]]


def _packed(at: sa.Connection, readings: Iterable[int]) -> dict[int, bytes]:
    found: dict[int, bytes] = {}
    for some in in_pieces(sorted(readings)):
        found.update(at.execute(sa.select(reading.c.no, reading.c.record).where(reading.c.no.in_(some))).all())
    return found


def _texts(at: sa.Connection, documents: Iterable[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for some in in_pieces(sorted(documents)):
        which = sa.select(document_text.c.document, document_text.c.text).where(document_text.c.document.in_(some))
        found.update(at.execute(which).all())
    return found


def called_in(at: sa.Connection, findings: Sequence[int], at_time: str | None) -> dict[int, list[tuple[str, int]]]:
    """The names in the reading of each of these findings, longest first, each with the base entity that it is."""
    of = _readings(at, findings)
    actors: defaultdict[int, list[tuple[str, int]]] = defaultdict(list)
    for some in in_pieces(sorted(set(of.values()))):
        which = sa.select(actor.c.reading, actor.c.name, actor.c.no).where(actor.c.reading.in_(some))
        rows = at.execute(which).all()
        entities = of_actors(at, [row.no for row in rows], at_time)
        for row in rows:
            if row.no in entities:
                actors[row.reading].append((row.name, entities[row.no]))
    return {no: sorted(actors[read], key=lambda pair: (-len(pair[0]), pair)) for no, read in of.items()}


def _readings(at: sa.Connection, findings: Sequence[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for some in in_pieces(findings):
        found.update(at.execute(sa.select(finding.c.no, finding.c.reading).where(finding.c.no.in_(some))).all())
    return found


def changes(at: sa.Connection, ids: Sequence[str], at_time: str | None) -> dict[str, list[Judgement]]:
    """What was judged of the status of these commitments by then, oldest first, what was taken back among it."""
    found: defaultdict[str, list[Judgement]] = defaultdict(list)
    for one in judged.of_subjects(at, ids, (JudgementKind.STATUS,), at_time):
        found[one.judgement.subject].append(one.judgement)
    return found


def judged_ids(at: sa.Connection, at_time: str | None) -> dict[str, Judgement]:
    """For each commitment whose status somebody judged the judgement that held then."""
    made = judged.entries(at, judgement.c.kind == JudgementKind.STATUS, at_time)
    return {one.judgement.subject: one.judgement for one in made if one.judgement.undone is None}


def document_ids(at: sa.Connection, documents: Iterable[int]) -> dict[int, str]:
    """The ids of these documents, by their numbers."""
    found: dict[int, str] = {}
    for some in in_pieces(sorted(documents)):
        found.update(at.execute(sa.select(document.c.no, document.c.id).where(document.c.no.in_(some))).all())
    return found


def last_day(at: sa.Connection) -> str | None:
    """The day of the desk's latest stamp."""
    last = own_fact(at, "last")
    return None if last is None else last[:10]


def later(at: sa.Connection, day: str, at_time: str | None) -> Callable[[Sequence[int]], set[int]]:
    """Says which findings (by number) were published on a day or later, and have a reading that holds; for a time in
    the past also those whose reading does no more (``held_rows`` tells which of these did then).
    """
    every = blocks.columns(at)
    known = np.array([value is not None and value >= day for value in every.values["day"]], dtype=np.bool_)
    live = every.live if at_time is None else np.True_
    fitting = every.numbers[live & known[every.codes["day"]]]

    def fits(findings: Sequence[int]) -> set[int]:
        rows = 2 * np.array(findings, dtype=np.int64)
        if not len(fitting) or not len(rows):
            return set()
        places = np.minimum(np.searchsorted(fitting, rows), len(fitting) - 1)
        return set((rows[fitting[places] == rows] // 2).tolist())

    return fits


def held_rows(at: sa.Connection, numbers: Sequence[int], at_time: str | None) -> Columns:
    """Those of these rows whose reading held then, and that nobody had rejected."""
    out = set(rejected_rows(at, at_time))
    held: list[int] = []
    for some in in_pieces(sorted(set(numbers))):
        held += at.execute(
            sa.select(indexed.c.no).where(indexed.c.no.in_(some), held_then(indexed.c.since, indexed.c.until, at_time))
        ).scalars()
    return by_numbers(at, [no for no in held if no not in out])
