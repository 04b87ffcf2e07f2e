"""On whose word: the one place where the standing of an Event or a Tie is decided."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

from ..record import Footing, Span, Standing, Statement, Zone, ZoneKind
from .zones import zone_at

#: So many of the Statements whose contents lie over one place are kept, innermost first; real texts nest three deep.
DEEPEST = 16


class Grounds:
    """The statements and zones of one Document, to be asked on whose word a stretch of it stands.

    What stands in a Statement's content, even in part, stands on that Statement, on the innermost where several hold
    it. What a comment says in its own words, even in part, is comment. Everything else the Document reports itself.
    """

    def __init__(self, statements: Sequence[Statement], zones: Sequence[Zone]) -> None:
        self._zones = tuple(sorted(zones, key=lambda z: z.span.start))
        self._comments = _merged([z.span for z in zones if z.kind is ZoneKind.COMMENT])
        self._statements = {stmt.id: stmt for stmt in statements}
        self._nests = _nests(statements)
        self._starts, self._by = _innermost(statements, self._nests)

    def footing(self, spans: Iterable[Span], but: str | None = None) -> Footing:
        """The ground that a finding with these words stands on.

        ``but`` is the id of the Statement that is itself the finding: it stands neither on its own word nor on one that
        is told within it.

        Raises:
            ValueError: if there are no words: a finding without a span is none.
        """
        pieces = tuple(spans)
        if not pieces:
            raise ValueError("a finding without a span is none")
        in_comment = any(self._meets_comment(piece) for piece in pieces)
        zone = ZoneKind.COMMENT if in_comment else zone_at(self._zones, pieces[0].start)
        by = next((s for piece in pieces if (s := self._over(piece, but)) is not None), None)
        if by is None and but is not None:
            within = self._statements[but].within
            by = within if within in self._statements and within != but else None
        if by is not None:
            return Footing(Standing.ATTRIBUTED, zone, by)
        return Footing(Standing.COMMENT if in_comment else Standing.REPORTED, zone)

    def above(self, by: str | None) -> tuple[Statement, ...]:
        """The chain of hearsay from a Statement outwards, nearest first."""
        chain: dict[str, Statement] = {}
        while by is not None and by in self._statements and by not in chain:
            chain[by] = self._statements[by]
            by = chain[by].within
        return tuple(chain.values())

    def _over(self, span: Span, but: str | None) -> str | None:
        """The innermost Statement whose content meets ``span``; never ``but``, nor one told within it."""
        at = max(0, bisect_right(self._starts, span.start) - 1)
        while at < len(self._starts) and self._starts[at] < span.end:
            for by in self._by[at]:
                if by != but and (but is None or not self._is_within(by, but)):
                    return by
            at += 1
        return None

    def _is_within(self, stmt: str, outer: str) -> bool:
        inner, around = self._nests[stmt], self._nests[outer]
        return around.enter < inner.enter and inner.leave <= around.leave

    def _meets_comment(self, span: Span) -> bool:
        before = bisect_left(self._comments, span.end, key=lambda c: c[0]) - 1
        return before >= 0 and self._comments[before][1] > span.start


@dataclass(frozen=True, slots=True)
class _Nest:
    """A Statement's place among those that are told within each other: ``enter`` and ``leave`` enclose those of all
    that are told within it, ``depth`` is how many it is told within."""

    enter: int
    leave: int
    depth: int


def _nests(statements: Sequence[Statement]) -> dict[str, _Nest]:
    """The nest of each Statement. One in a circle, or told within one, is told within none."""
    inner: dict[str | None, list[str]] = {}
    known = {stmt.id for stmt in statements}
    for stmt in statements:
        inner.setdefault(stmt.within if stmt.within in known else None, []).append(stmt.id)
    found: dict[str, _Nest] = {}
    enter: dict[str, int] = {}
    open_ = [(name, 0, False) for name in reversed(inner.get(None, []))]
    while open_:
        name, depth, done = open_.pop()
        if done:
            found[name] = _Nest(enter[name], len(enter), depth)
            continue
        enter[name] = len(enter)
        open_.append((name, depth, True))
        open_ += [(kid, depth + 1, False) for kid in reversed(inner.get(name, []))]
    for stmt in statements:
        if stmt.id not in found:
            found[stmt.id] = _Nest(len(enter), len(enter), 0)
    return found


def _merged(spans: Sequence[Span]) -> list[tuple[int, int]]:
    """The stretches that the spans cover together, in text order."""
    found: list[tuple[int, int]] = []
    for span in sorted(spans, key=lambda s: s.start):
        if found and span.start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], span.end))
        else:
            found.append((span.start, span.end))
    return found


def _innermost(statements: Sequence[Statement], nests: dict[str, _Nest]) -> tuple[list[int], list[tuple[str, ...]]]:
    """From each place where a content begins or ends: the Statements whose content it is, innermost first.

    Innermost is the one that is told within most others; of several, the shortest; of those, the first in the text.
    """
    edges: dict[int, list[tuple[int, int]]] = {}
    order: list[tuple[int, int, int]] = []
    for number, stmt in enumerate(statements):
        size = sum(piece.end - piece.start for piece in stmt.content)
        order.append((-nests[stmt.id].depth, size, number))
        for piece in stmt.content:
            edges.setdefault(piece.start, []).append((1, number))
            edges.setdefault(piece.end, []).append((-1, number))
    open_ = [0] * len(order)
    queued: set[int] = set()
    heap: list[tuple[int, int, int]] = []
    starts, by = [], []
    for place in sorted(edges):
        for change, number in edges[place]:
            open_[number] += change
            if change > 0 and number not in queued:
                queued.add(number)
                heappush(heap, order[number])
        starts.append(place)
        by.append(tuple(statements[n].id for n in _first_open(heap, open_, queued)))
    return starts, by


def _first_open(heap: list[tuple[int, int, int]], open_: list[int], queued: set[int]) -> list[int]:
    """The first ``DEEPEST`` of the heap that are open here; those that have closed are dropped from it on the way."""
    kept: list[tuple[int, int, int]] = []
    while heap and len(kept) < DEEPEST:
        entry = heappop(heap)
        if open_[entry[2]] > 0:
            kept.append(entry)
        else:
            queued.discard(entry[2])
    for entry in kept:
        heappush(heap, entry)
    return [entry[2] for entry in kept]
