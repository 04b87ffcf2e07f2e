"""Weeks, quarters, seasons, years, decades and centuries, by number or by "last", "this" and "next"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from ...codebook.time_words import Calendar, Month, Unit
from ...record import Anchor, Granularity, TimeKind
from .anchors import from_published, from_said, year_in_words, year_of
from .calendars import REMARK, gregorian
from .days import any_day, weekday_meaning
from .extents import coarse, interval, moved, season_of, week_of
from .hit import Hit
from .meaning import Meaning, between, grain, point, unknown
from .months import month_meaning
from .tense import FUTURE

_DECADE = re.compile(r"(\d{3}|['’]\d)0", re.ASCII)
_TIME_BEFORE = frozenset(["in", "since", "until", "during", "by", "late", "early", "mid"])
_BEFORE_YEAR = frozenset(
    ["of", "from", "through", "to", "and", "or", "between", "before", "after", "for", *_TIME_BEFORE]
)


def direction_meaning(hit: Hit) -> Meaning | None:
    """ "last month", "early next year", "the previous week", "the end of this week"."""
    unit = hit.unit()
    if unit is None or unit.code in ("TS", "TM", "TH", "L") or unit.times > 1:
        return None
    mod = hit.text("edge") or None
    if hit.titled():
        return None
    if unit.code == "D" and not hit.has("previous", "following", "same"):
        return None
    step = -1 if hit.has("last", "previous", "past") else 1 if hit.has("next", "following") else 0
    if hit.has("previous", "following", "same", "that") and hit.course.said is not None:
        found = from_said(hit, unit.code, step)
        return _edged(found, mod)
    if unit.code == "WE":
        return _edged(_weekend(hit), mod)
    return _edged(from_published(hit, unit.code, step), mod)


def _edged(found: Meaning, mod: str | None) -> Meaning:
    if mod is None:
        return found
    if found.value is None:
        return replace(found, mod=mod)
    return replace(point(found.value, found.anchor, mod, found.why), confidence=found.confidence)


def _weekend(hit: Hit) -> Meaning:
    """The weekend that is meant: "last" is the latest that has begun, "next" the first to come."""
    day = hit.course.day
    if day is None:
        return unknown(Granularity.WEEKEND, hit.course.lacking())
    begun = day.isoweekday() >= 6
    ahead = hit.has("next") or (not hit.has("last", "past") and hit.tense() == FUTURE)
    if hit.has("this") and not ahead and not hit.has("past"):
        step = 0 if begun else -1
    else:
        step = (1 if begun and hit.has("next") else 0) if ahead else (0 if begun and not hit.has("last") else -1)
    value = moved(week_of(day) + "-WE", step, "W")
    if value is None:
        return unknown(Granularity.WEEKEND, "no such week")
    return point(value, hit.course.anchor(), why=f"counted from the publication date {hit.course.published}")


def earlier_meaning(hit: Hit) -> Meaning | None:
    """ "earlier this week" reaches to the day it is counted from, "later this year" begins there."""
    unit = hit.unit()
    if hit.has("weekday", "deictic"):
        found = weekday_meaning(hit)
    elif hit.has("season"):
        found = season_meaning(hit)
    elif unit is None or unit.code in ("TS", "TM", "TH"):
        return None
    elif hit.has("that", "same", "previous", "following") or (hit.has("the") and hit.course.said_here() is not None):
        found = from_said(hit, unit.code, -1 if hit.has("previous") else 1 if hit.has("following") else 0)
    else:
        found = from_published(hit, unit.code, -1 if hit.has("last") else 1 if hit.has("next") else 0)
    if found is None:
        return None
    early = hit.has("earlier")
    mod = "START" if early else "END"
    if found.value is None or found.start is None or found.end is None:
        return replace(found, mod=mod)
    start, end = found.start, found.end
    if hit.course.published is not None and start != end:
        first, last = interval(hit.course.published)
        if start <= last and first <= end:
            start, end = (start, min(end, last)) if early else (max(start, first), end)
    return replace(found, mod=mod, start=start, end=end)


def season_meaning(hit: Hit) -> Meaning | None:
    """A season, of the northern half of the world."""
    code = hit.text("season")
    mod = hit.text("edge") or None
    year = year_of(hit) or year_in_words(hit)
    why = "season of the northern half of the world"
    if year is not None:
        return point(f"{year:04}-{code}", hit.course.anchor() if hit.has("unit") else None, mod, why)
    day = hit.course.day
    if day is None:
        return unknown(Granularity.SEASON, "the year is not said and no publication date tells it", None, mod)
    year = _season_year(hit, f"{day.year:04}-{code}", day)
    return point(f"{year:04}-{code}", hit.course.anchor(), mod, f"{why}, counted from {day.isoformat()}")


def _season_year(hit: Hit, same: str, day: date) -> int:
    start, end = interval(same)
    running = season_of(day) == same
    begun = start <= day.isoformat()
    if hit.has("last", "past", "previous") and not hit.has("this"):
        return day.year if begun and not running else day.year - 1
    if hit.has("next", "following"):
        return day.year + 1 if begun else day.year
    if hit.has("this", "current"):
        return int(season_of(day)[:4]) if season_of(day)[5:] == same[5:] else day.year
    if hit.awaited():
        return day.year + 1 if begun else day.year
    if hit.tense() == FUTURE:
        return day.year if day.isoformat() <= end else day.year + 1
    return day.year if begun else day.year - 1


def quarter_meaning(hit: Hit) -> Meaning | None:
    """A quarter or half of a year, by number."""
    unit = hit.unit()
    half = hit.has("half")
    if not half and (unit is None or not _names_unit(hit, "Q")):
        return None
    number = hit.whole("order", "second")
    if number is None:
        number = 2 if hit.has("last") and half else None
    if number is None or number > (2 if half else 4):
        return None
    code = f"H{number}" if half else f"Q{number}"
    mod = hit.text("edge") or None
    value, anchor, why = _quarter(hit, code)
    if value is None:
        return unknown(Granularity.HALF if half else Granularity.QUARTER, why, None, mod)
    return point(value, anchor, mod, why)


def _names_unit(hit: Hit, code: str) -> bool:
    values = (hit.row.values[at] for at in range(hit.first, hit.last + 1))
    return any(isinstance(v, Unit) and v.code == code for v in values)


def _quarter(hit: Hit, code: str) -> tuple[str | None, Anchor | None, str]:
    year = hit.value("yyyy")
    if isinstance(year, int):
        return f"{year:04}-{code}", None, ""
    years = _names_unit(hit, "Y")
    here = hit.course.unit(code[0])
    if years and hit.has("last", "this", "next") and hit.course.published:
        shifted = hit.course.unit("Y", -1 if hit.has("last") else 1 if hit.has("next") else 0)
        return f"{shifted}-{code}", hit.course.anchor(), f"its year is counted from {hit.course.published}"
    if here is None:
        return None, None, "the year is not said and no publication date tells it"
    number = int(here[:4])
    ahead = int(code[1]) - int(here[6])
    if hit.tense() == FUTURE and (ahead < -1 or code[0] == "H"):
        number += ahead < 0
    elif hit.tense() != FUTURE:
        number -= ahead > 0
    if years and hit.has("ago", "earlier"):
        number -= 1
    why = f"the one that lies nearest by the tense to the publication date {hit.course.published}"
    return f"{number:04}-{code}", hit.course.anchor(), why


def year_meaning(hit: Hit) -> Meaning | None:
    """A year in figures, where its neighbours do not make it a number of something."""
    year = hit.value("yyyy")
    if hit.has("yy"):
        if hit.word(-1) not in _BEFORE_YEAR:
            return None
        return point(f"{year_of(hit):04}")
    if not isinstance(year, int) or not _is_year(hit, year):
        return None
    if hit.has("hijri_era", "jalali_era"):
        return _other_year(hit, year)
    edge = hit.text("edge")
    return point(f"{year:04}", mod=edge or hit.text("near") or None)


def _is_year(hit: Hit, year: int) -> bool:
    if hit.has("edge", "era", "hijri_era", "jalali_era"):
        return True
    before, after = hit.word(-1), hit.word(1)
    if not 1900 <= year <= 2099:
        return year >= 1000 and before in ("in", "since", "until", "of", "by", "from") and not after.endswith("s")
    numbered = before in ("no", "number", "#", "room", "flight") or (before == "." and hit.word(-2) in ("no", "nos"))
    if numbered or after in ("percent", "people", "per", "million", "billion"):
        return False
    if before in (*_TIME_BEFORE, "(") or hit.has("since", "the"):
        return True
    counted = after.isalpha() and after.endswith("s") and after not in ("was", "is", "has", "as", "its", "his", "this")
    return not counted or before in _TIME_BEFORE


def before_era_meaning(hit: Hit) -> Meaning | None:
    """A year before the Christian era; EDTF counts a year 0."""
    year = hit.whole("yyyy", "number", "day")
    if year is None or not 1 <= year <= 9999:
        return None
    form = f"-{year - 1:04}" if year > 1 else "0000"
    return Meaning(TimeKind.POINT, Granularity.YEAR, f"BC{year:04}", form, mod=hit.text("near") or None)


def _other_year(hit: Hit, year: int) -> Meaning | None:
    calendar = Calendar.HIJRI if hit.has("hijri_era") else Calendar.JALALI
    if not 1 <= year <= 1700:
        return None
    first, after = gregorian(calendar, year, 1), gregorian(calendar, year + 1, 1)
    if first is None or after is None:
        return None
    end = date.fromordinal(after.toordinal() - 1)
    return between(first.isoformat(), end.isoformat(), Granularity.YEAR, REMARK[calendar])


def words_year_meaning(hit: Hit) -> Meaning | None:
    """A year spoken in words."""
    year = year_in_words(hit)
    if year is None or (year >= 2000 and not hit.has("unit")):
        return None
    return point(f"{year:04}", mod=hit.text("edge") or None)


def the_year_meaning(hit: Hit) -> Meaning | None:
    """ "the year 2000"."""
    unit = hit.unit()
    if unit is None or unit.code != "Y":
        return None
    year = hit.whole("yyyy") or year_in_words(hit)
    return None if year is None else point(f"{year:04}")


def fiscal_meaning(hit: Hit) -> Meaning | None:
    """A fiscal year by its number; which months it holds its owner alone knows."""
    year = year_of(hit)
    why = "fiscal year; which months it holds is not said"
    return None if year is None else replace(point(f"{year:04}", mod=hit.text("edge") or None), why=why)


def decade_meaning(hit: Hit) -> Meaning | None:
    """The 1980s, the '80s, the eighties."""
    mod = hit.text("edge") or None
    if hit.has("decade"):
        found = _DECADE.match(hit.text("decade"))
        if found is None:
            return None
        digits = found[1]
        return point(digits if len(digits) == 3 else ("200" if digits[1] in "012" else "19")[:2] + digits[1], mod=mod)
    tens = hit.whole("tens")
    if tens is None or (not hit.has("the") and not hit.has("word")) or hit.word(-1) in ("his", "her", "their", "its"):
        return None
    lead = hit.whole("word")
    century = lead if lead is not None and 10 <= lead <= 20 else 19
    return point(f"{century}{tens // 10}", mod=mod)


