"""What a desk adds to the records of its documents (``Kept``), for many documents at once, as it was at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from ..record import Kept, KeptFinding, Span
from .asking import by_then, in_pieces
from .carriers import carriers_of
from .judged import holding
from .source_facts import sources_of
from .tables import document, finding, hole, mark, override, snapshot

Rows = Sequence[sa.Row[Any]]


def kept_of(
    at: sa.Connection, documents: Rows, read: Mapping[int, sa.Row[Any]], at_time: str | None
) -> dict[int, Kept]:
    """What is to be said of each of these rows of ``document`` beside its reading (``read``, by document).

    What is gone for good is told as gone at every time: holes, and bytes that were given up.
    """
    numbers = [row.no for row in documents]
    named = sources_of(at, sorted({row.source for row in documents if row.source}), at_time)
    carriers = carriers_of(at, documents, at_time)
    findings = _findings(at, [reading.no for reading in read.values()], at_time)
    before, after = _versions(at, documents, at_time)
    said, holes, given_up = _overridden(at, numbers, at_time), _holes(at, numbers), _given_up(at, documents)
    gone = vanished(at, documents, at_time)
    return {
        row.no: Kept(
            filed=row.filed,
            read=read[row.no].made,
            source=named.get(row.source) if row.source else None,
            carriers=carriers[row.no],
            findings=tuple(findings[read[row.no].no]),
            revises=before.get(row.revises),
            revised_by=after.get(row.no),
            vanished=gone.get(row.no),
            overridden=tuple(said[row.no].items()),
            holes=tuple(holes[row.no]),
            bytes_kept=row.sha256 not in given_up,
        )
        for row in documents
    }


def vanished(at: sa.Connection, documents: Rows, at_time: str | None) -> dict[int, str]:
    """Since when each page is gone, as far as it was by then."""
    if at_time is None:
        return {row.no: row.vanished for row in documents if row.vanished}
    latest: dict[str, sa.Row[Any]] = {}
    for some in in_pieces([row.id for row in documents]):
        which = sa.select(mark).where(mark.c.finding.in_(some), by_then(mark.c.at, at_time)).order_by(mark.c.no)
        latest.update({row.finding: row for row in at.execute(which)})
    return {row.no: latest[row.id].at for row in documents if row.id in latest and latest[row.id].kind == "withdrawn"}


def _findings(at: sa.Connection, readings: Sequence[int], at_time: str | None) -> defaultdict[int, list[KeptFinding]]:
    rows: list[sa.Row[Any]] = []
    for some in in_pieces(readings):
        which = sa.select(finding.c.id, finding.c.local, finding.c.reading).where(finding.c.reading.in_(some))
        rows += at.execute(which.order_by(finding.c.no))
    ids = list(dict.fromkeys(row.id for row in rows))
    judged, marks = holding(at, ids, at_time), _marks(at, ids, at_time)
    found: defaultdict[int, list[KeptFinding]] = defaultdict(list)
    for row in rows:
        withdrawn, why = marks.get(row.id, (None, None))
        found[row.reading].append(KeptFinding(row.id, row.local, withdrawn, why, judged.get(row.id)))
    return found


def _marks(at: sa.Connection, ids: Sequence[str], at_time: str | None) -> dict[str, tuple[str, str]]:
    """The findings that are withdrawn: when, and what was found."""
    latest: dict[str, sa.Row[Any]] = {}
    for some in in_pieces(ids):
        which = sa.select(mark).where(mark.c.finding.in_(some), by_then(mark.c.at, at_time)).order_by(mark.c.no)
        latest.update({row.finding: row for row in at.execute(which)})
    return {id_: (row.at, row.why) for id_, row in latest.items() if row.kind == "withdrawn"}


def _versions(at: sa.Connection, documents: Rows, at_time: str | None) -> tuple[dict[int, str], dict[int, str]]:
    """The ids of the documents before, by their numbers, and of the first that came after, by the number revised."""
    before: dict[int, str] = {}
    after: dict[int, str] = {}
    for some in in_pieces([row.revises for row in documents if row.revises is not None]):
        named = sa.select(document.c.no, document.c.id).where(document.c.no.in_(some))
        before.update({row.no: row.id for row in at.execute(named)})
    for some in in_pieces([row.no for row in documents]):
        which = sa.select(document.c.revises, document.c.id).where(document.c.revises.in_(some))
        for row in at.execute(which.where(by_then(document.c.filed, at_time)).order_by(document.c.no)):
            after.setdefault(row.revises, row.id)
    return before, after


def _overridden(
    at: sa.Connection, numbers: Sequence[int], at_time: str | None
) -> defaultdict[int, dict[str, str | None]]:
    found: defaultdict[int, dict[str, str | None]] = defaultdict(dict)
    for some in in_pieces(numbers):
        which = sa.select(override).where(override.c.document.in_(some), by_then(override.c.at, at_time))
        for row in at.execute(which.order_by(override.c.no)):
            found[row.document][row.field] = row.own
    return found


def _holes(at: sa.Connection, numbers: Sequence[int]) -> defaultdict[int, list[Span]]:
    found: defaultdict[int, list[Span]] = defaultdict(list)
    for some in in_pieces(numbers):
        for row in at.execute(sa.select(hole).where(hole.c.document.in_(some)).order_by(hole.c.begin, hole.c.end)):
            found[row.document].append(Span(row.begin, row.end))
    return found


def _given_up(at: sa.Connection, documents: Rows) -> set[str]:
    found: set[str] = set()
    for some in in_pieces(sorted({row.sha256 for row in documents})):
        which = sa.select(snapshot.c.sha256).where(snapshot.c.sha256.in_(some), snapshot.c.given_up.is_not(None))
        found.update(at.execute(which).scalars())
    return found
