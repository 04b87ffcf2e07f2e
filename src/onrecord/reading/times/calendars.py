"""Days of other calendars as Gregorian ones: the Islamic lunar year, the Iranian solar year, Easter, holidays.

The Iranian year follows the 33-year rule, which agrees with the observed equinox for the years 1178 to 1633 (1799 to
2254). Lunar days follow the Umm al-Qura calendar (hijridate) where it reaches (1343 to 1500, 1924 to 2077), else the
arithmetical one: a month that is begun by sighting may lie a day, outside those years two, off either.
"""

from __future__ import annotations

from datetime import date, timedelta

from ...codebook.time_words import Calendar, Holiday, HolidayRule
from .extents import shifted_day

#: The last day before the year 1, as a proleptic Gregorian ordinal: 20 March 2024 is 1 Farvardin 1403.
_JALALI_EPOCH = date(2024, 3, 20).toordinal()
_HIJRI_EPOCH = date(622, 7, 18).toordinal()
_UMM_AL_QURA = range(1343, 1501)
#: What is said of a date that was converted.
REMARK = {
    Calendar.HIJRI: "Islamic lunar calendar; where the month is begun by sighting it may lie a day off",
    Calendar.JALALI: "Iranian solar calendar",
}


def gregorian(calendar: Calendar, year: int, month: int, day: int = 1) -> date | None:
    """The Gregorian day of a day in another calendar; ``None`` where there is no such day."""
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    if calendar is Calendar.JALALI:
        return _from_jalali(year, month, day)
    if calendar is Calendar.HIJRI:
        return _from_hijri(year, month, day)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_interval(calendar: Calendar, year: int, month: int) -> tuple[date, date] | None:
    """The first and last Gregorian day of a month of another calendar."""
    first = gregorian(calendar, year, month)
    after = gregorian(calendar, year + month // 12, month % 12 + 1)
    return None if first is None or after is None else (first, after - timedelta(1))


def years_near(calendar: Calendar, day: date) -> tuple[int, ...]:
    """The years of another calendar that the months around a Gregorian day can lie in."""
    if calendar is Calendar.JALALI:
        return tuple(range(day.year - 623, day.year - 618))
    middle = int((day.year - 622) * 33 / 32)
    return tuple(range(middle - 2, middle + 4))


def _from_jalali(year: int, month: int, day: int) -> date | None:
    if not 1 <= year <= 3000 or (month > 6 and day > 30) or (month == 12 and day > 29 + _jalali_leap(year)):
        return None
    before = 31 * (month - 1) if month <= 7 else 186 + 30 * (month - 7)
    return shifted_day(date.fromordinal(_JALALI_EPOCH), _jalali_days(year) - _jalali_days(1403) + before + day - 1)


def _jalali_leap(year: int) -> int:
    return int((25 * year + 11) % 33 < 8)


def _jalali_days(year: int) -> int:
    """Days from the year 1 to a year, by the 33-year rule."""
    return 365 * (year - 1) + (8 * (year - 1) + 29) // 33


def _from_hijri(year: int, month: int, day: int) -> date | None:
    if year in _UMM_AL_QURA:
        from hijridate import Hijri

        try:
            found = Hijri(year, month, day).to_gregorian()
        except (ValueError, OverflowError):
            return None
        return date(found.year, found.month, found.day)
    if not 1 <= year <= 3000 or day > 30:
        return None
    days = 354 * (year - 1) + (11 * year + 3) // 30 + 29 * (month - 1) + month // 2 + day - 1
    return shifted_day(date.fromordinal(_HIJRI_EPOCH), days)


def easter(year: int) -> date:
    """Easter Sunday of the western church (the Gregorian computus of Meeus, Jones and Butcher)."""
    golden, (century, rest) = year % 19, divmod(year, 100)
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Easter Sunday of the eastern churches as a Gregorian date (the Julian computus; right from 1900 to 2099)."""
    moon = (19 * (year % 19) + 15) % 30
    week = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + week + 114, 31)
    return date(year, month, day + 1) + timedelta(13)


def holiday_dates(holiday: Holiday, year: int) -> tuple[date, ...]:
    """The days on which a holiday falls in a Gregorian year; a lunar one may fall twice or not at all."""
    rule = holiday.rule
    if rule in (HolidayRule.HIJRI, HolidayRule.JALALI):
        calendar = Calendar(rule.value)
        around = (gregorian(calendar, y, holiday.month, holiday.day) for y in years_near(calendar, date(year, 7, 1)))
        return tuple(day for day in around if day is not None and day.year == year)
    if rule is HolidayRule.EASTER:
        return (easter(year) + timedelta(holiday.plus),)
    if rule is HolidayRule.ORTHODOX:
        return (orthodox_easter(year) + timedelta(holiday.plus),)
    if rule is HolidayRule.NTH:
        return (_nth_weekday(holiday, year) + timedelta(holiday.plus),)
    return (date(year, holiday.month, holiday.day),)


def _nth_weekday(holiday: Holiday, year: int) -> date:
    if holiday.nth > 0:
        first = date(year, holiday.month, 1)
        return first + timedelta((holiday.weekday - first.isoweekday()) % 7 + 7 * (holiday.nth - 1))
    last = date(year + holiday.month // 12, holiday.month % 12 + 1, 1) - timedelta(1)
    return last - timedelta((last.isoweekday() - holiday.weekday) % 7)