def century_meaning(hit: Hit) -> Meaning | None:
    """A century by number."""
    unit, number = hit.unit(), hit.whole("order", "second")
    if unit is None or unit.code != "C" or number is None or not 2 <= number <= 30:
        return None
    return point(f"{number - 1:02}", mod=hit.text("edge") or None)


def first_of_meaning(hit: Hit) -> Meaning | None:
    """The first or last weeks, days or months of a month or year: the whole with its part."""
    month, year = hit.value("month"), year_of(hit)
    last = hit.has("last")
    mod = "END" if last else "START"
    if isinstance(month, Month):
        found = month_meaning(hit)
        return None if found is None else _week_in_month(_edged(found, mod), hit)
    if year is None:
        return None
    unit, count = hit.unit(), hit.whole("word")
    if unit is not None and unit.code == "Q" and count == 2:
        return point(f"{year:04}-H{2 if last else 1}")
    if hit.has("units") or unit is None or unit.code == "Q":
        return None
    return point(f"{year:04}", mod=mod)


def _week_in_month(found: Meaning, hit: Hit) -> Meaning:
    """The first week of a month is taken as its first seven days, the last as its last."""
    unit, number = hit.unit(), hit.whole("order", "second") or 0
    if found.value is None or unit is None or unit.code != "W" or hit.has("units"):
        return found
    start, end = (date.fromisoformat(day) for day in interval(found.value))
    if hit.has("last"):
        return replace(found, start=(end - timedelta(6)).isoformat(), end=end.isoformat())
    if not 1 <= number <= 4:
        return found
    first = start + timedelta(7 * number - 7)
    return replace(found, start=first.isoformat(), end=(first + timedelta(6)).isoformat())


