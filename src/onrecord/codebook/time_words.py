"""The words of ``time_words.yaml``: months, holidays and their rules, units, numbers, and what places a time."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, partial
from pathlib import Path
from typing import TypeVar

from onrecord.errors import CodebookError

from .sheet import FOLDER, Entry, Sheet, load_sheet


class Calendar(StrEnum):
    """By which reckoning a month is counted."""

    GREGORIAN = "gregorian"
    HIJRI = "hijri"
    JALALI = "jalali"


class HolidayRule(StrEnum):
    """How the date of a holiday follows from the year."""

    FIXED = "day"
    NTH = "nth weekday"
    EASTER = "easter"
    ORTHODOX = "orthodox"
    HIJRI = "hijri"
    JALALI = "jalali"


@dataclass(frozen=True, slots=True)
class Month:
    """A month's names; ``doubtful`` ones are ordinary words too, and only ``alone`` ones count without day or year."""

    number: int
    calendar: Calendar
    names: tuple[str, ...]
    doubtful: bool
    alone: bool


@dataclass(frozen=True, slots=True)
class Coded:
    """Names with the TIMEX3 code they stand for: of a season, a part of day, a reference, a set, a nearness."""

    code: str
    names: tuple[str, ...]
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Numbered:
    """Names with a number: of a weekday (Monday is 1), a clock word (hour), a day counted from the day of writing.

    ``part`` is the part of day that the names mean besides.
    """

    number: int
    names: tuple[str, ...]
    doubtful: bool = False
    part: str = ""


