"""What ``indexed`` says of all rows, side by side, so that millions are counted in a moment.

Numbers go in blocks of ``SPAN``. A block holds, for each of its rows in the order of their numbers: the number,
whether its reading holds now, and the row's facts: those of few values as numbers that stand for values, which the
block lists at its begin, those that are numbers of other rows as they are. Blocks are kept in the table
``indexed_block``; a row that changes takes its block away (by triggers of the database), and ``keep_blocks`` makes what
is missing. Whoever counts reads missing ones from the rows, so nothing is counted wrong.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence, Sized
from dataclasses import dataclass
from typing import Any

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from .connecting import as_kept
from .tables import indexed, indexed_block

#: Numbers of a block. The triggers of step 0005 have it too.
SPAN = 8192
#: The facts whose values are text.
FACTS = ("kind", "type", "zone", "standing", "polarity", "source", "language", "day", "from", "to", "day_end")
#: The facts that are numbers of other rows; 0 is none.
NUMBERS = ("document", "who", "whom")
#: To look for a number among so many takes as long as to go through all of them.
_SEARCHED = 50
#: Begins the version of a block that is laid out so; one of another form is made again.
_FORM = "3-"
_ROWS = (indexed.c.no, indexed.c.until.is_(None).label("live"), *(indexed.c[name] for name in (*FACTS, *NUMBERS)))
Codes = NDArray[np.unsignedinteger[Any]]


@dataclass(frozen=True, slots=True)
class Columns:
    """Rows side by side: ``numbers`` (of ``indexed``) ascend; ``codes`` are places in the ``values`` of each of
    ``FACTS``, place 0 being that of what is not there (``None``); ``others`` are the ``NUMBERS``, 0 where there is
    none.
    """

    numbers: NDArray[np.int64]
    live: NDArray[np.bool_]
    codes: Mapping[str, Codes]
    values: Mapping[str, Sequence[str | None]]
    others: Mapping[str, NDArray[np.uint32]]

    def __len__(self) -> int:
        return len(self.numbers)

    def places(self, numbers: NDArray[np.int64]) -> NDArray[np.int64]:
        """Where rows of these numbers stand; what is not there is left out."""
        if not len(self.numbers):
            return np.zeros(0, dtype=np.int64)
        at = np.minimum(np.searchsorted(self.numbers, numbers), len(self.numbers) - 1)
        found: NDArray[np.int64] = at[self.numbers[at] == numbers]
        return found

    def among(self, numbers: NDArray[np.int64]) -> NDArray[np.bool_]:
        """For each row whether it has one of these numbers, which ascend."""
        if len(numbers) * _SEARCHED < len(self.numbers):
            found = np.zeros(len(self.numbers), np.bool_)
            found[self.places(numbers)] = True
            return found
        there = np.zeros(int(self.numbers[-1]) + 1 if len(self.numbers) else 0, np.bool_)
        there[numbers[: np.searchsorted(numbers, len(there))]] = True
        held: NDArray[np.bool_] = there[self.numbers]
        return held

    def at(self, places: NDArray[Any]) -> Columns:
        """Only the rows at these places (numbers of places, or a truth value for each), in their order."""
        return Columns(
            self.numbers[places],
            self.live[places],
            {name: codes[places] for name, codes in self.codes.items()},
            self.values,
            {name: numbers[places] for name, numbers in self.others.items()},
        )

    def code(self, name: str, value: str) -> int:
        """What stands for a value of a fact; a number that no row has if none has the value."""
        values = self.values[name]
        return values.index(value) if value in values else len(values)

    def has(self, name: str, value: str) -> NDArray[np.bool_]:
        """Which rows have this value of a fact."""
        found: NDArray[np.bool_] = self.codes[name] == self.code(name, value)
        return found

    def fact(self, name: str, place: int) -> str | None:
        """A row's value of one of ``FACTS``."""
        return self.values[name][int(self.codes[name][place])]

    def decoded(self, name: str) -> list[str | None]:
        """Each row's value of one of ``FACTS``."""
        values = self.values[name]
        return [values[code] for code in self.codes[name].tolist()]


def keep_blocks(at: sa.Connection) -> int:
    """Makes the blocks that are missing, in a transaction that writes; how many they were. What words are looked up by
    beside the index (``postings.py``) is made too, if it is worth it.
    """
    from . import postings

    postings.keep(at)
    wanted = missing(at)
    for block in wanted:
        packed = _packed(_block(at, block))
        version = _FORM + hashlib.sha256(packed).hexdigest()[:16]
        at.execute(sa.delete(indexed_block).where(indexed_block.c.block == block))
        at.execute(sa.insert(indexed_block).values(block=block, version=version, columns=packed))
    return len(wanted)


#: What was read last: of which database, the versions of its blocks, and all of them.
_READ: dict[str, tuple[tuple[tuple[int, str], ...], Columns]] = {}
_KEPT = indexed_block.c.version.startswith(_FORM)


def columns(at: sa.Connection) -> Columns:
    """All rows of the desk, side by side. Blocks are kept in memory as long as they are those of the database."""
    place = at.engine.url.render_as_string()
    which = sa.select(indexed_block.c.block, indexed_block.c.version).where(_KEPT).order_by(indexed_block.c.block)
    versions = tuple((row.block, row.version) for row in at.execute(which))
    whole = _last(at) + 1 == len(versions)
    kept = _READ.get(place)
    if whole and kept is not None and kept[0] == versions:
        return kept[1]
    read = _read(at)
    _READ.clear()  # one desk of millions is enough to keep
    if whole:
        _READ[place] = versions, read
    return read


