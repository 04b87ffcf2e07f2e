"""What ``indexed`` says of all rows, side by side, so that millions are counted in a moment.

Numbers go in blocks of ``SPAN``. A block holds, for each of its rows in the order of their numbers: the number, whether
its reading holds now, and the row's facts as numbers that stand for values, which the block lists at its begin. Blocks
are kept in the table ``indexed_block``; a row that changes takes its block away (by triggers of the database), and
``keep_blocks`` makes what is missing. Whoever counts reads missing ones from the rows, so nothing is counted wrong.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from .tables import indexed, indexed_block

#: Numbers of a block. The triggers of step 0005 have it too.
SPAN = 8192
#: The facts that are counted: their values are text, or numbers of entities.
FACTS = ("kind", "type", "zone", "standing", "source", "language", "month", "who")
_ROWS = (
    indexed.c.no,
    indexed.c.until.is_(None).label("live"),
    *(indexed.c[name] for name in FACTS if name not in ("month",)),
    sa.func.substr(indexed.c.day, 1, 7).label("month"),
)
Codes = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Columns:
    """All rows, side by side: ``numbers`` ascend; ``codes`` are places in the ``values`` of each fact."""

    numbers: NDArray[np.int64]
    live: NDArray[np.bool_]
    codes: Mapping[str, Codes]
    values: Mapping[str, Sequence[Any]]

    def places(self, numbers: NDArray[np.int64]) -> NDArray[np.int64]:
        """Where rows of these numbers stand; what is not there is left out."""
        if not len(self.numbers):
            return np.zeros(0, dtype=np.int64)
        at = np.minimum(np.searchsorted(self.numbers, numbers), len(self.numbers) - 1)
        found: NDArray[np.int64] = at[self.numbers[at] == numbers]
        return found


def keep_blocks(at: sa.Connection) -> int:
    """Makes the blocks that are missing, in a transaction that writes; how many they were."""
    wanted = missing(at)
    for block in wanted:
        packed = _packed(_of_rows(at, block))
        version = hashlib.sha256(packed).hexdigest()[:16]
        at.execute(sa.insert(indexed_block).values(block=block, version=version, columns=packed))
    return len(wanted)


#: What was read last: of which database, the versions of its blocks, and all of them.
_READ: dict[str, tuple[tuple[tuple[int, str], ...], Columns]] = {}


def columns(at: sa.Connection) -> Columns:
    """All rows of the desk, side by side. Blocks are kept in memory as long as they are those of the database."""
    place = at.engine.url.render_as_string()
    which = sa.select(indexed_block.c.block, indexed_block.c.version).order_by(indexed_block.c.block)
    versions = tuple((row.block, row.version) for row in at.execute(which))
    whole = _last(at) + 1 == len(versions)
    if not (whole and place in _READ and _READ[place][0] == versions):
        read = _read(at)
        _READ.clear()  # one desk of millions is enough to keep
        if not whole:
            return read
        _READ[place] = versions, read
    return _READ[place][1]


def _read(at: sa.Connection) -> Columns:
    kept = {row.block: row.columns for row in at.execute(sa.select(indexed_block.c.block, indexed_block.c.columns))}
    last = _last(at)
    parts = [_unpacked(kept[block]) if block in kept else _of_rows(at, block) for block in range(last + 1)]
    return _joined(parts)


def _last(at: sa.Connection) -> int:
    """The last block that has a row; -1 if there is none."""
    highest = at.execute(sa.select(sa.func.max(indexed.c.no))).scalar()
    return -1 if highest is None else int(highest) // SPAN


def missing(at: sa.Connection) -> list[int]:
    """The blocks that are to be made."""
    there = set(at.execute(sa.select(indexed_block.c.block)).scalars())
    return [block for block in range(_last(at) + 1) if block not in there]


@dataclass(frozen=True, slots=True)
class _Block:
    """The rows of one block; codes are its own."""

    numbers: NDArray[np.int64]
    live: NDArray[np.bool_]
    codes: Mapping[str, Codes]
    values: Mapping[str, Sequence[Any]]


def _of_rows(at: sa.Connection, block: int) -> _Block:
    which = sa.select(*_ROWS).where(indexed.c.no >= block * SPAN, indexed.c.no < (block + 1) * SPAN)
    rows = at.execute(which.order_by(indexed.c.no)).all()
    codes, values = {}, {}
    for name in FACTS:
        # Code 0 is for what is not there.
        known: dict[Any, int] = {None: 0}
        told = [known.setdefault(getattr(row, name), len(known)) for row in rows]
        codes[name], values[name] = np.array(told, dtype=np.int32), list(known)
    numbers = np.array([row.no for row in rows], dtype=np.int64)
    return _Block(numbers, np.array([bool(row.live) for row in rows], dtype=np.bool_), codes, values)


def _packed(block: _Block) -> bytes:
    """A block as bytes, little-endian: what its codes stand for, numbers less the first, truth values, codes."""
    first = int(block.numbers[0]) if len(block.numbers) else 0
    head = json.dumps({"rows": len(block.numbers), "first": first, "values": block.values}, ensure_ascii=False).encode()
    body = [(block.numbers - first).astype("<u2").tobytes(), block.live.astype("<u1").tobytes()]
    body += [block.codes[name].astype("<u2").tobytes() for name in FACTS]
    return b"".join([len(head).to_bytes(4, "little"), head, *body])


def _unpacked(data: bytes) -> _Block:
    size = int.from_bytes(data[:4], "little")
    head, body = json.loads(data[4 : 4 + size]), data[4 + size :]
    rows = int(head["rows"])
    numbers = np.frombuffer(body, "<u2", rows).astype(np.int64) + int(head["first"])
    live = np.frombuffer(body, "<u1", rows, 2 * rows).astype(np.bool_)
    codes = {
        name: np.frombuffer(body, "<u2", rows, 3 * rows + 2 * rows * nth).astype(np.int32)
        for nth, name in enumerate(FACTS)
    }
    return _Block(numbers, live, codes, head["values"])


def _joined(parts: Sequence[_Block]) -> Columns:
    """Blocks one after another, with one list of values for all."""
    if not parts:
        none = np.zeros(0, dtype=np.int32)
        empty: dict[str, Codes] = dict.fromkeys(FACTS, none)
        return Columns(none.astype(np.int64), none.astype(np.bool_), empty, {name: [None] for name in FACTS})
    codes, values = {}, {}
    for name in FACTS:
        known: dict[Any, int] = {None: 0}
        told = [
            np.array([known.setdefault(value, len(known)) for value in part.values[name]], dtype=np.int32)[
                part.codes[name]
            ]
            for part in parts
        ]
        codes[name], values[name] = np.concatenate(told), list(known)
    numbers = np.concatenate([part.numbers for part in parts])
    return Columns(numbers, np.concatenate([part.live for part in parts]), codes, values)
