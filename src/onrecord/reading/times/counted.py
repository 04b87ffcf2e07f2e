"""Lengths of time and what is counted in them: "three days", "two years ago", "the past two months", "every week"."""

from __future__ import annotations

from dataclasses import replace

from ...codebook.time_words import Month, Unit
from ...record import Anchor, AnchorKind, Granularity, TimeKind
from .anchors import from_published, from_said
from .extents import coarse, moved, shifted_day
from .hit import Hit
from .meaning import UNKNOWN, Meaning, back_from, grain, length, point, unknown, vague

_NO_PLAIN_UNITS = ("TS", "TM", "TH", "WE", "Q")


def ago_meaning(hit: Hit) -> Meaning | None:
    """ "two years ago" counts from the publication date, "a week later" from the time named before."""
    unit = hit.unit()
    if unit is None:
        return None
    count = hit.count()
    if count is None and not hit.has("few", "units"):
        count = 1
    if hit.has("half") and not hit.has("word", "day", "number"):
        count = 1.5 if count == 1 else count
    sign = -1 if hit.has("ago", "earlier") else 1
    if count is None and hit.has("earlier", "later"):
        return None
    if count is None:
        return vague("PAST_REF" if sign < 0 else "FUTURE_REF")
    mod = hit.text("near") or None
    count *= unit.times
    said = hit.course.said
    if hit.has("earlier", "later"):
        if unit.code.startswith("T"):
            return None
        found = _compared(_from_said_by(hit, sign * count, unit), hit)
    elif hit.has("ago") and count == 1 and unit.code == "Y" and said is not None and said.value[5:6] == "Q":
        found = _compared(_from_said_by(hit, -1, unit), hit)
    else:
        found = _from_published_by(hit, sign * count, unit)
    return replace(found, mod=mod) if mod else found


def _from_published_by(hit: Hit, count: float, unit: Unit) -> Meaning:
    why = f"counted from the publication date {hit.course.published}"
    if unit.code.startswith("T"):
        return _hours_from_published(hit, count, unit)
    base = hit.course.unit("Y" if unit.code in ("E", "C", "L") else unit.code)
    value = None if base is None or abs(count) > 9999 else _moved(base, count, unit.code)
    if value is None:
        return unknown(grain(unit.code), hit.course.lacking())
    return point(value, hit.course.anchor(), why=why)


