"""When an undated text was written, as far as its own words tell, and what that says of its relative times.

What follows from what: a time of the calendar told as past was not still to come, so the text is not older than its
first day; one that the text itself says will come is not over, so the text is not younger than its last day (outside
quotations, whose words may be older than the text). Facts that the gazetteer dates come as ``Dated``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ...codebook.time_words import time_words
from ...record import AnchorKind, Bound, Granularity, Precision, Span, TimeKind, TimeRef, Written
from ..layout import Layout
from .extents import interval
from .lexicon import lexicon
from .narrowing import narrowed_between
from .scan import times_of
from .tense import PAST, says_will, tense_around
from .tokens import Row, row_of

_DATELINE = re.compile(r"[^\w]{0,3}(?:\([^()\n]{1,40}\)\s?)?(?:-{1,2}|[–—])\s")
_DATELINE_REACH = 400
_WORD = re.compile(r"[\w’'-]{1,40}")
#: Characters looked at around a dated fact, and the words of them that may tell it as over.
_NEAR, _NEAR_WORDS = 80, 3
_SURE = 0.7


@dataclass(frozen=True, slots=True)
class Dated:
    """A fact named in the text whose dates are known from elsewhere: an event, or an office-holder called by office.

    ``start`` and ``end`` are ISO 8601 (``2017``, ``2017-08``, ``2017-08-31``) or ``None`` where open. ``past`` says
    that the text tells it as past; otherwise it lasts while the text is written. ``why`` says what is known, in words.
    """

    span: Span
    start: str | None
    end: str | None
    past: bool
    why: str


def written_bounds(text: str, layout: Layout, times: tuple[TimeRef, ...], dated: tuple[Dated, ...]) -> Written | None:
    """The earliest and latest date on which the text can have been written; ``None`` where nothing tells.

    Where the latest date would lie before the earliest, what was told as past is believed.
    """
    lower = [*_from_past_times(text, layout, times), *_from_facts_before(text, dated)]
    upper = [*_from_future_times(text, layout, times), *_from_facts_after(dated)]
    for bound in _from_dateline(text, layout, times):
        lower.append(bound)
        upper.append(bound)
    not_before = max(lower, key=lambda b: b.date, default=None)
    later = [b for b in upper if not_before is None or b.date >= not_before.date]
    not_after = min(later, key=lambda b: b.date, default=None)
    return None if not_before is None and not_after is None else Written(not_before, not_after)


def within(text: str, layout: Layout, times: tuple[TimeRef, ...], written: Written) -> tuple[TimeRef, ...]:
    """The times, where those that nothing anchored get the interval that the text's own date allows them."""
    bounds = {"not before": written.not_before, "not after": written.not_after}
    known = " and ".join(f"{side} {bound.date}" for side, bound in bounds.items() if bound is not None)
    early, late = (_counted_from(text, layout, bound) for bound in bounds.values())
    return narrowed_between(times, early, late, f"by its own evidence the text was written {known}")


def _counted_from(text: str, layout: Layout, bound: Bound | None) -> tuple[TimeRef, ...]:
    return () if bound is None else times_of(text, layout, bound.date, Precision.DAY)


def _rows(text: str, layout: Layout, times: tuple[TimeRef, ...]) -> Iterator[tuple[TimeRef, Row, int, int]]:
    """Each time of the calendar with its sentence's tokens, and the first and last of its own."""
    at = 0
    for sentence in layout.sentences:
        row: Row | None = None
        while at < len(times) and times[at].span.start < sentence.end:
            ref = times[at]
            at += 1
            if not _fixed(ref):
                continue
            row = row or row_of(text, sentence.start, sentence.end, lexicon())
            if row is None:
                continue
            first, after = bisect_left(row.starts, ref.span.start), bisect_left(row.starts, ref.span.end)
            if first < after:
                yield ref, row, first, after - 1


def _fixed(ref: TimeRef) -> bool:
    """Whether the words themselves name a stretch of the calendar."""
    if ref.kind is not TimeKind.POINT or ref.start is None or ref.confidence < _SURE:
        return False
    return ref.anchor is None or (ref.anchor.kind is AnchorKind.TIME and ref.value is not None)


def _from_past_times(text: str, layout: Layout, times: tuple[TimeRef, ...]) -> Iterator[Bound]:
    for ref, row, first, last in _rows(text, layout, times):
        since = first > 0 and row.words[first - 1] == "since"
        if ref.start is None or not (since or tense_around(row.words, first, last) == PAST):
            continue
        told = "counts from" if since else "tells as past"
        yield Bound(ref.start[:10], f"it {told} “{ref.span.of(text)}”", (ref.span,))


def _from_future_times(text: str, layout: Layout, times: tuple[TimeRef, ...]) -> Iterator[Bound]:
    quoted = _merged(q.span for q in layout.quotations)
    at = 0
    for ref, row, first, _ in _rows(text, layout, times):
        while at < len(quoted) and quoted[at].end <= ref.span.start:
            at += 1
        inside = at < len(quoted) and quoted[at].start < ref.span.end
        if ref.end is not None and not inside and says_will(row.words, first):
            yield Bound(ref.end[:10], f"it tells “{ref.span.of(text)}” as still to come", (ref.span,))


def _merged(spans: Iterable[Span]) -> list[Span]:
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return out


def _from_facts_before(text: str, dated: tuple[Dated, ...]) -> Iterator[Bound]:
    for fact in dated:
        over = fact.past and fact.end is not None and _told_as_over(text, fact.span)
        day = _day(fact.end if over else fact.start, last=over)
        if day is None and fact.past:
            day = _day(fact.end, last=True)
        if day is not None:
            yield Bound(day, fact.why, (fact.span,))


def _from_facts_after(dated: tuple[Dated, ...]) -> Iterator[Bound]:
    for fact in dated:
        day = _day(fact.end, last=True)
        if not fact.past and day is not None:
            yield Bound(day, fact.why, (fact.span,))


def _told_as_over(text: str, span: Span) -> bool:
    """Whether a word at or near the fact tells it as finished: "the liberation of", "after", "fell"."""
    finished = time_words().tenses["finished"]
    before = _WORD.findall(text[max(0, span.start - _NEAR) : span.start])[-_NEAR_WORDS:]
    after = _WORD.findall(text[span.end : span.end + _NEAR])[:_NEAR_WORDS]
    return any(word.lower() in finished for word in (*before, *_WORD.findall(span.of(text)), *after))


def _day(value: str | None, last: bool) -> str | None:
    if value is None:
        return None
    try:
        return interval(value[:10])[last][:10]
    except ValueError:
        return None


def _from_dateline(text: str, layout: Layout, times: tuple[TimeRef, ...]) -> Iterator[Bound]:
    """The day in a dateline: near the head of the text, right before the dash that opens the report."""
    for ref in times:
        if ref.span.start > _DATELINE_REACH:
            return
        if ref.granularity is not Granularity.DAY or not _fixed(ref) or ref.value is None:
            continue
        opens = any(p.start <= ref.span.start <= p.start + 80 for p in layout.paragraphs[:5])
        if opens and _DATELINE.match(text, ref.span.end):
            yield Bound(ref.value, f"its dateline says “{ref.span.of(text)}”", (ref.span,))
            return
