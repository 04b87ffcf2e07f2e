"""An axis of time fitted to what lies on it: true to scale where that can be read, else long empty stretches are short.

Days are counted as ``date.toordinal`` does, with the hour as a fraction.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import log1p

from .calendar_words import MONTHS

#: An axis is true to scale if any two days that must be told apart are still this many units from one another.
_SHORTEST = 9.0
#: A stretch of more than this share of the whole is marked with its length where the axis is not true to scale.
_LONG = 0.2
_STAMP = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d)(?::(\d\d))?)?")


@dataclass(frozen=True, slots=True)
class Axis:
    """Where days lie from left to right, in the drawing's units; between ``knots`` it is even."""

    knots: tuple[float, ...]
    places: tuple[float, ...]
    true: bool

    def x(self, day: float) -> float:
        """The place of a day; days outside lie at the ends."""
        i = min(max(1, bisect_right(self.knots, day)), len(self.knots) - 1)
        a, b = self.knots[i - 1], self.knots[i]
        share = min(1.0, max(0.0, (day - a) / (b - a)))
        return self.places[i - 1] + share * (self.places[i] - self.places[i - 1])

    def long_stretches(self) -> tuple[tuple[float, float], ...]:
        """The stretches drawn much too short, as pairs of days."""
        if self.true:
            return ()
        whole = self.knots[-1] - self.knots[0]
        return tuple((a, b) for a, b in pairwise(self.knots) if b - a > _LONG * whole)


def axis(days: Iterable[float], apart: Iterable[float], left: float, right: float) -> Axis | None:
    """An axis from ``left`` to ``right`` that holds all of ``days`` and on which those ``apart`` can be told apart.

    ``None`` without any.
    """
    knots = sorted(set(days))
    if not knots:
        return None
    if len(knots) == 1:
        knots = [knots[0] - 1, knots[0], knots[0] + 1]
    if len(knots) == 2:
        room = knots[1] - knots[0]
        knots = [knots[0] - room, *knots, knots[1] + room]
    gaps = [b - a for a, b in pairwise(knots)]
    least = min((b - a for a, b in pairwise(sorted(set(apart)))), default=sum(gaps))
    true = least * (right - left) / sum(gaps) >= _SHORTEST
    weights = gaps if true else [log1p(gap) for gap in gaps]
    unit = (right - left) / sum(weights)
    places = [left]
    for weight in weights:
        places.append(places[-1] + weight * unit)
    return Axis(tuple(knots), tuple(places), true)


def day_of(stamp: str | None, past: bool = False) -> float | None:
    """The day of an ISO 8601 date or time; with ``past`` the end of it. ``None`` if it cannot be drawn."""
    found = _STAMP.match(stamp or "")
    if found is None:
        return None
    year, month, day, hour, minute = (int(g) if g else 0 for g in found.groups())
    try:
        whole = float(date(year, month, day).toordinal())
    except ValueError:
        return None
    if found[4]:
        return whole + min(1.0, hour / 24 + minute / 1440 + (1 / 1440 if past else 0))
    return whole + (1 if past else 0)


def short_day(day: float) -> str:
    """A day as an axis has room for it: the year alone on its first day, the month alone on its first."""
    when = date.fromordinal(max(1, min(int(day), date.max.toordinal())))
    month = MONTHS[when.month - 1][:3]
    if when.day == 1:
        return f"{when.year}" if when.month == 1 else f"{month} {when.year}"
    return f"{when.day} {month} {when.year}"


def even_days(low: float, high: float, most: int = 8) -> tuple[float, ...]:
    """Days, first days of months or of years, evenly over a stretch, at most about ``most`` of them."""
    span = high - low
    first = date.fromordinal(max(1, int(low)))
    last = date.fromordinal(min(date.max.toordinal(), int(high) + 1))
    for step in (1, 2, 7):
        if span <= step * most:
            return tuple(float(d) for d in range(first.toordinal(), int(high) + 1, step) if low <= d <= high)
    for months in (1, 2, 3, 6):
        if span <= 30.5 * months * most:
            return _inside(_months(first, last, months), low, high)
    years = next(y for y in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000) if span <= 366 * y * most)
    starts = (date(y, 1, 1).toordinal() for y in range(first.year - first.year % years, last.year + 1, years) if y > 0)
    return _inside(starts, low, high)


def _months(first: date, last: date, step: int) -> Iterable[int]:
    at = date(first.year, 1, 1)
    while at <= last and at.year < date.max.year:
        yield at.toordinal()
        for _ in range(step):
            at = (at + timedelta(days=31)).replace(day=1)


def _inside(days: Iterable[int], low: float, high: float) -> tuple[float, ...]:
    return tuple(float(d) for d in days if low <= d <= high)


def length_words(days: float) -> str:
    """About how long a stretch is."""
    for unit, size in (("year", 365.25), ("month", 30.44), ("day", 1.0)):
        if days >= size * (2 if unit != "day" else 1) or unit == "day":
            number = max(1, round(days / size))
            return f"{number:,} {unit}{'' if number == 1 else 's'}"
    raise AssertionError


def free_of(taken: Sequence[tuple[float, float]], left: float, right: float) -> bool:
    """Whether a stretch of a line touches none of those taken."""
    return all(right < a or b < left for a, b in taken)
