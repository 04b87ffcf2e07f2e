"""Spans and parties as plain JSON values, and back: what every finding of the wire form is made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from .span import Span
from .statement import Party

Json = dict[str, Any]


def pair(span: Span) -> list[int]:
    """A span as ``[start, end]``."""
    return [span.start, span.end]


def pair_or_none(span: Span | None) -> list[int] | None:
    """The same for a span that may be missing."""
    return None if span is None else pair(span)


def pairs(spans: Iterable[Span]) -> list[list[int]]:
    """Several spans."""
    return [pair(span) for span in spans]


def read_span(wire: list[int] | None) -> Span | None:
    """The span that ``pair_or_none`` wrote."""
    return None if wire is None else Span(*wire)


def read_spans(wire: Iterable[list[int]]) -> tuple[Span, ...]:
    """The spans that ``pairs`` wrote."""
    return tuple(Span(begin, end) for begin, end in wire)


def pairs_in(value: Any) -> Iterator[list[int]]:
    """Every place in the text that a record on the wire tells of: nothing else in it is a list of two whole numbers."""
    if isinstance(value, dict):
        for one in value.values():
            yield from pairs_in(one)
    elif isinstance(value, list):
        if len(value) == 2 and all(type(one) is int for one in value):
            yield value
        else:
            for one in value:
                yield from pairs_in(one)


def party(found: Party | None) -> Json | None:
    """A party: its words, and the actor they stand for."""
    return None if found is None else {"spans": pairs(found.spans), "actor": found.actor}


def read_party(wire: Json | None) -> Party | None:
    """The Party that ``party`` wrote."""
    return None if wire is None else Party(read_spans(wire["spans"]), wire["actor"])
