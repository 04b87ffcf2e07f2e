"""ISO 8601 and TIMEX3 values in the words people use: ``2017-Q3`` is the third quarter of 2017."""

from __future__ import annotations

import re
from collections.abc import Callable

MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()  # noqa: SIM905
_SEASONS = {"SP": "spring", "SU": "summer", "FA": "autumn", "WI": "winter"}
_PARTS = {"MO": "morning", "MI": "midday", "AF": "afternoon", "EV": "evening", "NI": "night", "DT": "daytime"}
_REFERENCES = {"PRESENT_REF": "about now", "PAST_REF": "in the past", "FUTURE_REF": "in the future"}
_UNITS = {
    "CE": "century",
    "DE": "decade",
    "Y": "year",
    "H": "half-year",
    "Q": "quarter",
    "M": "month",
    "W": "week",
    "WE": "weekend",
    "D": "day",
    "TH": "hour",
    "TM": "minute",
    "TS": "second",
}
_ORDINALS = ("first", "second", "third", "fourth")
_NO_YEAR = "XXXX"
_LENGTH = re.compile(r"(\d+(?:\.\d+)?|X+)(CE|DE|WE|[YHQMWDS])")
_DATE = re.compile(r"(\d{4}|XXXX)(?:-(\d\d|XX)(?:-(\d\d|XX))?)?(?:T(\S+))?\Z")
_WEEK = re.compile(r"(\d{4}|XXXX)-W(\d\d|XX)(?:-(WE|[1-7]))?(?:T(\S+))?\Z")
_SPLIT = re.compile(r"(\d{4}|XXXX)-(Q[1-4]|H[12]|SP|SU|FA|WI)\Z")
_MODS: dict[str, str] = {
    "START": "the beginning of {}",
    "MID": "the middle of {}",
    "END": "the end of {}",
    "APPROX": "about {}",
    "BEFORE": "before {}",
    "AFTER": "after {}",
    "ON_OR_BEFORE": "by {}",
    "ON_OR_AFTER": "{} or later",
    "MORE_THAN": "more than {}",
    "LESS_THAN": "less than {}",
    "EQUAL_OR_MORE": "at least {}",
    "EQUAL_OR_LESS": "at most {}",
}


def value_words(value: str, mod: str | None = None, again: bool = False) -> str:
    """A value in words; the value itself where it is of no form known here.

    ``again`` says that it comes again and again, so that a missing year is every year.
    """
    for form in (_reference, _length, _century, _week, _split, _date):
        if words := form(value, again):
            return _MODS.get(mod or "", "{}").format(words)
    return value


def day_words(value: str) -> str:
    """An ISO 8601 date or time as people write it; the string itself if it cannot be read."""
    return _date(value, again=False) or value


def interval_words(start: str | None, end: str | None) -> str:
    """From the first to the last day that a time may cover; empty where neither is known."""
    if start is None and end is None:
        return ""
    if end is None:
        return f"from {day_words(start or '')} on"
    if start is None:
        return f"until {day_words(end)}"
    if start == end:
        return day_words(start)
    return f"{day_words(start)} to {day_words(end)}"


def _reference(value: str, again: bool) -> str:
    return _REFERENCES.get(value, "")


def _length(value: str, again: bool) -> str:
    if not value.startswith("P"):
        return ""
    days, _, clock = value[1:].partition("T")
    found = [(n, unit) for n, unit in _LENGTH.findall(days)]
    found += [(n, f"T{unit}") for n, unit in _LENGTH.findall(clock)]
    if not found or any(unit not in _UNITS for _, unit in found):
        return ""
    if again and found[0][0] == "1" and len(found) == 1:
        return f"every {_UNITS[found[0][1]]}"
    words = ", ".join(_counted(n, _UNITS[unit]) for n, unit in found)
    return f"every {words}" if again else words


def _counted(number: str, unit: str) -> str:
    several = "centuries" if unit == "century" else unit + "s"
    return f"some {several}" if number.startswith("X") else f"{number} {unit if number == '1' else several}"


def _century(value: str, again: bool) -> str:
    if re.fullmatch(r"\d\d", value):
        return f"{value}00 to {value}99"
    return f"the {value}0s" if re.fullmatch(r"\d{3}", value) else ""


def _week(value: str, again: bool) -> str:
    if (found := _WEEK.match(value)) is None:
        return ""
    year, week, day, part = found.groups()
    name = "weekend" if day == "WE" else _DAYS[int(day) - 1] if day else "week"
    if week == "XX":
        return _with_part(f"every {name}" if again else f"a {name}, which one is unknown", part)
    lead = f"{name} of " if day else ""
    return _with_part(f"{lead}week {int(week)}{_of_year(year, again, ' of ')}", part)


def _split(value: str, again: bool) -> str:
    if (found := _SPLIT.match(value)) is None:
        return ""
    year, code = found.groups()
    if code in _SEASONS:
        return f"{_SEASONS[code]}{_of_year(year, again, ' ')}"
    name = "quarter" if code[0] == "Q" else "half"
    return f"the {_ORDINALS[int(code[1]) - 1]} {name}{_of_year(year, again, ' of ')}"


def _of_year(year: str, again: bool, joint: str) -> str:
    if year != _NO_YEAR:
        return f"{joint}{year}"
    return ", every year" if again else ", year unknown"


def _date(value: str, again: bool) -> str:
    if (found := _DATE.match(value)) is None:
        return ""
    year, month, day, part = found.groups()
    if month is not None and month != "XX" and not 1 <= int(month) <= 12:
        return ""
    words: Callable[[str], str] = lambda joint: _of_year(year, again, joint)  # noqa: E731
    if month in (None, "XX"):
        whole = "every day" if again and year == _NO_YEAR else "a day, which one is unknown" if month else ""
        return _with_part(whole or (year if year != _NO_YEAR else "a year, which one is unknown"), part)
    name = MONTHS[int(month or "") - 1]
    if day is None:
        return f"{name}{words(' ')}"
    return _with_part(f"{name}{words(' ')}" if day == "XX" else f"{int(day)} {name}{words(' ')}", part)


def _with_part(day: str, part: str | None) -> str:
    if not part:
        return day
    return f"{day}, {_PARTS.get(part, part)}"
