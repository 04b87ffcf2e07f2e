"""Dates and months of the Islamic and the Iranian year, and holidays, as Gregorian days."""

from __future__ import annotations

from dataclasses import replace

from ...codebook.time_words import Calendar, Holiday, Month
from ...record import Granularity
from .anchors import chosen, with_edge, year_of
from .calendars import REMARK, gregorian, holiday_dates, month_interval, years_near
from .hit import Hit
from .meaning import Meaning, between, point, unknown


def other_day(hit: Hit, month: Month, day: int) -> Meaning | None:
    year = next((v for v in (hit.value("yyyy"), hit.value("number")) if isinstance(v, int)), None)
    remark = REMARK[month.calendar]
    if year is not None and not 1 <= year <= 1700:
        return None
    if year is not None:
        found = gregorian(month.calendar, year, month.number, day)
        return None if found is None else replace(point(found.isoformat()), confidence=0.8, why=remark)
    if not 1 <= day <= (30 if month.calendar is Calendar.HIJRI or month.number > 6 else 31):
        return None
    published = hit.course.day
    if published is None:
        return unknown(Granularity.DAY, f"{remark}; the year is not said and no publication date tells it")
    around = (gregorian(month.calendar, y, month.number, day) for y in years_near(month.calendar, published))
    best = chosen([d for d in around if d is not None], published, hit)
    if best is None:
        return None
    return replace(point(best.isoformat(), hit.course.anchor()), confidence=0.7, why=remark)


def other_month_meaning(hit: Hit) -> Meaning | None:
    """A month of another calendar, as the Gregorian days it covers."""
    month = hit.value("omonth")
    if not isinstance(month, Month):
        return None
    year = next((v for v in (hit.value("yyyy"), hit.value("number")) if isinstance(v, int)), None)
    if month.calendar is Calendar.GREGORIAN:
        return point(f"{year:04}-{month.number:02}") if year is not None and 1000 <= year <= 9999 else None
    remark = REMARK[month.calendar]
    if year is not None:
        found = month_interval(month.calendar, year, month.number) if 1 <= year <= 1700 else None
        return None if found is None else between(found[0].isoformat(), found[1].isoformat(), Granularity.MONTH, remark)
    if not month.alone or hit.has("day", "number"):
        return None
    published = hit.course.day
    if published is None:
        return unknown(Granularity.MONTH, f"{remark}; the year is not said and no publication date tells it")
    around = [month_interval(month.calendar, y, month.number) for y in years_near(month.calendar, published)]
    best = chosen([found[0] for found in around if found is not None], published, hit)
    whole = next((f for f in around if f is not None and f[0] == best), None)
    if whole is None:
        return None
    return between(whole[0].isoformat(), whole[1].isoformat(), Granularity.MONTH, remark, hit.course.anchor())


def holiday_meaning(hit: Hit) -> Meaning | None:
    """A holiday, in the year that is said or that the tense asks for."""
    holiday = hit.value("holiday")
    if not isinstance(holiday, Holiday):
        return None
    remark = "moves with the Islamic lunar calendar; may lie a day off" if holiday.rule.value == "hijri" else ""
    year = year_of(hit)
    if year is not None:
        days = holiday_dates(holiday, year) if 1600 <= year <= 2400 else ()
        return replace(point(days[0].isoformat()), why=remark) if days else None
    published = hit.course.day
    if published is None or not 1600 <= published.year <= 2400:
        form = f"XXXX-{holiday.month:02}-{holiday.day:02}" if holiday.rule.value == "day" else None
        return unknown(Granularity.DAY, "the year is not said and no publication date tells it", form)
    days_near = [d for y in range(published.year - 1, published.year + 2) for d in holiday_dates(holiday, y)]
    if hit.has("last", "past"):
        days_near = [d for d in days_near if d < published]
    elif hit.has("next"):
        days_near = [d for d in days_near if d > published]
    best = chosen(days_near, published, hit)
    if best is None:
        return None
    why = "; ".join(filter(None, (f"counted from the publication date {published.isoformat()}", remark)))
    return with_edge(hit, point(best.isoformat(), hit.course.anchor(), why=why))
