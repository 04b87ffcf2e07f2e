"""The dates of feeds: as ``dates`` reads them, without those that are no dates but a program's way to say "none"."""

from __future__ import annotations

import re

from .dates import When, read_date

#: The last year that is believed: later ones stand for "never".
LAST_YEAR = 2098
# What programs write for no date: the beginning of their calendars.
_NONE = frozenset({"1899-12-30", "1899-12-31", "1900-01-01", "1904-01-01", "1969-12-31", "1970-01-01"})
# A year of four digits that begins with 0 would be taken for one of two digits: 0001 for 2001.
_YEAR_NOUGHT = re.compile(r"(?<![\d:+-])0\d{3}(?!\d)")
# Zones by name that email's own list lacks and that mean one offset only; AST there means the Atlantic, and in half of
# the feeds that use it Arabia.
_ZONES = {
    "cet": "+0100", "cest": "+0200", "eet": "+0200", "eest": "+0300", "msk": "+0300", "wet": "+0000",
    "west": "+0100", "trt": "+0300", "irst": "+0330", "jst": "+0900", "kst": "+0900", "hkt": "+0800",
    "aest": "+1000", "aedt": "+1100", "nzst": "+1200", "nzdt": "+1300",
}  # fmt: skip
_ZONE_NAME = re.compile(r"(?<=\d) ?\(?([A-Za-z]{2,5})\)?$", re.ASCII)
_UNSURE = frozenset({"ast", "adt"})


def feed_date(value: object) -> When | None:
    """A date in a feed with its precision; ``None`` for none, and for what cannot be one (year 1, 1970-01-01, 2099)."""
    if isinstance(value, str):
        value = " ".join(value.split())
        if len(value) > 100 or _YEAR_NOUGHT.search(value):
            return None
        value = _ZONE_NAME.sub(_offset, value)
    when = read_date(value)
    if when is None or when[0][:10] in _NONE or int(when[0][:4]) > LAST_YEAR:
        return None
    return when


def edited_after(published: When | None, updated: When | None) -> str | None:
    """The date of an update that came after publication; ``None`` where it says the same or there is none."""
    return updated[0] if published and updated and updated[0] > published[0] else None


def _offset(found: re.Match[str]) -> str:
    name = found[1].lower()
    if name in _UNSURE:
        return ""
    offset = _ZONES.get(name)
    return found[0] if offset is None else " " + offset