@dataclass(frozen=True, slots=True)
class Holiday:
    """A holiday and the rule of its date. ``plus`` days are added; for the Easters it is the distance in days."""

    names: tuple[str, ...]
    rule: HolidayRule
    month: int = 0
    day: int = 0
    weekday: int = 0
    nth: int = 0
    plus: int = 0


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of time in singular and plural; ``times`` of the TIMEX3 unit ``code``."""

    code: str
    times: int
    one: tuple[str, ...]
    many: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NumberWord:
    """A number as counted, as placed in order and, for tens, as a decade; empty where there is no such word."""

    value: int
    word: str
    order: str
    decade: str


@dataclass(frozen=True, slots=True)
class TimeWords:
    """Everything the sheet holds, by section."""

    name: str
    version: str
    months: tuple[Month, ...]
    weekdays: tuple[Numbered, ...]
    seasons: tuple[Coded, ...]
    holidays: tuple[Holiday, ...]
    parts: tuple[Coded, ...]
    clock_words: tuple[Numbered, ...]
    units: tuple[Unit, ...]
    numbers: tuple[NumberWord, ...]
    references: tuple[Coded, ...]
    sets: tuple[Coded, ...]
    days: tuple[Numbered, ...]
    nearness: tuple[Coded, ...]
    edges: tuple[Coded, ...]
    roles: Mapping[str, tuple[str, ...]]
    tenses: Mapping[str, frozenset[str]]


_Made = TypeVar("_Made")

ROLES = (
    *("a", "the", "of", "in", "on", "at", "since", "and", "to", "last", "past", "future", "next", "this", "these"),
    *("current", "that", "same", "previous", "following", "latest", "recent", "ago", "earlier", "later"),
    *("hence", "each", "few", "couple", "half", "fiscal", "old", "ending", "so", "more", "period", "era", "before_era"),
    *("hijri_era", "jalali_era", "am", "pm", "oclock", "zone", "once"),
)
TENSES = ("past", "future", "present", "none", "finished")
_SEASONS = ("SP", "SU", "FA", "WI")
_PARTS = ("MO", "AF", "EV", "NI")
_UNITS = ("TS", "TM", "TH", "D", "W", "M", "Q", "Y", "E", "C", "L", "WE")
_REFERENCES = ("PRESENT_REF", "PAST_REF", "FUTURE_REF")
_MODS = ("APPROX", "LESS_THAN", "MORE_THAN", "EQUAL_OR_MORE", "EQUAL_OR_LESS")
_EDGES = ("START", "MID", "END")
_DAY_OF_YEAR = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", re.ASCII)
_EVERY = re.compile(r"PT?\d{1,2}[DWMYH]|XXXX-XX-XXT[A-Z]{2}", re.ASCII)


def load_time_words(path: Path) -> TimeWords:
    """Read the sheet.

    Raises:
        CodebookError: if a section is missing, an entry breaks its form, or a name stands in it twice.
    """
    sheet = load_sheet(path)
    once = _Once()
    weekday = partial(_numbered, key="number", within=(1, 7), fields=("names", "doubtful"))
    day = partial(_numbered, key="days", within=(-2, 2), fields=("names", "part"))
    parts = sheet.entries("parts", once(_part))
    return TimeWords(
        name=sheet.name,
        version=sheet.version,
        months=sheet.entries("months", once(_month)),
        weekdays=sheet.entries("weekdays", once(weekday)),
        seasons=sheet.entries("seasons", once(partial(_coded, key="code", codes=_SEASONS))),
        holidays=sheet.entries("holidays", once(_holiday)),
        parts=tuple(p for p in parts if isinstance(p, Coded)),
        clock_words=tuple(p for p in parts if isinstance(p, Numbered)),
        units=sheet.entries("units", once(_unit)),
        numbers=sheet.entries("numbers", once(_number_word)),
        references=sheet.entries("references", once(partial(_coded, key="ref", codes=_REFERENCES))),
        sets=sheet.entries("sets", once(_set)),
        days=sheet.entries("days", once(day)),
        nearness=sheet.entries("nearness", once(partial(_coded, key="mod", codes=_MODS))),
        edges=sheet.entries("edges", once(partial(_coded, key="mod", codes=_EDGES))),
        roles=_by_key(sheet, "roles", "role", ROLES, once),
        tenses={key: frozenset(words) for key, words in _by_key(sheet, "tenses", "tense", TENSES, None).items()},
    )


class _Once:
    """Wraps the making of entries so that a name that stands in the sheet twice is refused: it could mean but one."""

    def __init__(self) -> None:
        self._lines: dict[str, int] = {}

    def __call__(self, make: Callable[[Entry], _Made]) -> Callable[[Entry], _Made]:
        def made(row: Entry) -> _Made:
            found = make(row)
            for key in ("names", "one", "many", "words", "word", "order", "decade"):
                for name in row.words(key) if key in row.values else ():
                    self._take(row, name)
            return found

        return made

    def _take(self, row: Entry, name: str) -> None:
        line = self._lines.setdefault(name.lower(), row.line)
        if line != row.line:
            raise row.wrong(f"the name {name!r} already stands in line {line}", "keep it in one entry")


@cache
def time_words() -> TimeWords:
    """The sheet that ships with the codebook, checked once."""
    return load_time_words(FOLDER / "time_words.yaml")


def _whole(row: Entry, key: str, low: int, high: int, default: int | None = None) -> int:
    value = row.values.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise row.wrong(f"the field {key!r} is {value!r}", f"use a whole number from {low} to {high}")
    return value


def _flag(row: Entry, key: str, default: bool) -> bool:
    value = row.values.get(key, default)
    if not isinstance(value, bool):
        raise row.wrong(f"the field {key!r} is {value!r}", "use true or false")
    return value


def _names(row: Entry, key: str = "names") -> tuple[str, ...]:
    names = row.words(key)
    if not names:
        raise row.wrong(f"the field {key!r} is missing or empty", f"write {key}: [one, two]")
    return names


def _month(row: Entry) -> Month:
    row.only("number", "calendar", "names", "doubtful", "alone")
    calendar = Calendar(row.choice("calendar", [c.value for c in Calendar]))
    number = _whole(row, "number", 1, 12)
    return Month(number, calendar, _names(row), _flag(row, "doubtful", False), _flag(row, "alone", True))


def _coded(row: Entry, key: str, codes: Sequence[str]) -> Coded:
    row.only(key, "names", "doubtful")
    return Coded(row.choice(key, codes), _names(row), _flag(row, "doubtful", False))


def _numbered(row: Entry, key: str, within: tuple[int, int], fields: Sequence[str]) -> Numbered:
    row.only(key, *fields)
    part = row.choice("part", _PARTS) if "part" in row.values else ""
    return Numbered(_whole(row, key, *within), _names(row), _flag(row, "doubtful", False), part)


def _part(row: Entry) -> Coded | Numbered:
    return _numbered(row, "hour", (0, 24), ("names",)) if "hour" in row.values else _coded(row, "code", _PARTS)


def _set(row: Entry) -> Coded:
    row.only("every", "names")
    every = row.word("every")
    if not _EVERY.fullmatch(every):
        raise row.wrong(f"the field 'every' is {every!r}", "use a length such as P1D or PT1H")
    return Coded(every, _names(row))


def _unit(row: Entry) -> Unit:
    row.only("code", "times", "one", "many")
    return Unit(row.choice("code", _UNITS), _whole(row, "times", 1, 100, 1), row.words("one"), _names(row, "many"))


def _number_word(row: Entry) -> NumberWord:
    row.only("value", "word", "order", "decade")
    order, decade = (row.word(key) if key in row.values else "" for key in ("order", "decade"))
    return NumberWord(_whole(row, "value", 1, 1000), row.word("word"), order, decade)


def _holiday(row: Entry) -> Holiday:
    row.only("names", "day", "month", "weekday", "nth", "plus", "easter", "orthodox", "hijri", "jalali")
    rules = [key for key in ("day", "nth", "easter", "orthodox", "hijri", "jalali") if key in row.values]
    if len(rules) != 1:
        raise row.wrong(f"the holiday has {len(rules)} rules", "give one of: day, nth, easter, orthodox, hijri, jalali")
    key = rules[0]
    if key == "nth":
        return Holiday(
            _names(row),
            HolidayRule.NTH,
            month=_whole(row, "month", 1, 12),
            weekday=_whole(row, "weekday", 1, 7),
            nth=_whole(row, "nth", -1, 4),
            plus=_whole(row, "plus", -7, 7, 0),
        )
    if key in ("easter", "orthodox"):
        return Holiday(_names(row), HolidayRule(key), plus=_whole(row, key, -60, 60))
    found = _DAY_OF_YEAR.fullmatch(row.word(key))
    if found is None:
        raise row.wrong(f"the field {key!r} is {row.word(key)!r}", 'write month and day as "MM-DD"')
    return Holiday(_names(row), HolidayRule(key), month=int(found[1]), day=int(found[2]))


def _by_key(
    sheet: Sheet, section: str, key: str, known: Sequence[str], once: _Once | None
) -> dict[str, tuple[str, ...]]:
    def make(row: Entry) -> tuple[str, tuple[str, ...]]:
        row.only(key, "words")
        name = row.choice(key, known)
        if name in seen:
            raise row.wrong(f"the {key} {name!r} is listed twice", "put its words into one entry")
        seen.add(name)
        return name, _names(row, "words")

    seen: set[str] = set()
    rows = dict(sheet.entries(section, make if once is None else once(make)))
    for name in known:
        if name not in rows:
            raise CodebookError(f"the {key} {name!r} is missing in {section!r}", sheet.path.name, "list its words")
    return rows
