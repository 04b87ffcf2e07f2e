"""When a digest is due: every day, or one day of every week, at a time of day in a time zone."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ..errors import SettingError
from ..store.saved import Every, Options

_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)", re.ASCII)


def check_times(options: Options) -> None:
    """Raises a SettingError if the time of day or the time zone is none."""
    if not _TIME.fullmatch(options.time):
        raise SettingError("this is no time of day", repr(options.time), "write 07:00")
    _zone(options.zone)


def next_digest(every: Every, options: Options, now: datetime) -> datetime | None:
    """The first moment after ``now`` at which a digest is due, in UTC; ``None`` where things are told at once.

    A time that the clocks leave out is an hour later on that day; one that they have twice is the first.
    """
    if every is Every.NOW:
        return None
    zone = _zone(options.zone)
    at = time.fromisoformat(options.time)
    day = now.astimezone(zone).date()
    for _ in range(9):
        # By way of UTC: a local time that does not exist is none there.
        due = datetime.combine(day, at, zone).astimezone(UTC)
        if due > now and (every is Every.DAY or day.weekday() == options.day):
            return due
        day += timedelta(days=1)
    raise AssertionError("a week has seven days")


def _zone(name: str) -> tzinfo:
    if name == "UTC":
        return UTC  # which a machine without a list of time zones has too
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise SettingError("this is no time zone", repr(name), "write UTC, or as in Europe/Athens") from None
