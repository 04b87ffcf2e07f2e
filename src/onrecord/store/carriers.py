"""Who else carried a text: the documents of its family, and how much of it each has."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from ..record import Carrier
from .asking import by_then, in_pieces
from .source_facts import sources_of
from .tables import document, likeness, sighting

_COLUMNS = (
    document.c.no,
    document.c.id,
    document.c.family,
    document.c.address,
    document.c.text_sha256,
    document.c.source,
    document.c.source_name,
    document.c.url,
    document.c.published,
)


@dataclass(frozen=True, slots=True)
class _Shared:
    """What two documents share: of the shorter, and how far they are apart (1 less the share of both together)."""

    contained: float
    apart: float


def carriers_of(
    at: sa.Connection, documents: Sequence[sa.Row[Any]], at_time: str | None = None
) -> dict[int, tuple[Carrier, ...]]:
    """For each of these rows of ``document`` who carried the same text, or nearly, by then, in the order of filing.

    Versions of one page are one carrier, the latest; versions of the document's own page are none. An outlet on whose
    page the very same bytes were met is a carrier too, though they are one document: then it has the id of that.

    ``likeness`` is what was found when the two were compared, and 1 for the very same text. Where they never were,
    because a third led to both, it is the least that they can share: shares of both together (Jaccard) are a distance,
    so two texts are no further apart than any way between them through the family, and the shorter is held at least as
    far as both together are shared. So it may be told too small, down to 0, and never too large.
    """
    families = sorted({row.family or row.no for row in documents})
    members = _members(at, families, at_time)
    numbers = [row.no for rows in members.values() if len(rows) > 1 for row in rows]
    shared = _shared(at, numbers)
    elsewhere = _elsewhere(at, {*numbers, *(row.no for row in documents)}, at_time)
    outlets = {row.source for rows in members.values() for row in rows if row.source}
    outlets |= {row.source for rows in elsewhere.values() for row in rows}
    named = sources_of(at, sorted(outlets), at_time)
    found: dict[int, tuple[Carrier, ...]] = {}
    for one in documents:
        rows = members.get(one.family or one.no, [])
        like = _likenesses(one, rows, shared) if len(rows) > 1 else {}
        carriers = []
        for row in [one, *_others(one, rows)]:
            if row.no != one.no:
                name = named[row.source].name if row.source in named else row.source_name
                carriers.append(Carrier(row.id, name, row.url, row.published, like[row.no]))
            for met in elsewhere.get(row.no, ()):
                if met.source in named and met.source not in (one.source, row.source):
                    likeness = 1.0 if row.no == one.no else like[row.no]
                    carriers.append(Carrier(row.id, named[met.source].name, met.final_url, None, likeness))
        found[one.no] = tuple(carriers)
    return found


def _elsewhere(at: sa.Connection, numbers: Set[int], at_time: str | None) -> dict[int, list[sa.Row[Any]]]:
    """Where else the bytes of documents were met: pages of other outlets than the document's, the first of each."""
    found: defaultdict[int, dict[str, sa.Row[Any]]] = defaultdict(dict)
    for some in in_pieces(sorted(numbers)):
        which = (
            sa.select(sighting)
            .join(document, document.c.no == sighting.c.document)
            .where(
                sighting.c.document.in_(some),
                sighting.c.sha256.is_not(None),
                sighting.c.address.is_not(None),
                sighting.c.address != sa.func.coalesce(document.c.address, ""),
                sighting.c.source != sa.func.coalesce(document.c.source, ""),
                by_then(sighting.c.first_seen, at_time),
            )
        )
        for row in at.execute(which.order_by(sighting.c.no)):
            found[row.document].setdefault(row.source, row)
    return {no: list(rows.values()) for no, rows in found.items()}


def _members(at: sa.Connection, families: Sequence[int], at_time: str | None) -> dict[int, list[sa.Row[Any]]]:
    found: defaultdict[int, dict[int, Any]] = defaultdict(dict)
    for some in in_pieces(families):
        which = document.c.family.in_(some) | document.c.no.in_(some)
        for row in at.execute(
            sa.select(*_COLUMNS).where(which, by_then(document.c.filed, at_time)).order_by(document.c.no)
        ):
            found[row.family or row.no][row.no] = row
    return {family: list(rows.values()) for family, rows in found.items()}


def _others(one: sa.Row[Any], rows: Sequence[sa.Row[Any]]) -> list[sa.Row[Any]]:
    latest = {row.address or row.no: row for row in rows if row.no != one.no}
    if one.address is not None:
        latest.pop(one.address, None)
    return sorted(latest.values(), key=lambda row: row.no)


def _shared(at: sa.Connection, numbers: Sequence[int]) -> dict[int, dict[int, _Shared]]:
    found: defaultdict[int, dict[int, _Shared]] = defaultdict(dict)
    for some in in_pieces(numbers):
        for row in at.execute(sa.select(likeness).where(likeness.c.document.in_(some))):
            shared = _Shared(row.contained, max(0.0, 1.0 - row.jaccard))
            found[row.document][row.other] = found[row.other][row.document] = shared
    return found


def _likenesses(
    one: sa.Row[Any], rows: Sequence[sa.Row[Any]], shared: Mapping[int, Mapping[int, _Shared]]
) -> dict[int, float]:
    direct = shared.get(one.no, {})
    like = {row.no: direct[row.no].contained for row in rows if row.no in direct}
    like.update({row.no: 1.0 for row in rows if row.text_sha256 == one.text_sha256})
    if len(like) < len(rows):
        apart = _ways(one.no, rows, shared)
        for row in rows:
            like.setdefault(row.no, max(0.0, 1.0 - apart.get(row.no, 1.0)))
    return like


def _ways(start: int, rows: Sequence[sa.Row[Any]], shared: Mapping[int, Mapping[int, _Shared]]) -> dict[int, float]:
    """How far each member of a family is at most, by the shortest way (Dijkstra's)."""
    same: defaultdict[str, list[int]] = defaultdict(list)
    for row in rows:
        same[row.text_sha256].append(row.no)
    text = {row.no: row.text_sha256 for row in rows}
    apart = {start: 0.0}
    waiting = [(0.0, start)]
    while waiting:
        far, here = heapq.heappop(waiting)
        if far > apart[here]:
            continue
        steps = {other: way.apart for other, way in shared.get(here, {}).items() if other in text}
        for other in same[text[here]]:
            steps[other] = 0.0
        for other, step in steps.items():
            if far + step < apart.get(other, 2.0):
                apart[other] = far + step
                heapq.heappush(waiting, (apart[other], other))
    return apart
