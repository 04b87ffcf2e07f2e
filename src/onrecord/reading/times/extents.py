"""Values of the calendar in TIMEX3's writing: the days they cover, how fine they are, and steps from one to another.

A value is ``2017``, ``2017-06``, ``2017-06-21``, ``2017-W34``, ``2017-W34-WE``, ``2017-Q3``, ``2017-H1``, ``2017-SU``,
``199`` (a decade), ``19`` (a century: the years 1900 to 1999), and a day with ``TMO``, ``TAF``, ``TEV``, ``TNI`` or a
clock behind it. Years run from 1 to 9999; what leaves that range is no value.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from ...record import Granularity

_FORM = re.compile(
    r"(?P<year>\d{4})(?:-(?:W(?P<week>\d\d)(?P<end>-WE)?|Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<season>SP|SU|FA|WI)"
    r"|(?P<month>\d\d)(?:-(?P<day>\d\d)(?:T(?:(?P<part>MO|AF|EV|NI)|(?P<clock>\d\d(?::\d\d(?::\d\d)?)?)))?)?))?"
    r"|(?P<decade>\d{3})|(?P<century>\d\d)",
    re.ASCII,
)
_SEASON_STARTS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_EDTF_SEASONS = {"SP": 21, "SU": 22, "FA": 23, "WI": 24}
_PART_HOURS = {"MO": ("05:00", "11:59"), "AF": ("12:00", "17:59"), "EV": ("17:00", "23:59"), "NI": ("18:00", "05:59")}
_BY_GROUP = {
    "century": Granularity.CENTURY,
    "decade": Granularity.DECADE,
    "part": Granularity.PART,
    "day": Granularity.DAY,
    "month": Granularity.MONTH,
    "season": Granularity.SEASON,
    "half": Granularity.HALF,
    "quarter": Granularity.QUARTER,
    "end": Granularity.WEEKEND,
    "week": Granularity.WEEK,
    "year": Granularity.YEAR,
}
#: Months in a unit of the calendar that is counted in months.
MONTHS = {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200, "L": 12000}


def granularity(value: str) -> Granularity:
    """How fine a value is."""
    found = _FORM.fullmatch(value)
    if found is None:
        raise ValueError(f"no value of the calendar: {value!r}")
    if found["clock"]:
        return (Granularity.HOUR, Granularity.MINUTE, Granularity.SECOND)[found["clock"].count(":")]
    return next(fine for group, fine in _BY_GROUP.items() if found[group])


def interval(value: str) -> tuple[str, str]:
    """The first and last day that a value covers, both inclusive; with hours where it is finer than a day."""
    found = _FORM.fullmatch(value)
    if found is None:
        raise ValueError(f"no value of the calendar: {value!r}")
    if found["decade"]:
        return f"{value}0-01-01", f"{value}9-12-31"
    if found["century"]:
        return f"{value}00-01-01", f"{value}99-12-31"
    year = int(found["year"])
    if found["week"]:
        monday = date.fromisocalendar(year, int(found["week"]), 1)
        first = monday + timedelta(5) if found["end"] else monday
        return first.isoformat(), (monday + timedelta(6)).isoformat()
    if found["part"] or found["clock"]:
        return _within_day(value, found["part"])
    if found["day"]:
        return value, value
    first_month, months = _months_of(found)
    return _month_range(year * 12 + first_month - 1, months)


def _months_of(found: re.Match[str]) -> tuple[int, int]:
    if found["quarter"]:
        return int(found["quarter"]) * 3 - 2, 3
    if found["half"]:
        return int(found["half"]) * 6 - 5, 6
    if found["season"]:
        return _SEASON_STARTS[found["season"]], 3
    return (int(found["month"]), 1) if found["month"] else (1, 12)


def _month_range(first: int, months: int) -> tuple[str, str]:
    start = date(first // 12, first % 12 + 1, 1)
    after = first + months
    end = date(start.year, 12, 31) if after // 12 > 9999 else date(after // 12, after % 12 + 1, 1) - timedelta(1)
    return start.isoformat(), end.isoformat()


def _within_day(value: str, part: str | None) -> tuple[str, str]:
    day = date.fromisoformat(value[:10])
    if part is None:
        clock = value[11:]
        if clock.startswith("24"):
            return _later(day) + "T00:00", _later(day) + "T00:00"
        whole = f"{value}:00" if len(clock) == 2 else value
        return whole, whole
    begin, end = _PART_HOURS[part]
    if day == date.max:
        return f"{value[:10]}T{begin}", f"{value[:10]}T23:59"
    return f"{value[:10]}T{begin}", f"{_later(day) if part == 'NI' else value[:10]}T{end}"


def _later(day: date) -> str:
    return day.isoformat() if day == date.max else (day + timedelta(1)).isoformat()


def edtf(value: str) -> str:
    """The value in EDTF (ISO 8601-2, level 2); what EDTF has no name for is written as an interval."""
    found = _FORM.fullmatch(value)
    if found is None:
        raise ValueError(f"no value of the calendar: {value!r}")
    if found["decade"]:
        return f"{value}X"
    if found["century"]:
        return f"{value}XX"
    if found["quarter"]:
        return f"{value[:5]}{32 + int(found['quarter'])}"
    if found["half"]:
        return f"{value[:5]}{39 + int(found['half'])}"
    if found["season"]:
        return f"{value[:5]}{_EDTF_SEASONS[found['season']]}"
    if found["week"]:
        return "/".join(interval(value))
    if found["clock"]:
        start = interval(value)[0]
        return start if start.count(":") == 2 else f"{start}:00"
    return value[:10]


def narrowed(value: str, mod: str | None) -> tuple[str, str]:
    """The days of a value's first half, middle half or last half, by ``mod``; all of them for other mods."""
    start, end = interval(value)
    if mod not in ("START", "MID", "END") or "T" in start or start == end:
        return start, end
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    days = (last - first).days
    lead = {"START": 0, "MID": days // 4, "END": days // 2 + 1}[mod]
    trail = {"START": days // 2, "MID": days - days // 4, "END": days}[mod]
    return (first + timedelta(lead)).isoformat(), (first + timedelta(trail)).isoformat()


def moved(value: str, count: int, unit: str) -> str | None:
    """The value ``count`` units later (earlier if negative), as fine as it was; ``None`` where that cannot be told.

    Months and years move a day to the same day of another month, or that month's last.
    """
    fine = granularity(value)
    if unit in MONTHS:
        return _moved_months(value, fine, count * MONTHS[unit])
    if unit in ("W", "D") and fine in (Granularity.DAY, Granularity.PART):
        return _moved_days(value, count * (7 if unit == "W" else 1))
    if unit == "W" and fine in (Granularity.WEEK, Granularity.WEEKEND):
        monday = shifted_day(date.fromisocalendar(int(value[:4]), int(value[6:8]), 1), 7 * count)
        return None if monday is None else week_of(monday) + value[8:]
    return None


def _moved_days(value: str, count: int) -> str | None:
    day = shifted_day(date.fromisoformat(value[:10]), count)
    return None if day is None else day.isoformat() + value[10:]


def _moved_months(value: str, fine: Granularity, months: int) -> str | None:
    years, odd = divmod(months, 12)
    if fine is Granularity.MONTH or fine in (Granularity.DAY, Granularity.PART):
        total = int(value[:4]) * 12 + int(value[5:7]) - 1 + months
        if not 12 <= total < 120_000:
            return None
        month = f"{total // 12:04}-{total % 12 + 1:02}"
        if fine is Granularity.MONTH:
            return month
        last = int(interval(month)[1][8:])
        return f"{month}-{min(int(value[8:10]), last):02}{value[10:]}"
    if fine is Granularity.QUARTER and odd % 3 == 0:
        total = int(value[:4]) * 4 + int(value[6]) - 1 + months // 3
        return f"{total // 4:04}-Q{total % 4 + 1}" if 4 <= total < 40_000 else None
    if odd or fine in (Granularity.WEEK, Granularity.WEEKEND, Granularity.CENTURY):
        return None
    if fine is Granularity.DECADE:
        decade = int(value) + years // 10
        return f"{decade:03}" if years % 10 == 0 and 1 <= decade <= 999 else None
    year = int(value[:4]) + years
    return f"{year:04}{value[4:]}" if 1 <= year <= 9999 else None


def shifted_day(day: date, days: int) -> date | None:
    """``day`` moved by a number of days, ``None`` outside the years 1 to 9999."""
    try:
        return day + timedelta(days)
    except OverflowError:
        return None


def week_of(day: date) -> str:
    """The ISO week a day lies in."""
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def season_of(day: date) -> str:
    """The season a day lies in; winter is named after the year of its December."""
    if day.month in (1, 2):
        return f"{day.year - 1:04}-WI"
    return f"{day.year:04}-" + next(code for code, first in reversed(_SEASON_STARTS.items()) if day.month >= first)


def coarse(value: str, unit: str) -> str | None:
    """The unit of the calendar that ``value`` (a day, month or year) lies in; ``None`` where it is too coarse."""
    if unit == "Y" and len(value) >= 4:
        return value[:4]
    if unit == "E" and len(value) >= 3:
        return value[:3]
    if unit == "C":
        return value[:2]
    if len(value) < 7 or not value[5].isdigit():
        return value if value[5:6] == unit or (unit == "WE" and value.endswith("WE")) else None
    if unit == "M":
        return value[:7]
    if unit == "Q":
        return f"{value[:4]}-Q{(int(value[5:7]) + 2) // 3}"
    if unit == "H":
        return f"{value[:4]}-H{1 if int(value[5:7]) <= 6 else 2}"
    if len(value) < 10:
        return None
    if unit == "D":
        return value[:10]
    return week_of(date.fromisoformat(value[:10])) + ("-WE" if unit == "WE" else "")
