"""The text cut at every border of a zone, a paragraph or a finding, so that nested and overlapping spans show.

Each piece says which statements, mentions, times, places, events, ties and commitments lie over it. Cost is linear in
the text plus the number of borders times the depth of nesting.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..record import Mention, Record, Span, Statement, Zone, ZoneKind

#: For each sort of finding, the spans of each one.
Layers = dict[str, list[tuple[Span, ...]]]


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters ``start`` to ``end`` and the numbers of the statements whose content, cue or speaker they are in.

    ``mention`` are places in ``mentions_of(record)``, ``time`` and ``place`` in the record's lists; ``bound`` is 0
    where the words show what the text cannot be older than, 1 for younger; ``event``, ``tie`` and ``commitment`` are
    places in the record's lists, over the words that tell of each. All run from the longest to the shortest.
    """

    start: int
    end: int
    content: tuple[int, ...] = ()
    cue: tuple[int, ...] = ()
    speaker: tuple[int, ...] = ()
    mention: tuple[int, ...] = ()
    time: tuple[int, ...] = ()
    place: tuple[int, ...] = ()
    bound: tuple[int, ...] = ()
    event: tuple[int, ...] = ()
    tie: tuple[int, ...] = ()
    commitment: tuple[int, ...] = ()


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
    sweep = _Sweep(_layers(record, statements))
    out = []
    for number, zone, opens, span in _stretches(paragraphs, record.zones):
        out.append(Block(zone, number, opens, span, tuple(sweep.pieces(span))))
    return tuple(out)


def mentions_of(record: Record) -> tuple[tuple[int, Mention], ...]:
    """All mentions in text order, each with its actor's place in ``record.actors``."""
    found = ((number, mention) for number, actor in enumerate(record.actors) for mention in actor.mentions)
    return tuple(sorted(found, key=lambda pair: (pair[1].span, pair[0])))


def _layers(record: Record, statements: Sequence[Statement]) -> Layers:
    written = record.written
    bounds = (written.not_before, written.not_after) if written else ()
    return {
        "content": [stmt.content for stmt in statements],
        "cue": [stmt.cue for stmt in statements],
        "speaker": [stmt.speaker.spans for stmt in statements],
        "mention": [(mention.span,) for _, mention in mentions_of(record)],
        "time": [(time.span,) for time in record.times],
        "place": [(place.span,) for place in record.places],
        "bound": [bound.spans if bound else () for bound in bounds],
        "event": [event.spans for event in record.events],
        "tie": [tie.spans for tie in record.ties],
        "commitment": [(commitment.deed,) for commitment in record.commitments],
    }


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

    def __init__(self, layers: Layers) -> None:
        self._changes: dict[int, list[tuple[str, int, int]]] = defaultdict(list)
        self._size = {role: [sum(s.end - s.start for s in spans) for spans in found] for role, found in layers.items()}
        for role, found in layers.items():
            for number, spans in enumerate(found):
                for span in spans:
                    self._changes[span.start].append((role, number, 1))
                    self._changes[span.end].append((role, number, -1))
        self._borders = sorted(self._changes)
        self._next = 0
        self._over: dict[str, dict[int, int]] = {role: {} for role in layers}

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
        over = {role: self._ordered(role, numbers) for role, numbers in self._over.items() if numbers}
        return Piece(start, end, **over)

    def _ordered(self, role: str, numbers: Iterable[int]) -> tuple[int, ...]:
        size = self._size[role]
        return tuple(sorted(numbers, key=lambda n: (-size[n], n)))
