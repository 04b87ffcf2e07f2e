"""The words proved: every text against its hash and its holes, every finding against the words it is cut from."""

from __future__ import annotations

from collections import Counter
from typing import Any

import sqlalchemy as sa

from ..errors import StoreError
from ..record import Record, from_wire, hull
from ..record.wire_pieces import pairs_in
from .holes import BLOCK
from .ids import identified, text_sha256
from .opening import Store
from .problem import Found, Problem, Progress, Wrong
from .rows import unpack
from .tables import document, document_text, finding, hole, reading

#: How many documents one transaction proves.
AT_ONCE = 100
_AGAIN = "restore a backup, or read the document again: onrecord desk reread"
_BACKUP = "restore a backup"


def prove_words(store: Store, checked: Counter[str], progress: Progress) -> Found:
    """Every document with all its readings, those that were replaced too."""
    after, done = 0, 0
    with store.reading() as at:
        total = at.execute(sa.select(sa.func.count()).select_from(document)).scalar_one()
    while True:
        with store.reading() as at:
            asked = sa.select(document).where(document.c.no > after).order_by(document.c.no).limit(AT_ONCE)
            rows = at.execute(asked).all()
            for row in rows:
                yield from _prove(at, row, checked)
        if not rows:
            return
        after, done = rows[-1].no, done + len(rows)
        progress("documents", done, max(done, total))


def _prove(at: sa.Connection, row: sa.Row[Any], checked: Counter[str]) -> Found:
    checked["documents"] += 1
    words = at.execute(sa.select(document_text).where(document_text.c.document == row.no)).first()
    if words is None:
        yield Problem(Wrong.TEXT, row.id, "the text of this document is not there", _BACKUP)
        return
    holes = at.execute(sa.select(hole.c.begin, hole.c.end).where(hole.c.document == row.no)).all()
    yield from _prove_text(row, words, [(begin, end) for begin, end in holes])
    readings = at.execute(sa.select(reading).where(reading.c.document == row.no).order_by(reading.c.no)).all()
    current = sum(one.replaced is None for one in readings)
    if current != 1:
        what = f"this document has {current} readings that hold, where one should"
        yield Problem(Wrong.ROW, row.id, what, _AGAIN)
    for one in readings:
        checked["readings"] += 1
        yield from _prove_reading(at, row.id, words.text, one, checked)


def _prove_text(row: sa.Row[Any], words: sa.Row[Any], holes: list[tuple[int, int]]) -> Found:
    text = words.text
    for begin, end in holes:
        if not 0 <= begin < end <= len(text) or text[begin:end].strip(BLOCK):
            yield Problem(Wrong.HOLE, row.id, f"there are words in the hole at [{begin}, {end})", "redact it again")
    if (0, len(text)) in holes:
        return  # given up by a rule of retention: the hash is that of the words that stood here
    if text_sha256(text) != row.text_sha256:
        yield Problem(Wrong.TEXT, row.id, "the text of this document was altered", _BACKUP)
    elif not holes and row.id != "d:" + text_sha256(f"{row.sha256}\n{text}")[:16]:
        yield Problem(Wrong.TEXT, row.id, "the id of this document is not that of its text and bytes", _BACKUP)
    if words.title != row.title:
        yield Problem(Wrong.ROW, row.id, "the title that is searched is not the document's", "give the title again")


def _prove_reading(at: sa.Connection, id_: str, text: str, row: sa.Row[Any], checked: Counter[str]) -> Found:
    try:
        wire = unpack(row.record, text)
        record = from_wire(wire)
    except (StoreError, ValueError, KeyError, TypeError) as reason:
        what = f"the record of this document cannot be read (reading {row.no}: {reason})"
        yield Problem(Wrong.RECORD, id_, what, _AGAIN)
        return
    if record.document.id != id_:
        yield Problem(Wrong.RECORD, id_, f"reading {row.no} is of another document, {record.document.id}", _AGAIN)
        return
    beyond = next((pair for pair in pairs_in(wire) if not 0 <= pair[0] < pair[1] <= len(text)), None)
    if beyond is not None:
        what = f"words at [{beyond[0]}, {beyond[1]}) are told of, beyond the text (reading {row.no})"
        yield Problem(Wrong.RECORD, id_, what, _AGAIN)
        return
    yield from _prove_findings(at, id_, row, record, checked)


def _prove_findings(at: sa.Connection, id_: str, row: sa.Row[Any], record: Record, checked: Counter[str]) -> Found:
    """The ids made again from the words' places: those of the rows, no more and no fewer."""
    expected = {}
    for one in identified(record):
        whole = hull(one.spans)
        expected[one.id] = (one.kind, one.found.id, whole.start, whole.end)
    columns = (finding.c.id, finding.c.kind, finding.c.local, finding.c.begin, finding.c.end, finding.c.document)
    rows = at.execute(sa.select(*columns).where(finding.c.reading == row.no)).all()
    checked["findings"] += len(rows)
    checked["quotes"] += len(record.statements)
    found = {one.id: (one.kind, one.local, one.begin, one.end) for one in rows}
    if len(found) != len(rows):
        yield Problem(Wrong.FINDING, id_, f"a finding of reading {row.no} is filed twice", _AGAIN)
    for one_id in sorted(expected.keys() | found.keys()):
        if expected.get(one_id) != found.get(one_id):
            said = "is not filed" if one_id not in found else "has other words than those it is cited by"
            yield Problem(Wrong.FINDING, one_id, f"a finding of {id_}, reading {row.no}, {said}", _AGAIN)
    if any(one.document != row.document for one in rows):
        yield Problem(Wrong.FINDING, id_, f"a finding of reading {row.no} is filed under another document", _AGAIN)
