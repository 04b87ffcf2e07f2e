"""The text cut at every border of a zone, a paragraph or a statement's part, so that nested and overlapping spans show.

Each piece says which statements lie over it, and as what. Cost is linear in the text plus the number of borders
times the depth of nesting.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..record import Record, Span, Statement, Zone, ZoneKind


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters ``start`` to ``end`` and the numbers of the statements whose content, cue or speaker they are in.

    ``content`` runs from the outermost statement to the innermost.
    """

    start: int
    end: int
    content: tuple[int, ...] = ()
    cue: tuple[int, ...] = ()
    speaker: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or the part of one that lies in one zone. ``number`` counts paragraphs from 1."""

    zone: ZoneKind
    number: int
    opens: bool
    span: Span
    pieces: tuple[Piece, ...]


def blocks(record: Record, paragraphs: Sequence[Span], statements: Sequence[Statement]) -> tuple[Block, ...]:
    """The text's blocks in order; together they hold all of it but the white space between paragraphs."""
    sweep = _Sweep(statements)
    out = []
    for number, zone, opens, span in _stretches(paragraphs, record.zones):
        out.append(Block(zone, number, opens, span, tuple(sweep.pieces(span))))
    return tuple(out)


def _stretches(paragraphs: Sequence[Span], zones: Iterable[Zone]) -> Iterator[tuple[int, ZoneKind, bool, Span]]:
    """Paragraphs cut at zone borders; text in no zone counts as report."""
    ordered = sorted(zones, key=lambda z: z.span)
    first = 0
    for number, paragraph in enumerate(paragraphs, 1):
        while first < len(ordered) and ordered[first].span.end <= paragraph.start:
            first += 1
        at, here = paragraph.start, first
        while at < paragraph.end:
            while here < len(ordered) and ordered[here].span.end <= at:
                here += 1
            zone = ordered[here] if here < len(ordered) else None
            if zone is None or zone.span.start >= paragraph.end:
                kind, until = ZoneKind.REPORT, paragraph.end
            elif zone.span.start > at:
                kind, until = ZoneKind.REPORT, zone.span.start
            else:
                kind, until = zone.kind, min(zone.span.end, paragraph.end)
            yield number, kind, at == paragraph.start, Span(at, until)
            at = until


class _Sweep:
    """Walks all borders once, left to right."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self._size = [sum(s.end - s.start for s in stmt.content) for stmt in statements]
        self._changes: dict[int, list[tuple[str, int, int]]] = defaultdict(list)
        for number, stmt in enumerate(statements):
            for role, spans in (("content", stmt.content), ("cue", stmt.cue), ("speaker", stmt.speaker.spans)):
                for span in spans:
                    self._changes[span.start].append((role, number, 1))
                    self._changes[span.end].append((role, number, -1))
        self._borders = sorted(self._changes)
        self._next = 0
        self._over: dict[str, dict[int, int]] = {"content": {}, "cue": {}, "speaker": {}}

    def pieces(self, span: Span) -> Iterator[Piece]:
        """The pieces of ``span``; spans must be asked for from left to right."""
        at = span.start
        while self._next < len(self._borders) and self._borders[self._next] < span.end:
            border = self._borders[self._next]
            if border > at:
                yield self._piece(at, border)
                at = border
            self._cross(border)
        if at < span.end:
            yield self._piece(at, span.end)

    def _cross(self, border: int) -> None:
        for role, number, change in self._changes[border]:
            over = self._over[role]
            over[number] = over.get(number, 0) + change
            if not over[number]:
                del over[number]
        self._next += 1

    def _piece(self, start: int, end: int) -> Piece:
        content = sorted(self._over["content"], key=lambda n: (-self._size[n], n))
        return Piece(start, end, tuple(content), tuple(self._over["cue"]), tuple(self._over["speaker"]))
