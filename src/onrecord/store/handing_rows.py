"""What of a desk is handed out: which documents, which of their findings, and who their actors are on the desk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from ..record import Entity
from . import entities
from .asking import by_then, in_pieces
from .lookup import Lookup, at_once
from .own_facts import own_fact
from .tables import actor, document, indexed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from .hits import Question


@dataclass(frozen=True, slots=True)
class Chosen:
    """All that a question finds: numbers of documents, and of rows (as in ``indexed``), ascending."""

    documents: NDArray[np.int64]
    rows: NDArray[np.int64]

    def findings(self, at: sa.Connection, documents: Sequence[int]) -> dict[int, frozenset[str]]:
        """Of each of these documents the ids of the findings that were found; of a document alone none are."""
        import numpy as np

        found: dict[int, set[str]] = {number: set() for number in documents}
        for some in in_pieces(documents):
            which = sa.select(indexed.c.no, indexed.c.document, indexed.c.id)
            rows = at.execute(which.where(indexed.c.document.in_(some), indexed.c.kind != "document")).all()
            numbers = np.array([row.no for row in rows], dtype=np.int64)
            for row, chosen in zip(rows, np.isin(numbers, self.rows).tolist(), strict=True):
                if chosen:
                    found[row.document].add(row.id)
        return {number: frozenset(ids) for number, ids in found.items()}


def chosen(at: sa.Connection, question: Question) -> Chosen:
    """What a question finds, all of it, by the readings that held then.

    Raises:
        QueryError: as ``hits.find`` does.
    """
    lookup = Lookup.of(at, question)
    each = lookup.rows(indexed.c.document.label("document")).distinct()
    return Chosen(at_once(at, each), at_once(at, lookup.rows(indexed.c.no.label("no"))))


def filed(at: sa.Connection, after: int, at_time: str | None, most: int) -> list[int]:
    """The numbers of the next documents after one, in the order of their filing."""
    which = sa.select(document.c.no).where(document.c.no > after, by_then(document.c.filed, at_time))
    return list(at.execute(which.order_by(document.c.no).limit(most)).scalars())


def number_of(at: sa.Connection, at_time: str | None) -> int:
    """How many documents were filed by then."""
    which = sa.select(sa.func.count()).select_from(document).where(by_then(document.c.filed, at_time))
    return int(at.execute(which).scalar_one())


def entities_of(at: sa.Connection, readings: Sequence[int], at_time: str | None) -> dict[int, dict[str, Entity]]:
    """For each reading the desk's actors, by the ids that they have in its record; who is none of them is left out."""
    which = sa.select(actor.c.no, actor.c.reading, actor.c.local)
    rows = [row for some in in_pieces(readings) for row in at.execute(which.where(actor.c.reading.in_(some)))]
    based = entities.of_actors(at, [row.no for row in rows], at_time)
    joined = entities.by_number(at, based.values(), at_time)
    found: dict[int, dict[str, Entity]] = {reading: {} for reading in readings}
    for row in rows:
        if (one := joined.get(based.get(row.no, -1))) is not None:
            found[row.reading][row.local] = one
    return found


def state(at: sa.Connection) -> tuple[str, str]:
    """The desk's latest stamp, and its last settled reading: what an export saw of it."""
    return own_fact(at, "last") or "", own_fact(at, "settled") or "0"