def _moved(base: str, count: float, unit: str) -> str | None:
    if count != int(count):
        months = {"Y": 12, "E": 120, "C": 1200}.get(unit)
        return None if months is None else moved(base, int(count * months) // 12, "Y")
    return moved(base, int(count), "W" if unit == "WE" else unit)


def _hours_from_published(hit: Hit, count: float, unit: Unit) -> Meaning:
    day = hit.course.day
    if day is None:
        return unknown(grain(unit.code), hit.course.lacking())
    other = back_from(day.isoformat(), count, unit.code)
    if other is None:
        return unknown(grain(unit.code), "counted from the publication date, whose hour is not known")
    start, end = sorted((other, day.isoformat()))
    first = shifted_day(day, -1) if count < 0 and start == end else None
    start = first.isoformat() if first is not None else start
    why = f"counted from the publication date {hit.course.published}, whose hour is not known"
    return replace(unknown(grain(unit.code), why), start=start, end=end, anchor=hit.course.anchor())


def _from_said_by(hit: Hit, count: float, unit: Unit) -> Meaning:
    said = hit.course.said
    if said is None:
        return unknown(grain(unit.code), "counted from a time that the text does not fix")
    base: str | None = said.value
    if unit.code in ("M", "Q") and base is not None and len(base) >= 10:
        base = coarse(base, unit.code)
    value = None if base is None or abs(count) > 9999 else _moved(base, count, unit.code)
    if value is None:
        return unknown(grain(unit.code), "counted from a time that the text does not fix finely enough")
    anchor = Anchor(AnchorKind.TIME, said.value, said.id)
    return point(value, anchor, why=f"counted from {said.value}, named before")


def ago_adjective_meaning(hit: Hit) -> Meaning | None:
    """ "the year-earlier quarter", "year-ago": the same stretch a year before the one named last."""
    unit = hit.unit()
    if unit is None or unit.code not in ("Y", "M", "W", "Q"):
        return None
    said = hit.course.said
    if said is not None and moved(said.value, -1, unit.code) is not None:
        return _compared(_from_said_by(hit, -1, unit), hit)
    return from_published(hit, unit.code, -1)


def _compared(found: Meaning, hit: Hit) -> Meaning:
    """A time looked back at from another leaves that other as the one to count from."""
    return found if hit.has("later") else replace(found, fixes=False)


def same_meaning(hit: Hit) -> Meaning | None:
    """ "the same day", "that year", "the following month": of the time named before."""
    unit = hit.unit()
    if unit is None or unit.code.startswith("T"):
        return None
    if unit.code == "D" and hit.has("that") and hit.word(1) in ("when", "that"):
        return None
    step = -1 if hit.has("previous") else 1 if hit.has("following", "next") else 0
    if hit.has("next") and unit.code != "D":
        return from_said(hit, unit.code, step) if hit.course.said_here() else from_published(hit, unit.code, step)
    if hit.course.said is None and hit.has("that", "same"):
        return None if unit.code in ("Q", "WE") else from_said(hit, unit.code, 0)
    return from_said(hit, unit.code, step)


def span_meaning(hit: Hit) -> Meaning | None:
    """ "the past two years", "the next few days", "recent months": a length that ends or begins at the publication."""
    unit = hit.unit()
    if unit is None:
        return None
    count = hit.count()
    back = hit.has("last", "past", "previous", "recent", "latest")
    if hit.has("unit") and not hit.has("word", "day", "number", "few", "couple"):
        if not hit.has("past") or unit.code.startswith("T"):
            return None
        count = 1
    if count is None and hit.has("latest", "previous", "following"):
        return None
    found = length(None if count is None else count * unit.times, unit.code, _nearness(hit))
    if hit.course.published is None:
        return replace(found, anchor=unknown(Granularity.DAY, "").anchor)
    day = hit.course.day
    if count is None or day is None:
        return replace(found, anchor=hit.course.anchor())
    other = back_from(day.isoformat(), (-1 if back else 1) * count * unit.times, unit.code)
    if other is None:
        return found
    start, end = (other, day.isoformat()) if back else (day.isoformat(), other)
    why = f"counted {'back' if back else 'on'} from the publication date {day.isoformat()}"
    return replace(found, start=start, end=end, anchor=hit.course.anchor(), why=why)


def _nearness(hit: Hit) -> str | None:
    if hit.has("near"):
        return hit.text("near")
    return "APPROX" if hit.has("couple") and not hit.has("few") else None


def duration_meaning(hit: Hit) -> Meaning | None:
    """A plain length: "three days", "a five-year", "several months"."""
    unit = hit.unit()
    if unit is None or (hit.has("second") and not hit.has("unit", "units") and hit.word(1) not in ("", ".", ",")):
        return None
    if hit.word(-1) in ("aged", "$"):
        return None
    count = hit.count()
    if count is None and not hit.has("few"):
        return None
    if unit.code == "Q" and hit.has("dash") and count == 3:
        return None
    found = length(None if count is None else count * unit.times, unit.code, _nearness(hit))
    bare = hit.has("dash") and hit.sorts[0] in ("a", "the", "this", "that", "these") and hit.has("unit")
    return replace(found, tokens=(hit.first + 1, hit.last)) if bare else found


def half_duration_meaning(hit: Hit) -> Meaning | None:
    """ "a year and a half", "half an hour"."""
    unit = hit.unit()
    if unit is None:
        return None
    return length(1.5 if hit.has("and") else 0.5, unit.code, _nearness(hit))


def a_unit_meaning(hit: Hit) -> Meaning | None:
    """ "a year", "an hour"."""
    unit = hit.unit()
    if unit is None or unit.code in ("Q", "WE", "C", "L") or (unit.code == "TM" and hit.word(1) == "to"):
        return None
    if unit.code == "D" and not hit.has("near", "more"):
        return None
    found = length(unit.times, unit.code, _nearness(hit))
    return replace(found, kind=TimeKind.SET) if _is_rate(hit) else found


def _is_rate(hit: Hit) -> bool:
    """Whether "a year" stands behind what is counted by it: "two flights a week", "$3 million a year"."""
    before = hit.word(-1)
    return before in ("million", "billion", "%", "percent", "times") or (before.endswith("s") and len(before) > 4)


def ahead_meaning(hit: Hit) -> Meaning | None:
    """ "the weeks ahead"."""
    unit = hit.unit()
    if unit is None or unit.code.startswith("T"):
        return None
    return replace(length(None, unit.code), anchor=hit.course.anchor() if hit.course.published else UNKNOWN)


def bare_units_meaning(hit: Hit) -> Meaning | None:
    """ "years", "recent months", "decades": a length nobody counted."""
    unit = hit.unit()
    if unit is None or unit.code in _NO_PLAIN_UNITS or hit.has("edge"):
        return None
    if hit.has("the") and not hit.has("recent"):
        return None
    if hit.word(-1) in ("'s", "his", "her", "their", "old", "our", "my"):
        return None
    return length(None, unit.code)


def every_meaning(hit: Hit) -> Meaning | None:
    """ "every two weeks", "each year"."""
    unit = hit.unit()
    if unit is None:
        return None
    count = hit.count()
    number = 2 if hit.has("second", "more") else hit.whole("order") or (1 if count is None else count)
    found = length(number * unit.times, unit.code)
    return replace(found, kind=TimeKind.SET)


def set_meaning(hit: Hit) -> Meaning | None:
    """ "daily", "annually"."""
    every = hit.text("set")
    if "M" in every and hit.word(1).isalpha():
        return None
    fine = {"Y": "Y", "M": "M", "W": "W", "D": "D", "H": "TH"}.get(every[-1], "D")
    return Meaning(TimeKind.SET, grain(fine), every, confidence=0.8)


def rate_meaning(hit: Hit) -> Meaning | None:
    """ "once a week"."""
    unit = hit.unit()
    if unit is None:
        return None
    return replace(length(unit.times, unit.code), kind=TimeKind.SET)


def again_meaning(hit: Hit) -> Meaning | None:
    """ "every Tuesday", "each July", "every summer", "Monday nights"."""
    part = hit.text("part")
    weekday, month = hit.value("weekday"), hit.value("month")
    if isinstance(weekday, int):
        value, fine = f"XXXX-WXX-{weekday}" + (f"T{part}" if part else ""), Granularity.DAY
    elif isinstance(month, Month):
        value, fine = f"XXXX-{month.number:02}", Granularity.MONTH
    elif hit.has("season"):
        value, fine = f"XXXX-{hit.text('season')}", Granularity.SEASON
    else:
        value, fine = f"XXXX-XX-XXT{part}", Granularity.PART
    return Meaning(TimeKind.SET, fine, value)


def reference_meaning(hit: Hit) -> Meaning | None:
    """ "now", "recently", "the future"."""
    if hit.has("current"):
        return vague("PRESENT_REF") if hit.word(1).isalpha() else None
    if hit.has("ref"):
        return vague(hit.text("ref"))
    if hit.has("future"):
        return vague("FUTURE_REF") if hit.has("the") else None
    return vague("PAST_REF") if hit.word(1) not in ("and",) else None
