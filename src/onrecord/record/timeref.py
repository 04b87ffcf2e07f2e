"""When: the words, the interval they mean, how fine they are, and what they were counted from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .span import Span


class TimeKind(StrEnum):
    """A point or stretch of the calendar, a length of time, or times that come again."""

    POINT = "point"
    DURATION = "duration"
    SET = "set"


class Granularity(StrEnum):
    """The unit that the words speak in."""

    CENTURY = "century"
    DECADE = "decade"
    YEAR = "year"
    HALF = "half"
    QUARTER = "quarter"
    SEASON = "season"
    MONTH = "month"
    WEEK = "week"
    WEEKEND = "weekend"
    DAY = "day"
    PART = "part of day"
    HOUR = "hour"
    MINUTE = "minute"
    SECOND = "second"
    VAGUE = "vague"


class AnchorKind(StrEnum):
    """What a time was counted from."""

    PUBLISHED = "published"
    TIME = "time"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a relative time was counted from: the publication date, or another time of the text (``time``, its id).

    ``value`` is the ISO 8601 date used. ``UNKNOWN`` says that the words are relative and nothing tells to what.
    """

    kind: AnchorKind
    value: str | None = None
    time: str | None = None


@dataclass(frozen=True, slots=True)
class TimeRef:
    """One time expression.

    ``value`` is ISO 8601 as ISO-TimeML (ISO 24617-1, TIMEX3) extends it: ``2017-06``, ``2017-W34``, ``2017-Q3``,
    ``P3D``, ``PRESENT_REF``; ``None`` where the words cannot be valued. ``edtf`` is the same in EDTF (ISO 8601-2),
    ``None`` for lengths and sets. ``start`` and ``end`` are the first and last ISO 8601 date or time it may
    cover, both inclusive. ``mod`` is TIMEX3's: ``START``, ``MID``, ``END``, ``APPROX``, ``BEFORE``, ``AFTER``,
    ``MORE_THAN``, ``LESS_THAN`` and their like.
    ``why`` says in words how a value came about that is not the words' own; unknown stays unknown.
    """

    id: str
    span: Span
    kind: TimeKind
    granularity: Granularity
    confidence: float
    value: str | None = None
    edtf: str | None = None
    start: str | None = None
    end: str | None = None
    mod: str | None = None
    anchor: Anchor | None = None
    why: str = ""
    made_by: str = ""


@dataclass(frozen=True, slots=True)
class Bound:
    """The earliest or latest date on which a text can have been written, and the words of it that show it."""

    date: str
    why: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """When an undated text was written, as far as its own evidence tells."""

    not_before: Bound | None = None
    not_after: Bound | None = None
