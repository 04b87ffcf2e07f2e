"""Days: what ``Feb. 13``, ``last Friday``, ``the 13th``, ``tonight`` and ``Tuesday night`` mean."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from ...codebook.time_words import Calendar, Month, Numbered
from ...record import Anchor, AnchorKind, Granularity
from .anchors import chosen, from_published, from_said, full_year, puts, with_edge, year_of
from .calendars import gregorian
from .course import Said
from .extents import coarse, moved, shifted_day
from .hit import NEXT_WORDS, PAST_WORDS, Hit
from .meaning import Meaning, point, unknown
from .other_calendars import other_day
from .tense import FUTURE

_SLASHED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{2,4})", re.ASCII)


def day_meaning(hit: Hit) -> Meaning | None:
    """A date with day and month, in whatever order, calendar and writing."""
    found = _calendar_day(hit)
    return None if found is None else with_edge(hit, found)


def day_and_weekday_meaning(hit: Hit) -> Meaning | None:
    """A full date with its weekday behind it: "May 1, 2018, Tuesday"; where the two differ they are no one date."""
    found, number = day_meaning(hit), hit.value("weekday")
    if found is None or found.value is None or date.fromisoformat(found.value[:10]).isoweekday() != number:
        return None
    return found


def weekday_meaning(hit: Hit) -> Meaning | None:
    """A weekday, "today" and the like, or a part of one."""
    found = _deictic(hit) if hit.has("deictic") else _weekday(hit)
    return None if found is None else with_edge(hit, found)


def any_day(hit: Hit) -> Meaning | None:
    """A day by date, by weekday or by "today"; ``None`` where the words hold none."""
    if hit.has("month", "omonth", "slashed", "iso"):
        return _calendar_day(hit)
    if hit.has("deictic"):
        return _deictic(hit)
    return _weekday(hit) if hit.has("weekday") else None


def part_meaning(hit: Hit) -> Meaning | None:
    """A part of a day: "Friday night", "this morning", "the previous evening"."""
    part = hit.text("part")
    found = any_day(hit) or _day_by_word(hit)
    if found is None:
        return None
    if found.value is None or len(found.value) != 10:
        return replace(found, granularity=Granularity.PART, edtf=None)
    return with_edge(hit, replace(point(f"{found.value}T{part}", found.anchor, found.mod), why=found.why))


def _day_by_word(hit: Hit) -> Meaning | None:
    said = hit.course.said
    if hit.has("that", "same", "previous", "following") or (hit.has("next") and hit.has("the")):
        step = -1 if hit.has("previous") else 1 if hit.has("following", "next") else 0
        return from_said(hit, "D", step)
    if hit.has("last", "next"):
        return from_published(hit, "D", -1 if hit.has("last") else 1)
    here = hit.course.said_here()
    if not hit.has("this") and here is not None and said is not None and len(said.value) == 10:
        return from_said(hit, "D", 0)
    return from_published(hit, "D", 0)


def _calendar_day(hit: Hit) -> Meaning | None:
    if hit.has("iso"):
        return _iso(hit.text("iso"))
    if hit.has("slashed"):
        return _slashed(hit.text("slashed"))
    month = hit.value("month") or hit.value("omonth")
    day = _day_beside(hit)
    if not isinstance(month, Month) or day is None:
        return None
    if hit.word(-1) == "in" and hit.sorts[0] == "month" and hit.word(1).isalpha() and not hit.has("yyyy", "yy"):
        return None  # "in May 10 guards fled" counts the guards
    return day_in(hit, month, day)


def day_in(hit: Hit, month: Month, day: int) -> Meaning | None:
    """A day of a month, in the year that the words give or that the tense asks for."""
    if month.calendar is not Calendar.GREGORIAN:
        return other_day(hit, month, day)
    year = year_of(hit)
    if year is not None:
        return _dated(year, month.number, day, hit)
    return _without_year(hit, month.number, day)


def _day_beside(hit: Hit) -> int | None:
    """The number next to the month: right behind it, or else before it."""
    at = next(n for n, sort in enumerate(hit.sorts) if sort in ("month", "omonth"))
    behind = [n for n in range(at + 1, min(len(hit.sorts), at + 3)) if hit.sorts[n] in _DAYS]
    if behind and (behind[0] == at + 1 or hit.sorts[at + 1] == "dot"):
        value = hit.row.values[hit.first + behind[0]]
    else:
        before = [n for n in range(at) if hit.sorts[n] in _DAYS]
        value = hit.row.values[hit.first + before[-1]] if before else None
    return value if isinstance(value, int) else None


_DAYS = ("day", "order", "second")


def _dated(year: int, month: int, day: int, hit: Hit) -> Meaning | None:
    try:
        found = point(date(year, month, day).isoformat())
    except ValueError:
        return None
    if hit.has("unit"):
        return replace(found, anchor=hit.course.anchor(), why=f"its year is counted from {hit.course.published}")
    return found


def _without_year(hit: Hit, month: int, day: int) -> Meaning | None:
    form = f"XXXX-{month:02}-{day:02}"
    if gregorian(Calendar.GREGORIAN, 2000, month, day) is None:
        return None
    published = hit.course.day
    if published is None:
        return unknown(Granularity.DAY, "the year is not said and no publication date tells it", form)
    years = [y for y in range(published.year - 4, published.year + 5) if 1 <= y <= 9999]
    days = [d for d in (gregorian(Calendar.GREGORIAN, y, month, day) for y in years) if d is not None]
    best = chosen(days, published, hit)
    if best is None:
        return None
    return point(best.isoformat(), hit.course.anchor(), why=puts(best, published))


def _iso(text: str) -> Meaning | None:
    day, clock = text[:10].replace("/", "-"), text[11:16]
    try:
        date.fromisoformat((day + "-01")[:10])
    except ValueError:
        return None
    if len(day) == 7 and int(day[5:]) > int(day[2:4]):
        return replace(point(day), confidence=0.6, why="read as a month; it may be two years")
    if len(clock) == 5:
        hours, minutes = int(clock[:2]), int(clock[3:5])
        return point(f"{day}T{clock}") if hours < 24 and minutes < 60 else None
    return point(day)


def _slashed(text: str) -> Meaning | None:
    found = _SLASHED.fullmatch(text)
    if found is None:
        return None
    first, second, year = (int(g) for g in found.groups())
    full = year if len(found[3]) == 4 else full_year(year)
    if len(found[3]) == 3 or ("/" not in text and len(found[3]) == 2):
        return None
    month, day = (second, first) if first > 12 or "." in text else (first, second)
    try:
        value = date(full, month, day).isoformat()
    except ValueError:
        return None
    if first <= 12 and second <= 12 and first != second and "." not in text:
        return replace(point(value), confidence=0.6, why="read as month, day, year, the American order")
    return point(value)


def _deictic(hit: Hit) -> Meaning | None:
    word = hit.value("deictic")
    if not isinstance(word, Numbered):
        return None
    found = from_published(hit, "D", word.number)
    if not word.part or hit.has("part"):
        return found
    if found.value is None:
        return replace(found, granularity=Granularity.PART)
    night = point(f"{found.value}T{word.part}", found.anchor, why=found.why)
    return night if hit.tense() == FUTURE or "night" not in hit.row.words[hit.first] else _either_night(hit, night)


def _either_night(hit: Hit, night: Meaning) -> Meaning:
    """ "overnight" told as past may be the night before the day of publication or the one after it."""
    day = hit.course.day
    before = shifted_day(day, -1) if day is not None else None
    if before is None or hit.row.words[hit.last] != "overnight":
        return night
    return replace(night, start=f"{before.isoformat()}T18:00", confidence=0.6)


def day_of_month_meaning(hit: Hit) -> Meaning | None:
    """ "on the 13th": of the month named in the sentence, or else the one the tense asks for."""
    number = hit.whole("order")
    next_word = hit.word(1)
    if number is None or not 1 <= number <= 31 or not hit.row.words[hit.last][0].isdigit() or next_word.isalpha():
        return None
    tokens = (hit.first + 1, hit.last)
    said = hit.course.said_here()
    month = coarse(said.value, "M") if said is not None else None
    published = hit.course.day
    if said is not None and month is not None:
        found = gregorian(Calendar.GREGORIAN, int(month[:4]), int(month[5:]), number)
        anchor, why = Anchor(AnchorKind.TIME, said.value, said.id), f"counted from {said.value}, named before"
    elif published is not None:
        months = (moved(published.isoformat()[:7], step, "M") for step in (-2, -1, 0, 1, 2))
        days = (gregorian(Calendar.GREGORIAN, int(m[:4]), int(m[5:]), number) for m in months if m is not None)
        found = chosen([d for d in days if d is not None], published, hit)
        anchor, why = hit.course.anchor(), f"the month that lies nearest by the tense to {published.isoformat()}"
    else:
        return replace(
            unknown(Granularity.DAY, "the month is not said and no publication date tells it"), tokens=tokens
        )
    return None if found is None else replace(point(found.isoformat(), anchor, why=why), tokens=tokens)


def _weekday(hit: Hit) -> Meaning | None:
    number = hit.value("weekday")
    if not isinstance(number, int):
        return None
    said = hit.course.said
    if hit.has("previous", "following") and said is not None and len(said.value) >= 10:
        return _weekday_from_said(hit, number, said)
    published = hit.course.day
    if published is None:
        return unknown(Granularity.DAY, "a weekday of a week that no publication date tells")
    back = (published.isoweekday() - number) % 7
    tense = hit.tense()
    if hit.has(*PAST_WORDS) and not hit.has("this"):
        step = -(back or 7)
    elif hit.has(*NEXT_WORDS):
        step = 7 - back
    elif hit.has("this"):
        step = number - published.isoweekday()
    elif tense == FUTURE and back and hit.word(1) != "'s":
        step = 7 - back
    else:
        step = -back
    day = shifted_day(published, step)
    if day is None:
        return None
    why = f"the {'next' if step > 0 else 'last'} such day from the publication date {published.isoformat()}"
    return point(day.isoformat(), hit.course.anchor(), why=why if step else "the day of publication")


def _weekday_from_said(hit: Hit, number: int, said: Said) -> Meaning:
    base = date.fromisoformat(said.value[:10])
    back = (base.isoweekday() - number) % 7 or 7
    day = base - timedelta(back) if hit.has("previous") else base + timedelta((number - base.isoweekday()) % 7 or 7)
    anchor = Anchor(AnchorKind.TIME, said.value, said.id)
    return point(day.isoformat(), anchor, why=f"counted from {said.value}, named before")
