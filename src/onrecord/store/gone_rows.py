"""What a desk handed out once and would not hand out now: rejected, not read so any more, or redacted since."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from ..record import JudgementKind
from .asking import by_then, held_then, in_pieces
from .handing_rows import Chosen
from .judged import holding
from .lookup import at_once, rejected_rows
from .tables import document, finding, hole, log, reading

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Gone:
    """A finding that is to be taken out where it was taken in: its id and its document's, since when, and why.

    ``reason`` is rejected, replaced (a newer reading does not have it), redacted (words of its document were taken
    out: what was handed out holds them still, and it is handed out again without), or unfound (the question that was
    asked does not find it any more).
    """

    id: str
    document: str
    reason: str
    at: str | None = None
    who: str | None = None
    why: str | None = None


def rows_then(at: sa.Connection, at_time: str, *, rejected: bool) -> NDArray[np.int64]:
    """All findings of readings that held at a time, by their numbers in ``indexed``; what was rejected then only if
    it is said.
    """
    import numpy as np

    held = held_then(reading.c.made, reading.c.replaced, at_time)
    which = sa.select((finding.c.no * 2).label("no")).join(reading, reading.c.no == finding.c.reading)
    rows = at_once(at, which.where(held))
    return rows if rejected else rows[~np.isin(rows, np.array(rejected_rows(at, at_time), dtype=np.int64))]


def ids_of_rows(at: sa.Connection, rows: Sequence[int]) -> Iterator[Sequence[str]]:
    """The ids of findings, by numbers of ``indexed``, a piece at a time; documents are left out."""
    for some in in_pieces([no // 2 for no in rows if no % 2 == 0]):
        yield list(dict.fromkeys(at.execute(sa.select(finding.c.id).where(finding.c.no.in_(some))).scalars()))


def gone(
    at: sa.Connection, ids: Sequence[str], now: Chosen | None, at_time: str | None, *, rejected: bool, since: str | None
) -> list[Gone]:
    """Those of these ids (some hundreds) that were handed out and are not to be kept, in the order of the ids.

    ``now`` is what is handed out now, as of ``at_time``; ``None``: the whole desk. Holes are those that were made after
    ``since``.
    """
    rows = _latest(at, ids)
    there = _holding(rows, at_time) if now is None else _there(at, ids, now)
    judged = holding(at, ids, at_time)
    holes = _holes(at, sorted({row.document for row in rows.values()}), since)
    found: list[Gone] = []
    for id_ in ids:
        row = rows.get(id_)
        if row is None:
            continue
        judgement = judged.get(id_)
        if judgement is not None and judgement.kind is JudgementKind.REJECT and not rejected:
            found.append(Gone(id_, row.document_id, "rejected", judgement.at, judgement.who, judgement.why))
        elif id_ not in there and row.replaced is not None:
            why = "the reading that holds now does not have it"
            found.append(Gone(id_, row.document_id, "replaced", row.replaced, None, why))
        elif id_ not in there:
            found.append(Gone(id_, row.document_id, "unfound", None, None, "the question does not find it now"))
        elif (entry := holes.get(row.document)) is not None:
            why = "words of its document were taken out"
            found.append(Gone(id_, row.document_id, "redacted", entry.at, entry.who, why))
    return found


def _latest(at: sa.Connection, ids: Sequence[str]) -> dict[str, sa.Row[Any]]:
    """Of each id the last reading that has it."""
    which = sa.select(finding.c.id, finding.c.document, document.c.id.label("document_id"), reading.c.replaced)
    which = which.join(reading, reading.c.no == finding.c.reading).join(document, document.c.no == finding.c.document)
    found: dict[str, sa.Row[Any]] = {}
    for some in in_pieces(ids):
        found.update({row.id: row for row in at.execute(which.where(finding.c.id.in_(some)).order_by(reading.c.no))})
    return found


def _holding(rows: dict[str, sa.Row[Any]], at_time: str | None) -> set[str]:
    """The ids whose reading holds."""
    return {
        id_ for id_, row in rows.items() if row.replaced is None or (at_time is not None and row.replaced > at_time)
    }


def _there(at: sa.Connection, ids: Sequence[str], now: Chosen) -> set[str]:
    """The ids that are handed out now."""
    import numpy as np

    there: set[str] = set()
    for some in in_pieces(ids):
        rows = at.execute(sa.select(finding.c.id, finding.c.no).where(finding.c.id.in_(some))).all()
        numbers = np.array([2 * row.no for row in rows], dtype=np.int64)
        there.update(row.id for row, has in zip(rows, np.isin(numbers, now.rows).tolist(), strict=True) if has)
    return there


def _holes(at: sa.Connection, documents: Sequence[int], since: str | None) -> dict[int, sa.Row[Any]]:
    """The last redaction or rule that made a hole in each of these documents."""
    found: dict[int, sa.Row[Any]] = {}
    for some in in_pieces(documents):
        which = sa.select(hole.c.document, log.c.at, log.c.who).join(log, log.c.no == hole.c.log)
        which = which.where(hole.c.document.in_(some), ~by_then(log.c.at, since) if since else sa.true())
        found.update({row.document: row for row in at.execute(which.order_by(log.c.no))})
    return found
