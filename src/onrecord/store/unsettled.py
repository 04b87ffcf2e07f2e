"""How far the desk is settled: which readings actors were linked, utterances grouped and words indexed of, and which
not yet.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from ..errors import StoreError
from ..record import Record, from_wire
from .asking import in_pieces
from .own_facts import keep_own_fact, own_fact
from .rows import unpack
from .tables import document, document_text, finding, reading
from .tables import unsettled as again

_SETTLED = "settled"
#: So many records are kept unpacked, of texts of so many characters at most.
_KEPT, _LONGEST_KEPT = 256, 50_000


def settled(at: sa.Connection) -> int:
    """The number of the last reading that everything here was made of; 0 if none."""
    return int(own_fact(at, _SETTLED) or 0)


def settled_whole(at: sa.Connection) -> int:
    """The number of the last reading before which everything was made of each, as it is now; 0 if none."""
    first = at.execute(sa.select(sa.func.min(again.c.reading))).scalar()
    return settled(at) if first is None else min(settled(at), int(first) - 1)


def set_settled(at: sa.Connection, reading: int) -> None:
    """Keeps it; a number that is not past the one that is kept changes nothing."""
    if reading > settled(at):
        keep_own_fact(at, _SETTLED, str(reading))


def unsettled(at: sa.Connection, most: int) -> list[tuple[int, int]]:
    """The next readings that nothing was made of yet, each's number and its document's: first those whose document was
    changed after it had been settled, then what was filed since, oldest first.
    """
    columns = sa.select(reading.c.no, reading.c.document).order_by(reading.c.no)
    # Rows of readings are large: those that are to be settled again are named first, and only they are looked at.
    changed = at.execute(sa.select(again.c.reading).order_by(again.c.reading).limit(most)).scalars().all()
    found: dict[int, int] = {}
    for some in in_pieces(changed):
        found.update((row.no, row.document) for row in at.execute(columns.where(reading.c.no.in_(some))))
    if len(found) < most:
        since = columns.where(reading.c.no > settled(at)).limit(most - len(found))
        found.update((row.no, row.document) for row in at.execute(since))
    return list(found.items())


def left(at: sa.Connection) -> int:
    """How many readings nothing was made of yet."""
    # Numbers are given out without gaps; the rows themselves are large, and would all be looked at.
    last = at.execute(sa.select(sa.func.coalesce(sa.func.max(reading.c.no), 0))).scalar_one()
    return max(0, int(last) - settled(at)) + int(at.execute(sa.select(sa.func.count()).select_from(again)).scalar_one())


def done(at: sa.Connection, readings: Sequence[int]) -> None:
    """Notes that everything was made of these readings, which ``unsettled`` gave."""
    for some in in_pieces(readings):
        at.execute(sa.delete(again).where(again.c.reading.in_(some)))
    set_settled(at, max(readings, default=0))


def settle_again(at: sa.Connection, document: int, why: str) -> None:
    """Notes that all that was made of a document's readings is to be made once more."""
    there = sa.exists().where(again.c.reading == reading.c.no)
    of_document = sa.select(reading.c.no).where(reading.c.document == document, reading.c.no <= settled(at), ~there)
    rows = [{"reading": no, "why": why} for no in at.execute(of_document).scalars()]
    if rows:
        at.execute(sa.insert(again), rows)


def records_of(at: sa.Connection, readings: Sequence[int]) -> dict[int, Record | StoreError]:
    """The records of these readings, as they were read; for one that is damaged the error that says so."""
    return {row.no: _unpacked(row) for row in _rows(at, readings)}


def states_of(at: sa.Connection, readings: Sequence[int]) -> dict[int, str]:
    """What these readings and their words are: other characters after anything of them was changed."""
    found = {}
    for row in _rows(at, readings):
        said = hashlib.sha256(f"{row.replaced}\n{row.text}\n".encode("utf-8", "surrogatepass"))
        said.update(row.record)
        found[row.no] = said.hexdigest()
    return found


def holding_of(at: sa.Connection, readings: Sequence[int]) -> set[int]:
    """Those of these readings that no other has replaced."""
    found: set[int] = set()
    for some in in_pieces(readings):
        holding = sa.select(reading.c.no).where(reading.c.no.in_(some), reading.c.replaced.is_(None))
        found.update(at.execute(holding).scalars())
    return found


def statements_of(at: sa.Connection, readings: Sequence[int]) -> dict[int, dict[str, int]]:
    """The numbers of the statements of these readings, by their ids in the record."""
    found: dict[int, dict[str, int]] = {no: {} for no in readings}
    columns = sa.select(finding.c.reading, finding.c.local, finding.c.no).where(finding.c.kind == "statement")
    for some in in_pieces(readings):
        for of_reading, local, no in at.execute(columns.where(finding.c.reading.in_(some))):
            found[of_reading][local] = no
    return found


def located(at: sa.Connection, statements: Sequence[int]) -> list[tuple[int, int, str]]:
    """Of each of these statements its number, that of the reading it stands in, and its id in the record."""
    columns = sa.select(finding.c.no, finding.c.reading, finding.c.local)
    found = [row for some in in_pieces(statements) for row in at.execute(columns.where(finding.c.no.in_(some)))]
    return [(row.no, row.reading, row.local) for row in found]


def _rows(at: sa.Connection, readings: Sequence[int]) -> list[sa.Row[Any]]:
    columns = sa.select(reading.c.no, reading.c.record, reading.c.replaced, document.c.id, document_text.c.text)
    joined = reading.join(document, document.c.no == reading.c.document)
    joined = joined.outerjoin(document_text, document_text.c.document == reading.c.document)
    rows: list[sa.Row[Any]] = []
    for some in in_pieces(readings):
        rows += at.execute(columns.select_from(joined).where(reading.c.no.in_(some)).order_by(reading.c.no))
    return rows


@lru_cache(maxsize=_KEPT)
def _whole(packed: bytes, text: str) -> Record:
    """A record of its two parts. A report is compared with many that come after it, so the last ones are kept."""
    return from_wire(unpack(packed, text))


def _unpacked(row: sa.Row[Any]) -> Record | StoreError:
    try:
        if row.text is None:
            raise ValueError("its words are missing")
        if len(row.text) > _LONGEST_KEPT:
            return from_wire(unpack(row.record, row.text))
        return _whole(row.record, row.text)
    except (StoreError, ValueError, KeyError, TypeError) as reason:
        return StoreError(f"a reading is damaged ({reason})", row.id, "run onrecord desk verify")
