"""Dates in a question: ``2017-09``, ``2017-09..2017-10``, ``>=2017-09-05``, ``..2017``."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta

from .query_nodes import Range
from .query_trouble import Repair, Trouble, quoted

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
#: Other ways to write a date whose order is plain.
_OTHERWISE = re.compile(r"(\d{4})[./](\d{1,2})(?:[./](\d{1,2}))?")
_COMPARED = re.compile(r"(>=|<=|>|<|≥|≤)\s*(.*)")
_BETWEEN = re.compile(r"\.\.+|…")
#: What is also typed between two dates.
_DASHES = re.compile(r"\s*(?:[–—]|\bto\b)\s*")
_SIGNS = {"≥": ">=", "≤": "<="}
_REMEDY = "write a date as 2017, 2017-09 or 2017-09-05, and two with .. between them"


@dataclass(frozen=True, slots=True)
class Date:
    """A year, a month of it or a day; what is not told is ``None``."""

    year: int
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        told = [f"{self.year:04}", *(f"{one:02}" for one in (self.month, self.day) if one is not None)]
        return "-".join(told)

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """Its last day."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def beside(self, step: int) -> Date | None:
        """The next one of its kind (1), or the one before (-1); ``None`` if the calendar has none."""
        if self.day is not None:
            ordinal = self.first.toordinal() + step
            if not date.min.toordinal() <= ordinal <= date.max.toordinal():
                return None
            day = self.first + timedelta(days=step)
            return Date(day.year, day.month, day.day)
        if self.month is not None:
            year, month = divmod(self.year * 12 + self.month - 1 + step, 12)
            return Date(year, month + 1) if MINYEAR <= year <= MAXYEAR else None
        return Date(self.year + step) if MINYEAR <= self.year + step <= MAXYEAR else None


def date_range(name: str, value: str, begin: int, end: int) -> Range:
    """The range that a field's value says; it stands from ``begin`` to ``end``.

    Raises:
        Trouble: if it is no date, or the range is empty.
    """
    here = _Place(value, begin, end)
    compared = _COMPARED.fullmatch(value)
    if compared is not None:
        return _compared(name, _SIGNS.get(compared[1], compared[1]), here.date(compared[2]), here)
    between = _BETWEEN.split(value)
    if len(between) == 1:
        only = here.date(value)
        return Range(name, str(only), str(only))
    if len(between) > 2 or not any(one.strip() for one in between):
        raise here.trouble(f"{quoted(value)} is no stretch of time")
    low, high = (here.date(one.strip()) if one.strip() else None for one in between)
    if low is not None and high is not None and low.first > high.last:
        raise here.trouble(f"{low} is after {high}, so nothing lies between them", f"{high}..{low}")
    return Range(name, None if low is None else str(low), None if high is None else str(high))


def _compared(name: str, sign: str, than: Date, here: _Place) -> Range:
    bound = than if sign.endswith("=") else than.beside(1 if sign == ">" else -1)
    if bound is None:
        raise here.trouble(f"there is no date {'after' if sign == '>' else 'before'} {than}")
    return Range(name, str(bound), None) if sign.startswith(">") else Range(name, None, str(bound))


@dataclass(frozen=True, slots=True)
class _Place:
    """The value, and where it stands."""

    value: str
    begin: int
    end: int

    def trouble(self, what: str, instead: str | None = None) -> Trouble:
        repair = None if instead is None else Repair(self.begin, self.end, instead)
        return Trouble(what, self.begin, self.end, remedy=None if repair else _REMEDY, repair=repair)

    def date(self, said: str) -> Date:
        """A date of the value, in digits of any script."""
        found = _DATE.fullmatch(said)
        if found is None:
            meant = _meant(said)
            raise self.trouble(f"{quoted(said)} is no date", meant and self.value.replace(said, meant, 1))
        year = int(found[1])
        month, day = (None if one is None else int(one) for one in found.group(2, 3))
        if year < MINYEAR or month == 0 or day == 0 or (month or 1) > 12:
            raise self.trouble(f"there is no date {quoted(said)}")
        longest = calendar.monthrange(year, month or 12)[1]
        if (day or 1) > longest:
            raise self.trouble(
                f"there is no day {quoted(said)}", self.value.replace(said, str(Date(year, month, longest)), 1)
            )
        return Date(year, month, day)


def _meant(said: str) -> str | None:
    """What was meant by something that is nearly a date, or two."""
    one = _OTHERWISE.fullmatch(said)
    if one is not None:
        return "-".join(part for part in one.groups() if part)
    two = _DASHES.split(said)
    if len(two) == 2 and all(_DATE.fullmatch(part) for part in two):
        return "..".join(two)
    return None
