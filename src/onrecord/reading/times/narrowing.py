"""The interval of a time that nothing anchors, where the day of writing is known to lie between two days.

A time counted from the day of writing moves with it, so its first day is what it would be if the text were written on
the earliest day, and its last what it would be on the latest. Values stay as they are: nothing is chosen.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ...record import AnchorKind, Span, TimeRef


def narrowed_between(
    times: Iterable[TimeRef], early: Iterable[TimeRef], late: Iterable[TimeRef], told: str
) -> tuple[TimeRef, ...]:
    """The times, where the loose ones get the first day they have in ``early`` and the last day in ``late``.

    ``early`` and ``late`` are the same text's times as counted from the first and last day of writing; empty where
    there is no such day. ``told`` says in words what is known of the day of writing.
    """
    first, last = _by_span(early), _by_span(late)
    return tuple(_narrowed(ref, first.get(ref.span), last.get(ref.span), told) for ref in times)


def _by_span(times: Iterable[TimeRef]) -> dict[Span, TimeRef]:
    return {ref.span: ref for ref in times}


def _narrowed(ref: TimeRef, early: TimeRef | None, late: TimeRef | None, told: str) -> TimeRef:
    loose = ref.anchor is not None and ref.anchor.kind is not AnchorKind.TIME and ref.start is None and ref.end is None
    start = early.start if early is not None else None
    end = late.end if late is not None else None
    if not loose or (start is None and end is None):
        return ref
    if start is not None and end is not None and start[:10] > end[:10]:
        return ref
    return replace(ref, start=start, end=end, why=f"{ref.why}; {told}" if ref.why else told)
