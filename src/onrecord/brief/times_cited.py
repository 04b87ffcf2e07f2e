"""The times that what is cited bears out: those it tells of, those it hangs on, and when it was published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ..record import Commitment, Event, Granularity, Statement, Tie, TimeRef
from .evidence import Evidence


@dataclass(frozen=True, slots=True)
class Known:
    """A time of the evidence: its first and last day, the words that tell it, and whether these name a stretch's end.

    ``clock`` is how it is told where it is finer than a day (``T17:00``, ``TMO`` for a morning). ``told`` is false of
    the day of publication. ``inside`` is whether it stands in what a voice says, ``due`` whether something is due by
    it.
    """

    first: date
    last: date
    words: str
    ends: bool = False
    clock: str | None = None
    told: bool = True
    inside: bool = False
    due: bool = False


#: Before a time that something is due by.
DUE = re.compile(r"\b(?:by|until|till|before|than)\s(?:the\s)?\Z", re.IGNORECASE)


def times_cited(one: Evidence) -> tuple[Known, ...]:
    """All times that may be told of a finding, worked out once."""
    if "times" not in one.worked:
        one.worked["times"] = tuple(dict.fromkeys(_times(one)))
    found: tuple[Known, ...] = one.worked["times"]
    return found


def words_of_times(one: Evidence) -> tuple[str, ...]:
    """The words of the times that are told but not known: "Monday" of an undated text."""
    return tuple(time.span.of(one.text).lower() for time in one.times if known_of(time, "") is None)


def days_cited(one: Evidence) -> Iterator[date]:
    """The days among them."""
    for known in times_cited(one):
        if known.first == known.last:
            yield known.first


def _times(one: Evidence) -> Iterator[Known]:
    ids = set(_ids(one))
    owed = one.finding.due.time if isinstance(one.finding, Commitment) else None
    for time in one.record.times:
        if time.id in ids or any(sentence.holds(time.span) for sentence in one.sentences):
            known = known_of(time, time.span.of(one.text))
            if known is not None:
                inside = any(span.holds(time.span) for voice in one.voices for span in voice.content)
                due = DUE.search(one.text, max(0, time.span.start - 20), time.span.start) is not None
                yield replace(known, inside=inside, due=due or time.id == owed)
    yield from _published(one.record.document.published)
    finding = one.finding
    if isinstance(finding, Tie):
        for edge in (finding.start, finding.end):
            if (day := day_in(edge)) is not None:
                yield Known(day, day, edge or "")


def _published(stamp: str | None) -> Iterator[Known]:
    first, last = _extent(stamp)
    if first is not None and last is not None:
        yield Known(first, last, "the day of publication", told=False)


def _ids(one: Evidence) -> Iterator[str]:
    finding = one.finding
    for voice in one.voices:
        if voice.when is not None:
            yield voice.when
    if isinstance(finding, Statement | Event | Tie) and finding.when is not None:
        yield finding.when
    if isinstance(finding, Commitment) and finding.due.time is not None:
        yield finding.due.time
    for anchor in [time.anchor for time in one.times]:
        if anchor is not None and anchor.time is not None:
            yield anchor.time


def known_of(time: TimeRef, words: str) -> Known | None:
    """A time reference as days; ``None`` where it is not known when it is."""
    first, last = day_in(time.start), day_in(time.end)
    if first is None or last is None:
        return None
    clock = time.start[10:16] if time.start is not None and time.start == time.end and "T" in time.start else None
    if time.granularity is Granularity.PART and time.value is not None:
        clock = time.value[10:]
    low = words.casefold()
    ends = time.mod == "END" and (low.startswith(("the end", "end")) or "end of" in low)
    if time.value is not None and time.value.endswith("TNI") and last > first:
        # A night is told as the day on which it begins.
        last = first
    return Known(first, last, words, ends, clock)


def day_in(stamp: str | None) -> date | None:
    """The day of an ISO 8601 date or time; ``None`` where it is coarser."""
    try:
        return date.fromisoformat((stamp or "")[:10])
    except ValueError:
        return None


def _extent(stamp: str | None) -> tuple[date | None, date | None]:
    day = day_in(stamp)
    if day is not None or not stamp:
        return day, day
    try:
        year, _, month = stamp[:7].partition("-")
        first = date(int(year), int(month or 1), 1)
        after = first.replace(day=28) + timedelta(4) if month else date(first.year, 12, 31) + timedelta(1)
        return first, (after.replace(day=1) if month else after) - timedelta(1)
    except ValueError:
        return None, None
