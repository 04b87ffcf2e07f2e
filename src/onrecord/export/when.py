"""The times of a Record in words: what each means, what it was counted from, and what nobody can tell."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ..record import AnchorKind, Bound, Statement, TimeKind, TimeRef
from .calendar_words import day_words, interval_words, value_words
from .telling import Line, Telling, Words, on_one_line
from .where import paragraph_of
from .wording import confidence_words, percent, published_words

_PLAIN = re.compile(r"\d{4}(?:-\d\d){0,2}\Z")


@dataclass(frozen=True, slots=True)
class When:
    """One time expression as it is told. ``number`` is its place in ``record.times``.

    ``dated`` times lie on the calendar; of the others ``bounds`` may say where at the most.
    """

    number: int
    time: TimeRef
    words: str
    paragraph: int
    dated: bool
    value: str
    bounds: str

    @property
    def length(self) -> bool:
        """Whether it is a length of time, or times that come again, and no place on the calendar."""
        return not self.dated and self.time.kind is not TimeKind.POINT


def whens(telling: Telling) -> tuple[When, ...]:
    """All times of a record, in text order."""
    ordered = sorted(enumerate(telling.record.times), key=lambda found: found[1].span)
    return tuple(_when(telling, number, time) for number, time in ordered)


def _when(telling: Telling, number: int, time: TimeRef) -> When:
    unknown = time.anchor is not None and time.anchor.kind is AnchorKind.UNKNOWN
    spread = interval_words(time.start, time.end)
    dated = bool(spread) and not unknown
    paragraph = paragraph_of(telling, time.span.start)
    words = time.span.of(telling.text)
    return When(number, time, words, paragraph, dated, _value(time, spread, dated), _bounds(time) if unknown else "")


def _value(time: TimeRef, spread: str, dated: bool) -> str:
    value = time.value or time.edtf
    again = time.kind is TimeKind.SET
    if dated and time.kind is TimeKind.DURATION:
        length = f" ({value_words(value, time.mod)})" if value and value.startswith("P") else ""
        return f"{spread}{length}"
    if value is None:
        return spread if dated else "no date"
    words = value_words(value, time.mod, again)
    fuller = dated and spread and "-W" in value and spread not in words
    return f"{words} ({spread})" if fuller else words


def _bounds(time: TimeRef) -> str:
    if time.start is None or time.end is None:
        return interval_words(time.start, time.end)
    return f"between {day_words(time.start)} and {day_words(time.end)}"


def fuller(when: When) -> str:
    """The days a dated time covers, where its value does not say them: not for a plain day, month or year."""
    time = when.time
    spread = interval_words(time.start, time.end) if when.dated else ""
    plain = time.mod is None and _PLAIN.match(time.value or "") is not None
    return "" if plain or spread in when.value else spread


def on_calendar(times: Iterable[When]) -> tuple[When, ...]:
    """Those with a date, the earliest first."""
    kept = (when for when in times if when.dated)
    return tuple(sorted(kept, key=lambda w: (w.time.start or w.time.end or "", w.time.end or "", w.time.span)))


def anchor_line(telling: Telling, time: TimeRef) -> Line | None:
    """What it was counted from; ``None`` where the words say it all."""
    anchor = time.anchor
    if anchor is None:
        return None
    if anchor.kind is AnchorKind.PUBLISHED:
        if telling.record.document.published is None:
            return ("counted from the publication date, ", Words(day_words(anchor.value or "unknown")))
        return ("counted from the publication date, ", Words(published_words(telling.record.document)))
    if anchor.kind is AnchorKind.TIME:
        other = telling.times.get(anchor.time or "")
        named: Line = ("“", Words(other.span.of(telling.text)), "”") if other else ("another time of the text",)
        return ("counted from ", *named, *((", ", Words(day_words(anchor.value))) if anchor.value else ()))
    if telling.record.document.published is None:
        return ("relative: the text bears no date",)
    return ("relative: the text does not tell to what",)


def reason_lines(telling: Telling, when: When) -> tuple[Line, ...]:
    """What a time rests on: what it was counted from, where it lies at the most, and why."""
    lines: list[Line] = []
    if anchor := anchor_line(telling, when.time):
        lines.append(anchor)
    if when.bounds:
        lines.append((Words(when.bounds),))
    if why := _why(when.time):
        lines.append((Words(why),))
    return tuple(lines)


def _why(time: TimeRef) -> str:
    """The reasons kept with a time, less what its anchor says already."""
    if time.anchor is None or time.anchor.kind is AnchorKind.UNKNOWN:
        return time.why
    return "; ".join(part for part in time.why.split("; ") if not part.startswith("counted from "))


def time_line(telling: Telling, when: When) -> Line:
    """One time in a line, for a title: the value, the interval, what it rests on, and how sure it is."""
    line: list[str | Words] = [Words(when.value)]
    if spread := fuller(when):
        line += [" (", Words(spread), ")"]
    for reason in reason_lines(telling, when):
        line += ["; ", *reason]
    line.append(f"; {confidence_words(when.time.confidence)} ({percent(when.time.confidence)})")
    return tuple(line)


def said_when(telling: Telling, stmt: Statement) -> Line | None:
    """The time at which a statement was made: the text's words and what they mean; ``None`` where it does not say."""
    return dated_words(telling, stmt.when)


def dated_words(telling: Telling, known: str | None) -> Line | None:
    """The words of the time of an id and what they mean; ``None`` where there is no such time."""
    time = telling.times.get(known or "")
    if time is None:
        return None
    value = _when(telling, 0, time).value
    words = on_one_line(time.span.of(telling.text))
    return (words,) if words.text.casefold() == value.casefold() else ("“", words, "”: ", Words(value))


def short_date(telling: Telling, known: str | None) -> Line | None:
    """The date of the time of an id, or its words in quotation marks where nobody can tell the date."""
    time = telling.times.get(known or "")
    if time is None:
        return None
    when = _when(telling, 0, time)
    return (Words(when.value),) if when.dated else ("“", on_one_line(when.words), "”")


def bound_lines(telling: Telling) -> tuple[tuple[Bound, Line], ...]:
    """Between which dates an undated text was written, with the reason of each."""
    written = telling.record.written
    if written is None:
        return ()
    found = (("not before", written.not_before), ("not after", written.not_after))
    return tuple(
        (bound, (f"{side} ", Words(day_words(bound.date)), ", since ", Words(bound.why)))
        for side, bound in found
        if bound is not None
    )
