"""Two times in one breath: "October 25-26, 2016", "1914-18"."""

from __future__ import annotations

from dataclasses import replace

from ...codebook.time_words import Month
from .days import day_in
from .hit import Hit
from .meaning import Meaning, point


def day_range(hit: Hit) -> tuple[Meaning, ...] | None:
    """Two days of one month, each with the year that is said once."""
    at = [n for n, sort in enumerate(hit.sorts) if sort in ("day", "order", "second")]
    month = next(n for n, sort in enumerate(hit.sorts) if sort in ("month", "omonth"))
    named = hit.row.values[hit.first + month]
    days = [hit.row.values[hit.first + n] for n in at]
    if not isinstance(named, Month) or not all(isinstance(day, int) for day in days):
        return None
    meant = [day_in(hit, named, day) for day in days if isinstance(day, int)]
    if len(meant) != 2 or meant[0] is None or meant[1] is None:
        return None
    begin = hit.first if month < at[0] else hit.first + at[0]
    return (
        replace(meant[0], tokens=(begin, hit.first + at[0])),
        replace(meant[1], tokens=(hit.first + at[1], hit.last)),
    )


def year_range(hit: Hit) -> tuple[Meaning, ...] | None:
    """Two years with a dash between, the second in two figures or four."""
    first, second = hit.row.values[hit.first], hit.row.values[hit.last]
    if not isinstance(first, int) or not isinstance(second, int) or not 1500 <= first <= 2100:
        return None
    if len(hit.row.words[hit.last]) == 2:
        second += first // 100 * 100
    if not first < second <= first + 150:
        return None
    return (
        replace(point(f"{first:04}"), tokens=(hit.first, hit.first)),
        replace(point(f"{second:04}"), tokens=(hit.last, hit.last)),
    )
