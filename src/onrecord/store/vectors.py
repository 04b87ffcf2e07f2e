"""What statements mean, as vectors: kept by the statement's number, and never changed without notice.

The vectors of a desk are also laid out in a sheet beside it (``nearest.py``), which is quick to look through. ``epoch``
tells whether a sheet can be relied on: it changes whenever a vector goes, is replaced, or comes in out of turn.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import sqlalchemy as sa

from .asking import in_pieces
from .inserting import insert
from .own_facts import keep_own_fact, own_fact
from .tables import vector as table

#: Under which key the desk keeps how often vectors went or were replaced.
_EPOCH = "vectors"
#: Under which key the desk keeps which version made all of them.
_MADE_BY = "meaning"
#: Rows that are read at once.
_PAGE = 10_000


def keep_vectors(at: sa.Connection, version: str, vectors: Mapping[int, bytes]) -> None:
    """Keeps the vectors of statements (by their numbers); one that is there is replaced."""
    numbers = sorted(vectors)
    if not numbers:
        return
    last = at.execute(sa.select(sa.func.max(table.c.finding))).scalar()
    if last is not None and numbers[0] <= last and not forget_vectors(at, numbers):
        _go_on(at)  # A sheet that was made meanwhile goes past them, and has them not.
    insert(at, table, [{"finding": no, "version": version, "vector": vectors[no]} for no in numbers])


def forget_vectors(at: sa.Connection, numbers: Sequence[int]) -> int:
    """Takes the vectors of these statements away, for their words were redacted or are read otherwise; how many."""
    gone = 0
    for some in in_pieces(numbers):
        gone += at.execute(sa.delete(table).where(table.c.finding.in_(some))).rowcount
    if gone:
        _go_on(at)
    return gone


def _go_on(at: sa.Connection) -> None:
    keep_own_fact(at, _EPOCH, str(epoch(at) + 1))


def epoch(at: sa.Connection) -> int:
    """How often vectors went, were replaced, or came in out of turn on this desk."""
    return int(own_fact(at, _EPOCH) or 0)


def vectors_of(at: sa.Connection, version: str, numbers: Sequence[int]) -> dict[int, bytes]:
    """The vectors of these statements that were made by this version."""
    found: dict[int, bytes] = {}
    for some in in_pieces(numbers):
        which = sa.select(table.c.finding, table.c.vector).where(table.c.finding.in_(some), table.c.version == version)
        found.update({row.finding: row.vector for row in at.execute(which)})
    return found


def vectors_after(at: sa.Connection, version: str, number: int) -> Iterator[list[tuple[int, bytes]]]:
    """The vectors of the statements after a number, in their order, some at a time."""
    while True:
        which = sa.select(table.c.finding, table.c.vector).where(table.c.finding > number, table.c.version == version)
        rows = [(row.finding, row.vector) for row in at.execute(which.order_by(table.c.finding).limit(_PAGE))]
        if not rows:
            return
        yield rows
        number = rows[-1][0]


def count_after(at: sa.Connection, version: str, number: int) -> int:
    """How many vectors of this version there are after a number."""
    which = sa.select(sa.func.count()).where(table.c.finding > number, table.c.version == version)
    return int(at.execute(which).scalar_one())


def made_by(at: sa.Connection) -> str | None:
    """The version that all vectors of the desk are known to be made by; ``None`` if that is not known."""
    return own_fact(at, _MADE_BY)


def set_made_by(at: sa.Connection, version: str) -> None:
    """Notes that all vectors of the desk are made by this version."""
    keep_own_fact(at, _MADE_BY, version)


def of_others(at: sa.Connection, version: str, most: int) -> list[int]:
    """The first statements whose vectors another version made."""
    which = sa.select(table.c.finding).where(table.c.version != version).order_by(table.c.finding).limit(most)
    return list(at.execute(which).scalars())
