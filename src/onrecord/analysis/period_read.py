"""What a desk has read up to a time, and which days of that are looked at where nobody says which."""

from __future__ import annotations

from datetime import date

import numpy as np
import sqlalchemy as sa

from ..errors import SettingError
from ..store import many, trend_rows
from ..store.blocks import Columns
from ..store.stood import Stood
from .periods import MOST, By, Stretch, bounds, stretch_of, stretches
from .source_set import Period
from .texts_read import Days, TextsRead, families_of, ordinals

#: So many empty stretches end an unbroken time of reading.
_PAUSE = 3
#: Dates that are told to these only are too coarse for a stretch.
_COARSE: dict[By, tuple[str, ...]] = {
    "day": ("year", "month"),
    "week": ("year", "month"),
    "month": ("year",),
    "quarter": ("year",),
    "year": (),
}


def texts_read(at: sa.Connection, by: By, at_time: str | None, stood: Stood | None = None) -> TextsRead:
    """All documents of the desk by then; a date that is too coarse for the stretches is none."""
    rows = trend_rows.documents(at, at_time, stood)
    numbers = trend_rows.document_numbers(rows)
    days = days_of(rows)
    if _COARSE[by]:
        coarse = trend_rows.dated_to(at, _COARSE[by], at_time)
        days[np.isin(numbers, coarse)] = 0
    sources = rows.codes["source"].astype(np.int64)
    outlets = tuple(rows.values["source"])
    return TextsRead(numbers, days, sources, outlets, families_of(numbers, many.families(at)))


def days_of(rows: Columns) -> Days:
    """The day of publication of each row; 0 where it is not known."""
    return ordinals(rows.values["day"])[rows.codes["day"]]


def period_of(texts: TextsRead, by: By, since: str | None, until: str | None) -> Period:
    """The days that are looked at: as asked, or else the last unbroken time of reading, of so many stretches at most.

    Raises:
        SettingError: if what is asked is no period, or no document of the desk bears a date.
    """
    days = np.unique(texts.days[texts.days > 0])
    last = bounds(until)[1] if until is not None else None
    first = bounds(since)[0] if since is not None else None
    if not len(days):
        raise SettingError("no document of this desk bears a date", None, "nothing can be told over time")
    end = date.fromordinal(int(days[-1])) if last is None else last
    begin = _begin(days[days <= end.toordinal()], by, end) if first is None else first
    if begin > end:
        raise SettingError("this period ends before it begins", f"{begin} to {end}", "change --since or --until")
    parts = stretches(begin, end, by)
    within = days[(days >= begin.toordinal()) & (days <= end.toordinal())]
    read = date.fromordinal(int(within[-1])) if len(within) else begin
    # What is read up to now ends there only if nothing was read of later days either.
    return Period(parts, begin, end, end if int(days[-1]) > end.toordinal() else read)


def _begin(days: Days, by: By, end: date) -> date:
    """Where the last unbroken time of reading begins, or the earliest stretch that is looked at."""
    if not len(days):
        return stretch_of(end, by).first
    parts: list[Stretch] = [stretch_of(end, by)]
    empty = 0
    first = date.fromordinal(int(days[-1]))
    while len(parts) < MOST[by] and parts[-1].first.toordinal() > int(days[0]):
        parts.append(stretch_of(date.fromordinal(parts[-1].first.toordinal() - 1), by))
        one = parts[-1]
        at = int(np.searchsorted(days, one.first.toordinal()))
        if at < len(days) and int(days[at]) <= one.last.toordinal():
            empty, first = 0, date.fromordinal(int(days[at]))
        else:
            empty += 1
            if empty > _PAUSE:
                break
    within = days[days >= parts[0].first.toordinal()]
    return min(first, date.fromordinal(int(within[0])) if len(within) else first)
