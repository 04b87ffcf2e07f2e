"""Stretches of the calendar that findings are counted by: days, weeks, months, quarters, years."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from ..errors import SettingError

By = Literal["day", "week", "month", "quarter", "year"]
BYS: tuple[By, ...] = ("day", "week", "month", "quarter", "year")
#: How many stretches are looked at where nobody says since when.
MOST: dict[By, int] = {"day": 92, "week": 53, "month": 36, "quarter": 24, "year": 15}
#: More than these are no table, and no chart, of anything.
_LIMIT = 4000
_DAY = timedelta(days=1)
_ISO = re.compile(r"(\d{4})(?:-(?:(\d{2})(?:-(\d{2}))?|W(\d{2})|Q([1-4])))?\Z")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the calendar: its name (``2031-04``, ``2031-W15``, ``2031-Q2``), its first and its last day."""

    name: str
    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1


def stretch_of(day: date, by: By) -> Stretch:
    """The stretch that a day lies in."""
    if by == "day":
        return Stretch(day.isoformat(), day, day)
    if by == "week":
        year, week, _ = day.isocalendar()
        monday = day - (day.isoweekday() - 1) * _DAY
        return Stretch(f"{year:04d}-W{week:02d}", monday, min(monday, date.max - 6 * _DAY) + 6 * _DAY)
    if by == "month":
        last = day.replace(day=monthrange(day.year, day.month)[1])
        return Stretch(f"{day.year:04d}-{day.month:02d}", day.replace(day=1), last)
    if by == "quarter":
        quarter = (day.month + 2) // 3
        last = date(day.year, 3 * quarter, monthrange(day.year, 3 * quarter)[1])
        return Stretch(f"{day.year:04d}-Q{quarter}", date(day.year, 3 * quarter - 2, 1), last)
    return Stretch(f"{day.year:04d}", date(day.year, 1, 1), date(day.year, 12, 31))


def stretches(first: date, last: date, by: By) -> tuple[Stretch, ...]:
    """All stretches from that of the first day to that of the last.

    Raises:
        SettingError: if they are too many to be looked at.
    """
    found: list[Stretch] = []
    day = first
    while day <= last:
        if len(found) == _LIMIT:
            coarser = BYS[min(BYS.index(by) + 1, len(BYS) - 1)]
            raise SettingError(f"this period has over {_LIMIT:,} of these", f"--by {by}", f"take --by {coarser}")
        one = stretch_of(day, by)
        found.append(one)
        if one.last == date.max:
            break
        day = one.last + _DAY
    return tuple(found)


def bounds(said: str) -> tuple[date, date]:
    """The first and the last day of what is said: ``2031``, ``2031-04``, ``2031-04-15``, ``2031-W15``, ``2031-Q2``.

    Raises:
        SettingError: if it is no such stretch.
    """
    found = _ISO.match(said.strip())
    wrong = SettingError("not a stretch of time", repr(said), "write 2031, 2031-Q2, 2031-04, 2031-W15 or 2031-04-15")
    if found is None:
        raise wrong
    year, month, day, week, quarter = (int(part) if part else None for part in found.groups())
    try:
        if week is not None:
            one = stretch_of(date.fromisocalendar(year or 0, week, 1), "week")
        elif quarter is not None:
            one = stretch_of(date(year or 0, 3 * quarter, 1), "quarter")
        elif month is None:
            one = stretch_of(date(year or 0, 1, 1), "year")
        else:
            one = stretch_of(date(year or 0, month, day or 1), "day" if day else "month")
    except ValueError:
        raise wrong from None
    return one.first, one.last