def week_of_meaning(hit: Hit) -> Meaning | None:
    """ "the week of March 6"."""
    unit, found = hit.unit(), any_day(hit)
    if unit is None or unit.code not in ("W", "WE") or found is None:
        return None
    week = coarse(found.value, unit.code) if found.value is not None else None
    if week is None:
        return unknown(grain(unit.code), found.why)
    return point(week, found.anchor, why=found.why)


def year_end_meaning(hit: Hit) -> Meaning | None:
    """ "year-end", "the year's end"."""
    unit = hit.unit()
    if unit is None or unit.code not in ("Y", "M", "W", "Q"):
        return None
    return _edged(from_published(hit, unit.code, -1 if hit.has("last") else 1 if hit.has("next") else 0), "END")


def edge_unit_meaning(hit: Hit) -> Meaning | None:
    """ "the end of the year": of the year named in the sentence, or else the one of publication."""
    unit = hit.unit()
    if unit is None or unit.code in ("TS", "TM", "TH", "D", "C", "E", "L"):
        return None
    edge = hit.text("edge")
    here = hit.course.said_here()
    if hit.has("last", "next", "this", "current"):
        return direction_meaning(hit)
    if here is not None and coarse(here.value, unit.code) is not None:
        return _edged(from_said(hit, unit.code, 0), edge)
    return _edged(from_published(hit, unit.code, 0), edge)


def bare_unit_meaning(hit: Hit) -> Meaning | None:
    """ "the quarter", "the week", "the weekend", "the latest quarter", "the full year"."""
    unit = hit.unit()
    if unit is None or unit.times > 1:
        return None
    if unit.code == "WE" and hit.has("the"):
        return _weekend(hit)
    if unit.code == "Q":
        here = hit.course.said
        if here is not None and here.value[5:6] == "Q" and not hit.has("latest"):
            return replace(from_said(hit, "Q", 0), confidence=0.6)
        return replace(from_published(hit, "Q", -1), confidence=0.5)
    if unit.code == "W" and hit.has("the"):
        return replace(from_published(hit, "W", 0), confidence=0.5)
    if unit.code == "Y" and hit.has("the", "current", "latest"):
        found = from_published(hit, "Y", -1 if hit.has("latest") else 0)
        return found if hit.has("current", "latest") else replace(found, confidence=0.5)
    return None
