"""What was made of the readings proved: the index against the findings, links, utterances, vectors, how far it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from ..errors import StoreError
from ..record import Record
from . import index_search, tables
from .asking import in_pieces
from .indexing import as_made, last_settled
from .opening import Store
from .problem import Found, Problem, Progress, Wrong
from .tables import document, entity, finding, indexed, indexed_words, reading, told, vector
from .unsettled import records_of, settled

#: How many readings one transaction proves.
AT_ONCE = 100
_AGAIN = "restore a backup, or report this"


def prove_index(store: Store) -> Found:
    """Whether the index finds what its words say."""
    try:
        for said in index_search.check(store):
            yield Problem(Wrong.SEARCH, store.place, said, "onrecord desk compact makes it anew")
    except StoreError as reason:
        yield Problem(Wrong.SEARCH, store.place, f"the index could not be checked ({reason.what})", "try again")


def prove_made(store: Store, checked: Counter[str], progress: Progress) -> Found:
    """Whether what is searched is what the readings say, and all that was made of them belongs to something."""
    with store.reading() as at:
        last = at.execute(sa.select(sa.func.coalesce(sa.func.max(reading.c.no), 0))).scalar_one()
        reached = settled(at)
        if reached > last:
            what = f"the desk is settled up to reading {reached}, and its last one is {last}"
            yield Problem(Wrong.ROW, "settled", what, _AGAIN)
        yield from _belongs(at)
        yield from _too_soon(at, reached)
    after = 0
    while True:
        with store.reading() as at:
            rows = _next(at, after, reached)
            yield from _prove(at, rows, checked)
        if not rows:
            return
        after = rows[-1].no
        progress("readings searched", min(after, reached), reached)


def _belongs(at: sa.Connection) -> Found:
    of_kind = (
        (told.c.statement, "told"),
        (told.c.other, "told"),
        (told.c.utterance, "told"),
        (vector.c.finding, "vector"),
    )
    for column, table in of_kind:
        other = sa.select(column).join(finding, finding.c.no == column).where(finding.c.kind != "statement")
        for (no,) in at.execute(other):
            yield Problem(Wrong.ROW, f"{table} {no}", f"a row of {table} is of a finding that is no statement", _AGAIN)
    root = entity.alias()
    joined = sa.select(entity.c.id).join(root, root.c.no == entity.c.into).where(root.c.into.is_not(None))
    for (id_,) in at.execute(joined):
        yield Problem(Wrong.ROW, id_, "this actor is another one, which is yet another one", _AGAIN)
    lost = sa.select(indexed.c.id).where(~sa.exists().where(indexed_words.c.no == indexed.c.no))
    for (id_,) in at.execute(lost):
        yield Problem(Wrong.SEARCH, id_, "the words that this is searched by are not there", _AGAIN)


def _too_soon(at: sa.Connection, reached: int) -> Found:
    """Rows of readings that are still to be settled, or to be settled once more."""
    again = sa.exists().where(tables.unsettled.c.reading == indexed.c.reading)
    for (id_,) in at.execute(sa.select(indexed.c.id).where((indexed.c.reading > reached) | again)):
        yield Problem(Wrong.SEARCH, id_, "this is searched, and its reading is not settled", _AGAIN)


def _next(at: sa.Connection, after: int, reached: int) -> list[sa.Row[Any]]:
    """The next readings that were settled, but for those that are to be settled once more."""
    again = sa.exists().where(tables.unsettled.c.reading == reading.c.no)
    asked = sa.select(reading.c.no, reading.c.document, document.c.id)
    asked = asked.join(document, document.c.no == reading.c.document)
    which = reading.c.no > after, reading.c.no <= reached, ~again
    return list(at.execute(asked.where(*which).order_by(reading.c.no).limit(AT_ONCE)))


def _prove(at: sa.Connection, rows: Sequence[sa.Row[Any]], checked: Counter[str]) -> Found:
    """What is searched of some readings against what would be made of them now. Damaged ones are told elsewhere."""
    found = records_of(at, [row.no for row in rows])
    records = {no: record for no, record in found.items() if isinstance(record, Record)}
    made = as_made(at, records)
    there = dict(_there(at, [row.no for row in rows if row.no in records]))
    last = set(last_settled(at, sorted({row.document for row in rows})).values())
    expected = {
        row["no"]: ({name: row[name] for name in _FACTS}, words)
        for row, words in zip(made.indexed, made.words, strict=True)
    }
    checked["searched"] += len(there)
    for no in sorted(expected.keys() - there.keys()):
        yield Problem(Wrong.SEARCH, made_id(made.indexed, no), "this is not found by its words", _AGAIN)
    for no in sorted(there.keys() - expected.keys()):
        yield Problem(Wrong.SEARCH, there[no][0]["id"], "this is searched, and no reading has it", _AGAIN)
    for no in sorted(there.keys() & expected.keys()):
        facts = there[no][0]
        if facts["reading"] in last and facts["until"] is None:
            expected[no][0]["until"] = None  # what replaced it is not settled yet
        if there[no] != expected[no]:
            yield Problem(Wrong.SEARCH, there[no][0]["id"], "this is searched by other words than it has", _AGAIN)


def made_id(rows: Sequence[dict[str, Any]], no: int) -> str:
    """The citable id of a row."""
    return next(str(row["id"]) for row in rows if row["no"] == no)


_FACTS = [column.name for column in indexed.c]


def _there(at: sa.Connection, readings: Sequence[int]) -> Iterator[tuple[int, tuple[dict[str, Any], dict[str, Any]]]]:
    for some in in_pieces(readings):
        of_some = indexed.c.reading.in_(some)
        facts = {row["no"]: dict(row) for row in at.execute(sa.select(indexed).where(of_some)).mappings()}
        asked = sa.select(indexed_words).join(indexed, indexed.c.no == indexed_words.c.no).where(of_some)
        for row in at.execute(asked).mappings():
            yield row["no"], (facts[row["no"]], dict(row))
