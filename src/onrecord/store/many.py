"""Very many rows of the index side by side: what a profile, a ledger, a trend or a network counts.

Rows are chosen by marks (``indexing.py``) and given as ``Columns`` (``blocks.py``): facts of all of them, and no words.
What is shown of them in the end is looked up by its number (``profile_details.py``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from . import blocks
from .asking import held_then, one_of
from .blocks import Columns
from .expression import EVERY, Expression, Mark, either
from .lookup import rejected_rows
from .postings import Postings
from .stood import Stood
from .tables import document, indexed, told

#: As many numbers are asked for by themselves; for more the whole table is read.
_FEW = 1000
#: As many rows are read sooner than all columns are.
_IN_ROWS = 3000
#: The marks of kinds.
_KINDS: Mapping[Expression, str] = {
    Mark(f"k_{kind}"): kind for kind in ("statement", "event", "tie", "commitment", "document")
}


def marked(
    at: sa.Connection,
    asked: Expression,
    at_time: str | None = None,
    stood: Stood | None = None,
    *,
    rejected: bool = False,
) -> Columns:
    """All rows that marks find, by the readings that held then, in the order of their numbers.

    ``stood`` is ``Stood.at(at, at_time)``, if it is there already. What somebody rejected is left out unless
    ``rejected``. A finding has number ``2 * no``, a document ``2 * no + 1``.
    """
    found = _now(at, asked) if at_time is None else _then(at, asked, at_time, stood or Stood.at(at, at_time))
    if rejected or not (out := rejected_rows(at, at_time)):
        return found
    return found.at(~np.isin(found.numbers, np.array(out)))


def sides(kind: str, bases: Sequence[int]) -> Expression:
    """The mark that any of these base entities takes part in some way: ``by``, ``at``, ``any``, or a role."""
    return either([Mark(f"{kind}_{number}") for number in bases])


@dataclass(frozen=True, slots=True)
class Pairs:
    """Numbers (ascending) that have another number each: a document's family, a statement's utterance."""

    numbers: NDArray[np.int64]
    others: NDArray[np.int64]

    def of(self, numbers: NDArray[Any]) -> NDArray[np.int64]:
        """The other number of each of these; -1 where it has none."""
        if not len(self.numbers):
            return np.full(len(numbers), -1, dtype=np.int64)
        at = np.minimum(np.searchsorted(self.numbers, numbers), len(self.numbers) - 1)
        return np.where(self.numbers[at] == numbers, self.others[at], -1)


def pairs(
    at: sa.Connection,
    number: sa.Column[int],
    other: sa.Column[int] | sa.Column[int | None],
    numbers: NDArray[Any] | None = None,
) -> Pairs:
    """The numbers of a table that have another number there; of ``numbers``, if they are given, at least."""
    which = sa.select(number, other).where(other.is_not(None))
    if numbers is None or len(numbers) > _FEW:
        packed = _at_once(at, which)
    else:
        rows = [row for fit in one_of(at, number, numbers.tolist()) for row in at.execute(which.where(fit))]
        packed = np.array([tuple(row) for row in rows], dtype=np.int64).reshape(-1, 2)
    packed = packed[np.argsort(packed[:, 0])]
    return Pairs(packed[:, 0].copy(), packed[:, 1].copy())


def _at_once(at: sa.Connection, which: sa.Select[int, int | None]) -> NDArray[np.int64]:
    """A query's two columns of numbers, as rows of two in no order: put together as ``lookup.at_once`` does."""
    of_which = which.subquery()
    one, two = of_which.c
    if at.dialect.name == "postgresql":
        both = sa.func.int8send(one).concat(sa.func.int8send(two))
        packed = at.execute(sa.select(sa.func.string_agg(both, sa.literal(b"")))).scalar()
        return np.frombuffer(packed or b"", dtype=">i8").astype(np.int64).reshape(-1, 2)
    listed = at.execute(sa.select(sa.func.group_concat(sa.cast(one, sa.Text) + "," + sa.cast(two, sa.Text)))).scalar()
    return np.fromstring(listed or "", dtype=np.int64, sep=",").reshape(-1, 2)


def families(at: sa.Connection) -> dict[int, int]:
    """For each document (by number) that shares its text with others the number of the first with that text."""
    found = pairs(at, document.c.no, document.c.family)
    return dict(zip(found.numbers.tolist(), found.others.tolist(), strict=True))


def utterances(at: sa.Connection) -> dict[int, int]:
    """For each statement (by its number as a finding) that others report too the number of its utterance."""
    found = pairs(at, told.c.statement, told.c.utterance)
    return dict(zip(found.numbers.tolist(), found.others.tolist(), strict=True))


def ids(at: sa.Connection, numbers: Sequence[int]) -> dict[int, str]:
    """The citable ids of rows, by their numbers."""
    found: dict[int, str] = {}
    for fit in one_of(at, indexed.c.no, numbers):
        found.update({row.no: row.id for row in at.execute(sa.select(indexed.c.no, indexed.c.id).where(fit))})
    return found


def _numbers(at: sa.Connection, asked: Expression, stood: Stood) -> sa.Select[tuple[int]]:
    found = stood.numbers(at, asked).subquery("found")
    return sa.select(found.c.no)


def _now(at: sa.Connection, asked: Expression) -> Columns:
    if asked == EVERY:
        every = blocks.columns(at)
        return every.at(every.live)
    kind = _KINDS.get(asked)
    if kind is not None and blocks.are_all_kept(at):
        # A kind is a column: all rows of it are there sooner than they are looked up.
        every = blocks.columns(at)
        return every.at(np.flatnonzero(every.live & every.has("kind", kind)))
    numbers = Postings.find(at, asked)
    # Reading all columns is worth it for many, and done if it was before; without all blocks it takes longest of all.
    if (len(numbers) <= _IN_ROWS and not blocks.at_hand(at)) or not blocks.are_all_kept(at):
        return blocks.of_rows(at, indexed.c.until.is_(None) & indexed.c.no.in_(_numbers(at, asked, Stood())))
    every = blocks.columns(at)
    found = every.at(every.places(numbers))
    return found.at(found.live)


def _then(at: sa.Connection, asked: Expression, at_time: str, stood: Stood) -> Columns:
    held = held_then(indexed.c.since, indexed.c.until, at_time)
    which = held if asked == EVERY else held & indexed.c.no.in_(_numbers(at, asked, stood))
    found = blocks.of_rows(at, which)
    if stood.rows:
        who, whom = found.others["who"].copy(), found.others["whom"].copy()
        for place, number in enumerate(found.numbers.tolist()):
            if (then := stood.rows.get(number)) is not None:
                who[place], whom[place] = then.who or 0, then.whom or 0
        found = Columns(
            found.numbers, found.live, found.codes, found.values, {**found.others, "who": who, "whom": whom}
        )
    return found