def at_hand(at: sa.Connection) -> bool:
    """Whether rows of this desk were read before, so that they need not be unless some have changed since."""
    return at.engine.url.render_as_string() in _READ


#: The desks that were asked of in this process without their columns.
_ASKED: set[str] = set()


def worth_reading(at: sa.Connection) -> bool:
    """Whether who asks once more is quicker with columns: they are at hand, or this process asks not for the first
    time. To read them takes as long as a few questions do, so a command that asks one goes without.
    """
    place = at.engine.url.render_as_string()
    if place in _READ or place in _ASKED:
        return True
    _ASKED.add(place)
    return False


def of_rows(at: sa.Connection, which: sa.ColumnElement[bool]) -> Columns:
    """The rows of ``indexed`` for which this holds, side by side, by their numbers: read from the rows themselves."""
    return _columns_of(at.execute(sa.select(*_ROWS).where(which).order_by(indexed.c.no)).all())


def _read(at: sa.Connection) -> Columns:
    if at.dialect.name == "postgresql":
        known = dict(as_kept(at, "SELECT block, columns FROM indexed_block WHERE version LIKE %s", (_FORM + "%",)))
    else:
        known = dict(at.execute(sa.select(indexed_block.c.block, indexed_block.c.columns).where(_KEPT)).all())
    last = _last(at)
    return _joined([_unpacked(known[block]) if block in known else _block(at, block) for block in range(last + 1)])


def _last(at: sa.Connection) -> int:
    """The last block that has a row; -1 if there is none."""
    highest = at.execute(sa.select(sa.func.max(indexed.c.no))).scalar()
    return -1 if highest is None else int(highest) // SPAN


def missing(at: sa.Connection) -> list[int]:
    """The blocks that are to be made."""
    there = set(at.execute(sa.select(indexed_block.c.block).where(_KEPT)).scalars())
    return [block for block in range(_last(at) + 1) if block not in there]


def are_all_kept(at: sa.Connection) -> bool:
    """Whether none is to be made."""
    last = _last(at)
    kept = sa.select(sa.func.count()).select_from(indexed_block).where(_KEPT, indexed_block.c.block <= last)
    return at.execute(kept).scalar_one() == last + 1


def _block(at: sa.Connection, block: int) -> Columns:
    return of_rows(at, (indexed.c.no >= block * SPAN) & (indexed.c.no < (block + 1) * SPAN))


def _columns_of(rows: Sequence[sa.Row[Any]]) -> Columns:
    codes, values = {}, {}
    across = list(zip(*rows, strict=True)) or [()] * len(_ROWS)
    for name, told in zip(FACTS, across[2:], strict=False):
        known: dict[str | None, int] = {None: 0}
        codes[name] = _narrow(np.array([known.setdefault(value, len(known)) for value in told], dtype=np.uint32), known)
        values[name] = list(known)
    others = {
        name: np.array([number or 0 for number in told], dtype=np.uint32)
        for name, told in zip(NUMBERS, across[2 + len(FACTS) :], strict=True)
    }
    return Columns(
        np.array(across[0], dtype=np.int64), np.array(across[1], dtype=np.int64).astype(np.bool_), codes, values, others
    )


def _narrow(codes: NDArray[np.uint32], values: Sized) -> Codes:
    """Codes in as few bytes as hold them."""
    return codes.astype(np.uint8 if len(values) <= 256 else np.uint16 if len(values) <= 65536 else np.uint32)


def _packed(block: Columns) -> bytes:
    """A block as bytes, little-endian: what its codes stand for, numbers less the first, truth values, the facts."""
    first = int(block.numbers[0]) if len(block) else 0
    head = json.dumps({"rows": len(block), "first": first, "values": block.values}, ensure_ascii=False).encode()
    body = [(block.numbers - first).astype("<u2").tobytes(), block.live.astype("<u1").tobytes()]
    body += [block.codes[name].astype("<u2").tobytes() for name in FACTS]
    body += [block.others[name].astype("<u4").tobytes() for name in NUMBERS]
    return b"".join([len(head).to_bytes(4, "little"), head, *body])


def _unpacked(data: bytes) -> Columns:
    size = int.from_bytes(data[:4], "little")
    head, body = json.loads(data[4 : 4 + size]), data[4 + size :]
    rows, at = int(head["rows"]), 0

    def next_(type_: str) -> NDArray[Any]:
        nonlocal at
        read: NDArray[Any] = np.frombuffer(body, type_, rows, at)
        at += read.nbytes
        return read

    numbers, live = next_("<u2").astype(np.int64) + int(head["first"]), next_("<u1").astype(np.bool_)
    codes: dict[str, Codes] = {name: next_("<u2") for name in FACTS}
    return Columns(numbers, live, codes, head["values"], {name: next_("<u4") for name in NUMBERS})


def _joined(parts: Sequence[Columns]) -> Columns:
    """Blocks one after another, with one list of values for all."""
    parts = parts or [_columns_of(())]
    codes, values = {}, {}
    for name in FACTS:
        known: dict[str | None, int] = {None: 0}
        told = [
            np.array([known.setdefault(value, len(known)) for value in part.values[name]], dtype=np.uint32)[
                part.codes[name]
            ]
            for part in parts
        ]
        codes[name], values[name] = _narrow(np.concatenate(told), known), list(known)
    return Columns(
        np.concatenate([part.numbers for part in parts]),
        np.concatenate([part.live for part in parts]),
        codes,
        values,
        {name: np.concatenate([part.others[name] for part in parts]) for name in NUMBERS},
    )
