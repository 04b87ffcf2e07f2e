"""When a report was published, as ISO 8601 with its precision. What cannot be told for certain is not told.

An order of day and month that could be read two ways (03/04/2017) is left unread, and nothing is ever filled in from
today or from a file's own times.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

from onrecord.record import Precision

#: A publication date with its precision.
When = tuple[str, Precision]

_ISO = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)(?:[T ](?P<hour>\d\d):(?P<minute>\d\d)"
    r"(?::(?P<second>\d\d)(?:[.,]\d{1,9})?)? ?(?P<zone>Z|[+-]\d\d:?\d\d)?)?)?)?",
    re.ASCII,
)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?(Z|[+-]\d{4})?)?", re.ASCII)
_SLASHED = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})", re.ASCII)
_PDF = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?", re.ASCII)
_MIDNIGHT = re.compile(r"00:00(?::00)?(?:[+-]\d\d:\d\d)?", re.ASCII)
_IN_URL = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?=[/\-_.?]|$)", re.ASCII)
_DAY_FIRST = re.compile(r"(?:[a-z]+,? )?(\d{1,2})(?:st|nd|rd|th)? ([a-z]+)\.?,? (\d{4})", re.ASCII | re.IGNORECASE)
_MONTH_FIRST = re.compile(r"(?:[a-z]+,? )?([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})", re.ASCII | re.IGNORECASE)
_MONTH_NAMES = (
    ("jan", "january"),
    ("feb", "february"),
    ("mar", "march"),
    ("apr", "april"),
    ("may",),
    ("jun", "june"),
    ("jul", "july"),
    ("aug", "august"),
    ("sep", "sept", "september"),
    ("oct", "october"),
    ("nov", "november"),
    ("dec", "december"),
)
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, start=1) for name in names}
_FIRST_YEAR, _LAST_YEAR = 1400, 2199
#: Numbers in this range are seconds since 1970 (1990 to 2100); a thousand times as much are milliseconds.
_FIRST_SECOND, _LAST_SECOND = 631_152_000, 4_102_444_800


def read_iso(text: str) -> When | None:
    """``2017``, ``2017-09``, ``2017-09-21`` or ``2017-09-21T10:00`` (seconds and offset allowed), else ``None``.

    A fraction of a second is dropped. The offset is kept as it was given, ``Z`` as ``+00:00``.
    """
    found = _ISO.fullmatch(text.strip())
    if found is None:
        return None
    year, month, day = found["year"], found["month"], found["day"]
    if not _is_date(int(year), int(month or 1), int(day or 1)):
        return None
    if day is None:
        return (year, Precision.YEAR) if month is None else (f"{year}-{month}", Precision.MONTH)
    if found["hour"] is None:
        return f"{year}-{month}-{day}", Precision.DAY
    clock = f"{found['hour']}:{found['minute']}" + (f":{found['second']}" if found["second"] else "")
    zone = (found["zone"] or "").replace("Z", "+00:00")
    zone = zone if ":" in zone or not zone else f"{zone[:3]}:{zone[3:]}"
    whole = f"{year}-{month}-{day}T{clock}{zone}"
    try:
        datetime.fromisoformat(whole)
    except ValueError:
        return None
    return whole, Precision.SECOND if found["second"] else Precision.MINUTE


def read_date(value: object) -> When | None:
    """A date as metadata write it: ISO, RFC 2822, PDF, compact, English words, or seconds since 1970.

    A clock at exactly midnight, whatever its offset, is how software writes "no time given": only the day is kept.
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _from_epoch(float(value))
    if isinstance(value, date):
        return _without_midnight(read_iso(value.isoformat()))
    if not isinstance(value, str) or not value.strip() or len(value) > 100:
        return None
    text = " ".join(value.split())
    for form in (read_iso, _from_compact, _from_slashed, _from_pdf, _from_words, _from_mail):
        found = form(text)
        if found is not None:
            return _without_midnight(found)
    return None


def date_in_url(url: str) -> When | None:
    """The day that a URL's path names (``/2017/09/21/``), or ``None``."""
    found = _IN_URL.search(url)
    return None if found is None else _day(*found.groups())


def _is_date(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return _FIRST_YEAR <= year <= _LAST_YEAR


def _day(year: str, month: str | int, day: str) -> When | None:
    if not _is_date(int(year), int(month), int(day)):
        return None
    return f"{int(year):04}-{int(month):02}-{int(day):02}", Precision.DAY


def _without_midnight(when: When | None) -> When | None:
    if when is None or when[1] not in (Precision.MINUTE, Precision.SECOND):
        return when
    day, _, clock = when[0].partition("T")
    return (day, Precision.DAY) if _MIDNIGHT.fullmatch(clock) else when


def _from_epoch(seconds: float) -> When | None:
    if not _FIRST_SECOND <= seconds <= _LAST_SECOND:
        seconds /= 1000
    if not _FIRST_SECOND <= seconds <= _LAST_SECOND:
        return None
    return _without_midnight(read_iso(datetime.fromtimestamp(int(seconds), UTC).isoformat()))


def _from_compact(text: str) -> When | None:
    found = _COMPACT.fullmatch(text)
    if found is None:
        return None
    year, month, day, hour, minute, second, zone = found.groups()
    if hour is None:
        return _day(year, month, day)
    return read_iso(f"{year}-{month}-{day}T{hour}:{minute}" + (f":{second}" if second else "") + (zone or ""))


def _from_slashed(text: str) -> When | None:
    found = _SLASHED.fullmatch(text)
    return None if found is None else _day(*found.groups())


def _from_pdf(text: str) -> When | None:
    # A PDF's clock says when a file was made, so no more than its day is believed.
    found = _PDF.match(text)
    return None if found is None else read_iso("-".join(part for part in found.groups() if part))


def _from_words(text: str) -> When | None:
    if found := _DAY_FIRST.fullmatch(text):
        day, month, year = found.groups()
    elif found := _MONTH_FIRST.fullmatch(text):
        month, day, year = found.groups()
    else:
        return None
    number = _MONTHS.get(month.lower())
    return None if number is None else _day(year, number, day)


def _from_mail(text: str) -> When | None:
    try:
        return read_iso(parsedate_to_datetime(text).isoformat())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
