"""Very many rows of the index side by side: what a profile, a ledger, a trend or a network counts.

Rows are chosen by marks (``indexing.py``) and given as ``Columns`` (``blocks.py``): facts of all of them, and no words.
What is shown of them in the end is looked up by its number (``profile_details.py``).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import sqlalchemy as sa

from . import blocks
from .asking import in_pieces
from .blocks import Columns
from .expression import EVERY, Expression, Mark, either
from .lookup import at_once, rejected_rows
from .stood import Stood
from .tables import document, indexed, told


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
    if at_time is None:
        every = blocks.columns(at)
        if asked == EVERY:
            found = every.at(every.live)
        else:
            found = every.at(every.places(at_once(at, _numbers(at, asked, Stood()))))
            found = found.at(found.live)
    else:
        found = _then(at, asked, at_time, stood or Stood.at(at, at_time))
    if rejected or not (out := rejected_rows(at, at_time)):
        return found
    return found.at(~np.isin(found.numbers, np.array(out)))


def sides(kind: str, bases: Sequence[int]) -> Expression:
    """The mark that any of these base entities takes part in some way: ``by``, ``at``, ``any``, or a role."""
    return either([Mark(f"{kind}_{number}") for number in bases])


def families(at: sa.Connection) -> dict[int, int]:
    """For each document (by number) that shares its text with others the number of the first with that text."""
    which = sa.select(document.c.no, document.c.family).where(document.c.family.is_not(None))
    return {row.no: row.family for row in at.execute(which)}


def utterances(at: sa.Connection) -> dict[int, int]:
    """For each statement (by its number as a finding) that others report too the number of its utterance."""
    return {row.statement: row.utterance for row in at.execute(sa.select(told.c.statement, told.c.utterance))}


def ids(at: sa.Connection, numbers: Sequence[int]) -> dict[int, str]:
    """The citable ids of rows, by their numbers."""
    found: dict[int, str] = {}
    for some in in_pieces(numbers):
        found.update(
            {row.no: row.id for row in at.execute(sa.select(indexed.c.no, indexed.c.id).where(indexed.c.no.in_(some)))}
        )
    return found


def _numbers(at: sa.Connection, asked: Expression, stood: Stood) -> sa.Select[tuple[int]]:
    found = stood.numbers(at, asked).subquery("found")
    return sa.select(found.c.no)


def _then(at: sa.Connection, asked: Expression, at_time: str, stood: Stood) -> Columns:
    held = (indexed.c.since <= at_time) & (indexed.c.until.is_(None) | (indexed.c.until > at_time))
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
